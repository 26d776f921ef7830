"""Python's own audit events: what a plugin tried and may not, in words."""

import linecache
import os
import sys
import traceback
from pathlib import Path
from typing import Any

MOST = 5
"""So many attempts are told."""
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
STARTS = (
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "pty.spawn",
    "subprocess.Popen",
)
CHANGES = (
    "os.chmod",
    "os.chown",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
    "os.truncate",
    "os.utime",
    "shutil.move",
    "shutil.rmtree",
)


def watch_calls(tried: list[str], *, scratch: str, network: bool) -> None:
    """Refuse calls that no plugin may make, and write them down.

    Parameters
    ----------
    tried
        Where they are written down.
    scratch
        The only folder that may be changed.
    network
        Whether the network may be reached.
    """
    home = os.path.realpath(scratch)

    def outside(path: object) -> bool:
        if isinstance(path, int) or path in (os.devnull, None):
            return False
        real = os.path.realpath(os.fsdecode(path))  # type: ignore[arg-type]
        return real != home and not real.startswith(home + os.sep)

    def refuse(what: str) -> None:
        if len(tried) < MOST:
            tried.append(f"{what} ({_line()})")
        raise PermissionError(f"a plugin may not {what}")

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            writing = isinstance(mode, str) and any(letter in mode for letter in "wax+")
            if (writing or (flags or 0) & WRITES) and outside(path):
                refuse(f"write to {path}, outside its own folder")
        elif event in CHANGES:
            for path in arguments[:2] if event in ("os.rename", "os.link") else arguments[:1]:
                if outside(path):
                    refuse(f"change {path}, outside its own folder")
        elif event in STARTS:
            refuse("start another process")
        elif event == "os.killpg" or (event == "os.kill" and arguments[0] != os.getpid()):
            refuse("send signals to other processes")
        elif event == "socket.connect" and not network:
            refuse("reach the network")

    sys.addaudithook(hook)


def _line() -> str:
    """The line of the plugin that is at it: the innermost that is no part of Python."""
    library = str(Path(os.__file__).parent)
    for frame, number in traceback.walk_stack(None):
        file = frame.f_code.co_filename
        if file != __file__ and not file.startswith((library, "<frozen")):
            text = linecache.getline(file, number).strip()
            return f"{Path(file).name}, line {number}: {text}"
    return "outside its code"
