"""Seccomp: Linux refuses a process some system calls, for good.

A filter in the kernel's own small language (classic BPF), see
https://docs.kernel.org/userspace-api/seccomp_filter.html.
"""

import ctypes
import errno
import os
import platform
import signal
import struct

from mizalla.isolation.system_calls import ARGUMENTS, CALLS, NETWORK, NEVER

DEATH_SIGNAL, NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER_MODE = 1, 38, 22, 2
ALLOW, ERRNO, KILL = 0x7FFF0000, 0x00050000, 0x80000000
LOAD, EQUAL, AT_LEAST, ANY_OF, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, FIRST_ARGUMENT, NEXT = 0, 4, 16, 8
"""Where they stand in what the kernel shows a filter."""
THREAD = 0x10000
"""Flag of a new thread of this process, rather than a new process."""
X32 = 0x40000000
"""Bit of a second set of numbers that x86-64 has for each call."""
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

Instruction = tuple[int, int, int, int]


def die_with_parent() -> None:
    """End this process when the one that started it ends, however that comes about."""
    ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)


def confine_calls(*, network: bool) -> None:
    """Refuse this process new processes, other programs, other processes and system settings.

    Parameters
    ----------
    network
        Whether sockets may be made.

    Raises
    ------
    OSError
        If this kernel has no seccomp, or the machine is of a kind whose calls are not known here.
    """
    machine = platform.machine()
    if machine not in ARCHITECTURES:
        raise OSError(errno.ENOSYS, f"seccomp is not set up for {machine}")
    program = b"".join(struct.pack("=HBBI", *step) for step in _program(machine, network))
    libc = ctypes.CDLL(None, use_errno=True)
    code = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "no new privileges")
    if libc.prctl(SET_SECCOMP, FILTER_MODE, head, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")


def _program(machine: str, network: bool) -> list[Instruction]:
    column = 0 if machine == "x86_64" else 1
    there = ((name, pair[column]) for name, pair in CALLS.items())
    numbers = {name: number for name, number in there if number is not None}
    refuse = (RETURN, 0, 0, ERRNO | errno.EPERM)
    steps: list[Instruction] = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, ARCHITECTURES[machine]),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
    ]
    if machine == "x86_64":
        steps += [(AT_LEAST, 0, 1, X32), refuse]
    for name in (*NEVER, *(() if network else NETWORK)):
        if name in numbers:
            steps += [(EQUAL, 0, 1, numbers[name]), refuse]
    # The C library falls back from clone3, whose flags a filter can't see, to clone.
    steps += [(EQUAL, 0, 1, numbers["clone3"]), (RETURN, 0, 0, ERRNO | errno.ENOSYS)]
    steps += [
        (EQUAL, 0, 4, numbers["clone"]),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (ANY_OF, 1, 0, THREAD),
        refuse,
        (RETURN, 0, 0, ALLOW),
    ]
    for name in ("kill", "tgkill"):
        steps += [
            (EQUAL, 0, 4, numbers[name]),
            (LOAD, 0, 0, FIRST_ARGUMENT),
            (EQUAL, 1, 0, os.getpid()),
            refuse,
            (RETURN, 0, 0, ALLOW),
        ]
    for name, (place, values) in ARGUMENTS.items():
        refused = [step for value in values for step in ((EQUAL, 0, 1, value), refuse)]
        steps += [
            (EQUAL, 0, len(refused) + 2, numbers[name]),
            (LOAD, 0, 0, FIRST_ARGUMENT + NEXT * place),
            *refused,
            (RETURN, 0, 0, ALLOW),
        ]
    # Limits may be asked for and not set: root could lift its own.
    limits = FIRST_ARGUMENT + 2 * NEXT
    steps += [
        (EQUAL, 0, 9, numbers["prlimit64"]),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (EQUAL, 1, 0, 0),
        (EQUAL, 0, 4, os.getpid()),
        (LOAD, 0, 0, limits),
        (EQUAL, 0, 2, 0),
        (LOAD, 0, 0, limits + NEXT // 2),
        (EQUAL, 1, 0, 0),
        refuse,
        (RETURN, 0, 0, ALLOW),
    ]
    return [*steps, (RETURN, 0, 0, ALLOW)]
