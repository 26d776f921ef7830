"""What a plugin's process imports from, and may read."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

SYSTEM = (
    "/usr",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/ssl",
    "/etc/pki",
    "/dev/null",
    "/dev/zero",
    "/dev/random",
    "/dev/urandom",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/sys/devices/system/cpu",
)
"""What programs read on Linux, and what holds no secret."""
NETWORK = (
    "/etc/resolv.conf",
    "/etc/hosts",
    "/etc/nsswitch.conf",
    "/etc/services",
    "/etc/host.conf",
    "/etc/gai.conf",
    "/etc/passwd",
    "/etc/group",
)
"""What programs that reach the network read besides."""


def import_path() -> list[str]:
    """Where modules come from, less the working folder, which holds whatever the planner keeps."""
    here = Path.cwd()
    return [entry for entry in sys.path if entry and Path(entry).exists() and Path(entry) != here]


def readable(hidden: Sequence[Path], extra: Iterable[Path], *, network: bool) -> list[str]:
    """Folders that a plugin may read: Python's and the system's, none that holds what is hidden.

    Parameters
    ----------
    hidden
        Folders that it must not see.
    extra
        Folders that it is granted.
    network
        Whether it may reach the network.
    """
    ours = {Path(entry) for entry in (*import_path(), sys.prefix, sys.base_prefix)}
    secret = [path.resolve() for path in hidden]
    seen = [
        path
        for path in sorted(ours)
        if not any(place.is_relative_to(path.resolve()) for place in secret)
    ]
    system = map(Path, (*SYSTEM, *(NETWORK if network else ())))
    return [str(path) for path in (*system, *seen, *extra) if path.exists()]
