"""The process that those of plugins are forked from: takes orders, and tells of their ends."""

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
from typing import NoReturn

from mizalla.isolation.child import main as answer
from mizalla.isolation.nursery import NUMBER
from mizalla.isolation.seccomp import die_with_parent

ORDER = 1 << 17
"""Bytes of an order at most."""
PIPES = 4
"""Of each process: what it is told, what it answers, what it prints, how it ends."""
MOST_OPEN = 1 << 12
"""Open files that a child may inherit and closes."""


def main() -> NoReturn:
    """Fork a process for each order, until whoever gives them is gone."""
    die_with_parent()
    gc.freeze()  # so that children share what is loaded
    line = socket.socket(fileno=int(sys.argv[1]))
    waker, woken = os.pipe()
    os.set_blocking(waker, False)
    os.set_blocking(woken, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
    mother = os.getpid()
    born: list[int] = []
    children: dict[int, int] = {}
    while True:
        ready, _, _ = select.select([line.fileno(), waker], [], [])
        if waker in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(waker, 1 << 12)
            _tell_ends(children)
        if line.fileno() in ready:
            order, pipes, _, _ = socket.recv_fds(line, ORDER, PIPES)
            if not order:
                _end(born)
            number = os.fork()
            if number == 0:
                _live(order, pipes, mother)
            born.append(number)
            children[number] = pipes[-1]
            os.write(pipes[-1], NUMBER.pack(number))
            for pipe in pipes[:-1]:
                os.close(pipe)


def _tell_ends(children: dict[int, int]) -> None:
    """Tell of each that has ended; its number stays taken, so that nobody else's is killed."""
    for number, pipe in list(children.items()):
        ended = os.waitid(os.P_PID, number, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if ended is None:
            continue
        by_itself = ended.si_code == os.CLD_EXITED
        with contextlib.suppress(OSError):
            os.write(pipe, NUMBER.pack(ended.si_status if by_itself else -ended.si_status))
        os.close(pipe)
        del children[number]


def _end(born: list[int]) -> NoReturn:
    """End all that is left, and wait for each, so that what they took is counted."""
    for number in born:
        with contextlib.suppress(OSError):
            os.kill(number, signal.SIGKILL)
        with contextlib.suppress(OSError):
            os.waitpid(number, 0)
    os._exit(0)


def _live(order: bytes, pipes: list[int], mother: int) -> NoReturn:
    leave = os._exit
    try:
        die_with_parent()
        if os.getppid() != mother:  # it was gone before that
            leave(1)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()  # one group to end
        for place, pipe in enumerate(pipes[:3]):
            os.dup2(pipe, place)
        os.closerange(3, MOST_OPEN)
        told = json.loads(order)
        os.chdir(told["folder"])
        os.environ.clear()
        os.environ.update(told["environment"])
        answer()
    finally:
        leave(1)
