"""A process for one plugin: started, asked, and ended whatever it does."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from time import monotonic, time
from typing import IO

from mizalla.isolation.environment import environment
from mizalla.isolation.limits import MEGABYTE, Limits
from mizalla.isolation.message import pack
from mizalla.isolation.nursery import Nursery
from mizalla.isolation.paths import import_path, readable
from mizalla.isolation.scratch import remove, wrong_with
from mizalla.isolation.task import Task

CHILD = "import sys; sys.path[:] = sys.argv[1:]; from mizalla.isolation.child import main; main()"
CHUNK = 1 << 16
_FRAME = re.compile(r'\s*File "([^"]+)", line ([0-9]+) in (.+)')
_OURS = re.compile(r"mizalla/(calls|isolation)/|^<string>$|^<frozen|/threading\.py$")
TICK = 0.05
"""How often a process that runs is looked after, s."""


class Cell:
    """The process of one plugin.

    Parameters
    ----------
    task
        What to ask it.
    limits
        What it may take.
    nursery
        What its process is forked from; None: it is started anew.
    """

    def __init__(self, task: Task, limits: Limits, nursery: Nursery | None = None) -> None:
        self.task = task
        self._limits = limits
        self._scratch = Path(tempfile.mkdtemp(prefix="mizalla-plugin-"))
        self._answer = _Drain(int(limits.answer_mb * MEGABYTE))
        self._chatter = _Drain(int(limits.chatter_mb * MEGABYTE))
        self._deadline = monotonic() + limits.seconds
        variables = environment(self._scratch, task.environment, task.seed)
        self._process = (
            _started(self._scratch, variables)
            if nursery is None
            else nursery.start(self._scratch, variables)
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        _thread(self._feed, self._process.stdin)
        self._readers = (
            _thread(self._answer.read, self._process.stdout),
            _thread(self._chatter.read, self._process.stderr),
        )

    @property
    def answer(self) -> bytes:
        """What it answered."""
        return bytes(self._answer.data)

    @property
    def chatter(self) -> str:
        """What it printed."""
        return self._chatter.data.decode("utf-8", "replace")

    def wait(self) -> str:
        """Wait for its end, or for the end of its limits, and see that nothing of it is left.

        Returns
        -------
        str
            What went wrong; empty where it ended by itself in good order.
        """
        try:
            wrong = self._watch()
        finally:
            self.end()
        return wrong or self._how_it_ended()

    def end(self) -> None:
        """End it with all that it started, and remove its folder."""
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                if self._process.pid:
                    os.killpg(self._process.pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            self._process.kill() if self._process.poll() is None else None
        self._process.wait()
        for reader in self._readers:
            reader.join(timeout=1)
        remove(self._scratch)

    def _watch(self) -> str:
        limits = self._limits
        while True:
            if self._answer.over:
                return f"it answered more than {limits.answer_mb:g} MB."
            if self._chatter.over:
                return f"it printed more than {limits.chatter_mb:g} MB."
            if self._process.poll() is not None and self._answer.finished.wait(TICK):
                return ""
            if self._answer.finished.is_set() and self._answer.data:
                return ""
            if monotonic() >= self._deadline:
                return (
                    f"it did not answer within {limits.seconds:g} s (--plugin-timeout)"
                    f"{self._traceback()}."
                )
            wrong = wrong_with(
                self._scratch,
                self._process.pid,
                limits.scratch_mb * MEGABYTE,
                limits.scratch_files,
            )
            if wrong:
                return wrong
            left = self._deadline - monotonic()
            self._answer.finished.wait(max(0.0, min(TICK, left)))

    def _how_it_ended(self) -> str:
        if self._answer.data:
            return ""
        code = self._process.returncode
        if code is not None and code < 0:
            try:
                name = signal.Signals(-code).name
            except ValueError:
                name = str(-code)
            known = {
                "SIGSEGV": "it crashed (segmentation fault)",
                "SIGABRT": "it crashed (abort)",
                "SIGXCPU": "it used more processor time than it may",
                "SIGXFSZ": "it wrote a file larger than it may",
                "SIGKILL": "it was killed by the system, perhaps for want of memory",
                "SIGSYS": "it called the system in a way that no plugin may",
            }
            what = known.get(name, f"its process was ended by {name}")
            return f"{what}{self._traceback()}."
        return (
            f"its process ended with code {code} before it answered (os._exit?){self._traceback()}."
        )

    def _traceback(self) -> str:
        """Say where it was, by what Python wrote down at its end: in its own code if at all."""
        matches = (_FRAME.match(line) for line in self.chatter.splitlines())
        frames = [
            found for found in matches if found and not _OURS.search(found[1].replace("\\", "/"))
        ]
        own = [found for found in frames if self._is_own(found[1])]
        for found in own or frames:
            return f"; it was in {Path(found[1]).name}, line {found[2]}, {found[3]}"
        return ""

    def _is_own(self, file: str) -> bool:
        code = self.task.code
        if code.file:
            return file == code.file
        top = code.module.partition(".")[0]
        return top in Path(file).parts or Path(file).name == f"{top}.py"

    def _feed(self, stream: IO[bytes]) -> None:
        task = self.task
        head = {
            "code": task.code.model_dump(),
            "asked": list(task.asked),
            "words": None if task.words is None else list(task.words),
            "guard": {
                "memory_mb": self._limits.memory_mb,
                "seconds": self._limits.seconds,
                "deadline": time() + self._deadline - monotonic(),
                "scratch": str(self._scratch),
                "scratch_mb": self._limits.scratch_mb,
                "readable": readable(task.hidden, task.readable, network=task.network),
                "network": task.network,
            },
        }
        parts = {"scenario": task.scenario, "plan": task.plan, "campaign": task.campaign}
        with contextlib.suppress(OSError, ValueError), stream:
            stream.write(pack(head, parts))


class _Drain:
    """Takes what a pipe gives, up to a limit."""

    def __init__(self, limit: int) -> None:
        self.data = bytearray()
        self.over = False
        self.finished = threading.Event()
        self._limit = limit

    def read(self, stream: IO[bytes]) -> None:
        with contextlib.suppress(OSError, ValueError), stream:
            while chunk := os.read(stream.fileno(), CHUNK):
                room = self._limit - len(self.data)
                self.data += chunk[: max(0, room)]
                if len(chunk) > room:
                    self.over = True
                    break
        self.finished.set()


def _started(scratch: Path, variables: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - our own Python
        [sys.executable, "-P", "-s", "-B", "-X", "utf8", "-c", CHILD, *import_path()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=scratch,
        env=variables,
        # A session of its own: no terminal to write to, and one group to end.
        start_new_session=True,
    )


def _thread(work: object, stream: IO[bytes]) -> threading.Thread:
    thread = threading.Thread(target=work, args=(stream,), daemon=True)  # type: ignore[arg-type]
    thread.start()
    return thread
