"""The folder of a plugin's process: how much is in it, and its end, whatever it holds."""

import contextlib
import os
import shutil
import stat
from pathlib import Path

DEEPEST = 30
"""Folders within folders that a plugin may make."""


def wrong_with(folder: Path, process: int, most_bytes: float, most_files: int) -> str:
    """Say what a plugin has too much of in its folder; empty where nothing.

    Parameters
    ----------
    folder
        Its folder.
    process
        Its process: files that it removed and holds open still take room.
    most_bytes
        Bytes that it may hold.
    most_files
        Files and folders that it may hold.
    """
    total, count = _removed(process), 0
    left = [(str(folder), 0)]
    while left:
        here, depth = left.pop()
        if depth > DEEPEST:
            return f"it made folders more than {DEEPEST} deep."
        with contextlib.suppress(OSError), os.scandir(here) as entries:
            for entry in entries:
                count += 1
                if count > most_files:
                    return f"it made more than {most_files:,} files in its folder."
                with contextlib.suppress(OSError):
                    if entry.is_dir(follow_symlinks=False):
                        left.append((entry.path, depth + 1))
                    else:
                        total += entry.stat(follow_symlinks=False).st_size
    if total > most_bytes:
        return f"it wrote more than {most_bytes / (1 << 20):g} MB to its folder."
    return ""


def _removed(process: int) -> int:
    """Bytes of files without a name that a process holds open; 0 where that can't be told."""
    total = 0
    place = f"/proc/{process}/fd"
    with contextlib.suppress(OSError), os.scandir(place) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                found = os.stat(entry.path)  # noqa: PTH116 - of the file behind it
                if found.st_nlink == 0 and stat.S_ISREG(found.st_mode):
                    total += found.st_size
    return total


def remove(folder: Path) -> None:
    """Remove the folder, however deep a plugin made it: no path grows too long, nothing recurs."""
    number = 0
    home = str(folder)
    with contextlib.suppress(OSError):
        left = [entry.path for entry in os.scandir(home) if entry.is_dir(follow_symlinks=False)]
        while left:
            here = left.pop()
            with contextlib.suppress(OSError):
                os.chmod(here, 0o700)  # noqa: PTH101 - our own, so that it can be emptied
                for entry in list(os.scandir(here)):
                    if entry.is_dir(follow_symlinks=False):
                        number += 1
                        left.append(os.path.join(home, f".{number}"))  # noqa: PTH118
                        os.rename(entry.path, left[-1])  # noqa: PTH104
                    else:
                        os.unlink(entry.path)  # noqa: PTH108
                os.rmdir(here)  # noqa: PTH106
    shutil.rmtree(folder, ignore_errors=True)
