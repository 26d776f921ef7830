"""Landlock: Linux keeps a process to the files it names, for good.

See https://docs.kernel.org/userspace-api/landlock.html; the numbers are those of the kernel's
``linux/landlock.h``.
"""

import ctypes
import os
import struct
from collections.abc import Sequence

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
RULE_PATH_BENEATH = 1
READ = (1 << 2) | (1 << 3)  # files, folders
READ_FILE, WRITE_FILE, TRUNCATE = 1 << 2, 1 << 1, 1 << 14
FILE_RIGHTS = (1 << 0) | READ_FILE | WRITE_FILE | TRUNCATE
RIGHTS_OF_VERSION = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1}
SCOPES = 3  # abstract sockets and signals, from version 6
NO_NEW_PRIVILEGES = 38


def confine_files(readable: Sequence[str], writable: str) -> None:
    """Keep this process to some files and folders; it can't read or trace other processes either.

    Parameters
    ----------
    readable
        Files and folders that may be read.
    writable
        The folder that may be changed.

    Raises
    ------
    OSError
        If this kernel has no Landlock.
    """
    libc = ctypes.CDLL(None, use_errno=True)

    def call(number: int, *arguments: object) -> int:
        done: int = libc.syscall(number, *arguments)
        if done < 0:
            raise OSError(ctypes.get_errno(), "Landlock")
        return done

    version = call(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    handled = RIGHTS_OF_VERSION[min(version, max(RIGHTS_OF_VERSION))]
    wanted = struct.pack("=QQQ", handled, 0, SCOPES if version >= 6 else 0)
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = call(CREATE_RULESET, wanted, ctypes.c_size_t(size), ctypes.c_uint32(0))
    for path, rights in [*((path, READ) for path in readable), (writable, handled)]:
        _allow(call, ruleset, path, rights & handled)
    _allow(call, ruleset, os.devnull, (READ_FILE | WRITE_FILE) & handled)
    _allow(call, ruleset, "/proc/self", READ)
    if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "no new privileges")
    call(RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0))
    os.close(ruleset)


def _allow(call: object, ruleset: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there need not be allowed
    try:
        if not os.path.isdir(path):  # noqa: PTH112 - not to load pathlib for it
            rights &= FILE_RIGHTS
        rule = struct.pack("=Qi", rights, place)
        call(  # type: ignore[operator]
            ADD_RULE,
            ctypes.c_int(ruleset),
            ctypes.c_int(RULE_PATH_BENEATH),
            rule,
            ctypes.c_uint32(0),
        )
    finally:
        os.close(place)
