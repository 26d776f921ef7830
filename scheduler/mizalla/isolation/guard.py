"""What a plugin's process gives up before it loads the plugin: it can't be taken back."""

import contextlib
import sys
from dataclasses import dataclass, field

from mizalla.isolation.audit import watch_calls
from mizalla_models.base import Word


class Guard(Word):
    """What a plugin's process may do."""

    memory_mb: int
    """Address space, MB."""
    seconds: float
    """Processor time, s."""
    deadline: float
    """When it will be ended, seconds since 1970."""
    scratch: str
    """Its own folder, which it may write to."""
    scratch_mb: float
    """Largest file there, MB."""
    readable: tuple[str, ...]
    """Files and folders that it may read."""
    network: bool
    """Whether it may reach the network."""


@dataclass
class Watch:
    """What a plugin tried and may not."""

    tried: list[str] = field(default_factory=list)
    """In words, the first few."""


def guard(rights: Guard) -> Watch:
    """Give up all rights but these, for good: limits and system calls by the kernel's help.

    On systems other than Linux only what Python itself can hold back is held back: writing to
    files, starting programs, reaching the network.
    """
    watch = Watch()
    _limit(rights)
    if sys.platform == "linux":
        # Each of the two may be missing in a kernel or a container; the other one still holds.
        from mizalla.isolation.landlock import confine_files
        from mizalla.isolation.seccomp import confine_calls, die_with_parent

        die_with_parent()
        with contextlib.suppress(OSError):
            confine_files(rights.readable, rights.scratch)
        with contextlib.suppress(OSError):
            confine_calls(network=rights.network)
    watch_calls(watch.tried, scratch=rights.scratch, network=rights.network)
    return watch


def _limit(rights: Guard) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    wanted = {
        "RLIMIT_AS": rights.memory_mb << 20,
        "RLIMIT_CPU": int(rights.seconds) + 2,
        "RLIMIT_FSIZE": int(rights.scratch_mb) << 20,
        "RLIMIT_NOFILE": 256,
        "RLIMIT_CORE": 0,
    }
    for name, value in wanted.items():
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (value, value))
