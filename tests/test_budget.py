"""The budget of a search."""

from collections.abc import Iterator
from itertools import count
from threading import Event

import pytest

from mizalla.budget import Budget, StoppedError


def ticking(start: float = 0.0, step: float = 1.0) -> Iterator[float]:
    return count(start, step)


def test_a_part_ends_so_much_earlier():
    """What comes after a search would have no time left."""
    now = [0.0]
    budget = Budget(10, clock=lambda: now[0])
    part = budget.less(4)
    assert (budget.left, part.left) == (10, 6)
    now[0] = 7
    assert not budget.stopped
    assert part.stopped
    with pytest.raises(StoppedError):
        part.check()


def test_who_asks_to_stop_stops_all_parts():
    """Ctrl-C would end the solver, and then every base-day would be routed all the same."""
    budget = Budget()
    part = budget.less(1)
    budget.interrupt()
    assert part.stopped
    assert part.interrupted
    part.cut()
    assert budget.was_cut


def test_a_call_gives_its_value_or_its_error():
    """An error of a solver would be lost in the thread that it ran in."""

    def broken() -> int:
        raise KeyError("here")

    assert Budget().run(lambda: 3, lambda: None) == 3
    with pytest.raises(KeyError, match="here"):
        Budget(60).run(broken, lambda: None)


def test_a_call_that_takes_too_long_is_interrupted():
    """A solver would go on for as long as it likes."""
    told = Event()

    def call() -> str:
        told.wait(30)
        return "so far"

    assert Budget(0.05).run(call, told.set) == "so far"


def test_asking_to_stop_interrupts_a_call():
    """Ctrl-C would be heard only when the solver is done."""
    told, begun = Event(), Event()
    budget = Budget()

    def call() -> str:
        begun.set()
        budget.interrupt()
        told.wait(30)
        return "so far"

    assert budget.run(call, told.set) == "so far"
    assert begun.is_set()


def test_what_cannot_be_interrupted_is_left_to_itself():
    """Ctrl-C would wait for the whole of an integer program."""
    over = Event()
    budget = Budget()

    def call() -> None:
        budget.interrupt()
        over.wait(30)

    with pytest.raises(StoppedError):
        budget.run(call)
    over.set()


def test_an_error_in_the_thread_that_waits_interrupts_the_call():
    """The second Ctrl-C would leave a solver behind that nobody waits for."""
    told = Event()
    ticks = ticking()

    def clock() -> float:
        if next(ticks) > 3:
            raise KeyboardInterrupt
        return 0.0

    with pytest.raises(KeyboardInterrupt):
        Budget(9, clock=clock).run(lambda: told.wait(30), told.set)
    assert told.is_set()
