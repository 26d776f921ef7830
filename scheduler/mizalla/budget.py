"""The budget: how long a run may go on looking for something better, and who may cut that short.

It is handed down from the command to whatever searches. Who looks at it finds the time up, or that
somebody asked to stop; what is found by then is finished all the same.
"""

from collections.abc import Callable
from math import inf
from threading import Thread
from time import perf_counter
from typing import TypeVar

Found = TypeVar("Found")
BREATH = 0.1
"""Longest that the waiting thread sleeps at a time, s: signals reach it in between."""
GRACE = 0.5
"""Time that a search which keeps to its end by itself may take longer, s."""
FAREWELL = 2.0
"""Longest that a search which was told to stop is waited for when everything is to end, s."""


class StoppedError(Exception):
    """The search ended early: the time is up, or somebody asked to stop.

    No error of the scenario or of ours: who can finish with less catches it.
    """


class Budget:
    """Time to search in, which somebody may cut short.

    Parameters
    ----------
    seconds
        Time until the end, s. None: endless.
    clock
        Gives seconds that only grow.
    """

    def __init__(
        self, seconds: float | None = None, *, clock: Callable[[], float] = perf_counter
    ) -> None:
        self.seconds = seconds
        """What was given, s; None: endless."""
        self._clock = clock
        self._ends = inf if seconds is None else clock() + seconds
        self._bell = _Bell()

    def less(self, seconds: float) -> "Budget":
        """Give the part of this budget that ends so many seconds earlier, to keep those back."""
        part = Budget(self.seconds, clock=self._clock)
        part._ends = self._ends - seconds
        part._bell = self._bell
        return part

    @property
    def left(self) -> float:
        """Seconds until the end; at least 0, infinite where there is none."""
        return max(0.0, self._ends - self._clock())

    @property
    def interrupted(self) -> bool:
        """Whether somebody asked to stop."""
        return self._bell.rung

    @property
    def stopped(self) -> bool:
        """Whether there is nothing left to search in."""
        return self._bell.rung or self.left <= 0

    @property
    def begun(self) -> bool:
        """Whether there is something to finish with when somebody asks to stop."""
        return self._bell.begun

    @property
    def was_cut(self) -> bool:
        """Whether anything was given up for want of time."""
        return self._bell.cut

    def interrupt(self) -> None:
        """Ask to stop; may be called from a signal handler."""
        self._bell.rung = True

    def check(self) -> None:
        """Go on only if there is time.

        Raises
        ------
        StoppedError
            There is none left.
        """
        if self.stopped:
            raise StoppedError

    def begin(self) -> None:
        """Note that from now on there is something to finish with."""
        self._bell.begun = True

    def cut(self) -> None:
        """Note that something was given up for want of time."""
        self._bell.cut = True

    def run(self, call: Callable[[], Found], interrupt: Callable[[], None] | None = None) -> Found:
        """Make a long call beside this thread, and interrupt it when the budget is at its end.

        Python handles signals only between two steps of its main thread; a solver that ran there
        would keep them waiting until it is done.

        Parameters
        ----------
        call
            Does the work, in a thread of its own.
        interrupt
            Makes it come back early; may be called more than once, and when it is over. None:
            nothing does, so it is left to itself.

        Raises
        ------
        StoppedError
            There was no time left to begin with, or for what can't be interrupted.
        """
        self.check()
        done: list[Callable[[], Found]] = []
        thread = Thread(target=lambda: done.append(_outcome(call)), daemon=True)
        thread.start()
        if interrupt is None:
            self._wait(thread)
            if thread.is_alive() and not self.interrupted:
                thread.join(GRACE)
            if thread.is_alive():
                raise StoppedError
            return done[0]()
        try:
            self._wait(thread)
            if thread.is_alive():
                interrupt()
                thread.join()
        except BaseException:
            interrupt()
            thread.join(FAREWELL)
            raise
        return done[0]()

    def _wait(self, thread: Thread) -> None:
        """Wait for a thread or for the end of the time, a breath at a time."""
        while thread.is_alive() and not self.stopped:
            thread.join(min(BREATH, self.left))


class _Bell:
    """What everybody who shares a budget hears."""

    def __init__(self) -> None:
        self.rung = False
        self.begun = False
        self.cut = False


def _outcome(call: Callable[[], Found]) -> Callable[[], Found]:
    """Make a call; give what gives its value, or raises its error, to whoever asks."""
    try:
        value = call()
    except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
        caught = error

        def fail() -> Found:
            raise caught

        return fail
    return lambda: value
