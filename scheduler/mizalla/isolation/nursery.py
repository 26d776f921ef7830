"""A process that has loaded what every plugin's process needs, and from which those are forked.

Loading Python, its libraries and our words takes longer than most plugins: seven members' plugins
would load them seven times. The process that is forked here has asked nobody and holds nothing of
any campaign; each child gives up its rights after it was forked, and can't reach the others.
"""

import contextlib
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from typing import IO

from mizalla.isolation.environment import environment
from mizalla.isolation.paths import import_path

NURSE = "import sys; sys.path[:] = sys.argv[2:]; from mizalla.isolation.nurse import main; main()"
NUMBER = struct.Struct("=q")
"""How process numbers and exit statuses are written."""
PATIENCE = 5.0
"""Longest wait for the end of a process that was killed, s."""


class Born:
    """A process that was forked, as :class:`subprocess.Popen` has one.

    Parameters
    ----------
    stdin, stdout, stderr
        Our ends of its pipes.
    status
        Pipe on which its number and later its exit status come.
    """

    def __init__(self, stdin: int, stdout: int, stderr: int, status: int) -> None:
        self.stdin: IO[bytes] | None = os.fdopen(stdin, "wb", 0)
        self.stdout: IO[bytes] | None = os.fdopen(stdout, "rb", 0)
        self.stderr: IO[bytes] | None = os.fdopen(stderr, "rb", 0)
        self.returncode: int | None = None
        os.set_blocking(status, False)
        self._status = status
        self._told = b""
        self._ended = False

    @property
    def pid(self) -> int:
        """Its number; 0 before it is known."""
        self._read()
        return int(NUMBER.unpack_from(self._told)[0]) if len(self._told) >= NUMBER.size else 0

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""
        self._read()
        return self.returncode

    def kill(self) -> None:
        """End it."""
        if self.poll() is None and self.pid:
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int | None:
        """Wait for its end, once it was killed or has ended by itself."""
        end = monotonic() + PATIENCE
        while self.poll() is None and self.pid and monotonic() < end:
            select.select([self._status], [], [], 0.1)
        if not self._ended:
            self._ended = True
            os.close(self._status)
        return self.returncode

    def close(self) -> None:
        """Close all its pipes."""
        for stream in (self.stdin, self.stdout, self.stderr):
            if stream is not None:
                stream.close()
        self.wait()

    def _read(self) -> None:
        if self._ended or self.returncode is not None:
            return
        with contextlib.suppress(BlockingIOError):
            while said := os.read(self._status, 64):
                self._told += said
            if len(self._told) < 2 * NUMBER.size:  # whoever had to tell is gone
                self.returncode = -signal.SIGKILL
        if len(self._told) >= 2 * NUMBER.size:
            self.returncode = int(NUMBER.unpack_from(self._told, NUMBER.size)[0])


class Nursery:
    """The process that others are forked from.

    Parameters
    ----------
    seed
        Seed of Python's hashes, the same for all.
    """

    def __init__(self, seed: str) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        number = str(theirs.fileno())
        command = [sys.executable, "-P", "-s", "-B", "-X", "utf8", "-c", NURSE, number]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own Python
                [*command, *import_path()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=environment(Path("/nonexistent"), {}, seed),
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    @classmethod
    def can_be(cls) -> bool:
        """Whether this system has what it takes: Linux, where forking is safe and quick."""
        return sys.platform == "linux" and hasattr(socket, "send_fds")

    def start(self, scratch: Path, variables: Mapping[str, str]) -> Born:
        """Start a process.

        Parameters
        ----------
        scratch
            Its working folder.
        variables
            Its environment.
        """
        told, inputs = os.pipe()
        outputs, said = os.pipe()
        chatter, printed = os.pipe()
        status, ended = os.pipe()
        theirs = (told, said, printed, ended)
        order = json.dumps({"folder": str(scratch), "environment": dict(variables)})
        try:
            with contextlib.suppress(OSError):  # it is gone: the pipes' ends will tell
                socket.send_fds(self._line, [order.encode()], theirs)
        finally:
            for end in theirs:
                os.close(end)
        return Born(inputs, outputs, chatter, status)

    def close(self) -> None:
        """End it, and with it whatever it has forked."""
        self._line.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
