"""The line of cases: kin go after the first of them."""

from mizalla.sweep.case import Done
from mizalla.sweep.definition import axis
from mizalla.sweep.line import Line, leaders
from mizalla_models.overlay import Overlay

STOCKS, TOLERANCES = (0.8, 1.2), (0, 0.1)
CASES = [
    Overlay(name="as it is"),
    *(axis("stock", stock) + axis("tolerance", t) for stock in STOCKS for t in TOLERANCES),
    axis("tolerance", 0.2),
]


def done(place: int) -> Done:
    return Done(place, CASES[place], None, "feasible", "", 1.0, f"end of {place}")


def test_kin_begin_at_the_first_of_them() -> None:
    """Cases would begin where another stock is, or wait for each other."""
    assert leaders(CASES) == (0, 0, 1, 0, 3, 0)


def test_a_case_waits_for_the_one_that_it_begins_at() -> None:
    """Where a case begins would tell of how many workers there are."""
    line = Line(CASES, range(len(CASES)))
    first = line.next()
    assert first is not None
    assert (first.place, first.start, first.leads, line.next()) == (0, None, True, None)
    line.end(done(0))
    handed = [line.next() for _ in range(4)]
    begun = [(task.place, task.start, task.leads) for task in handed if task is not None]
    ahead = "end of 0"
    assert begun == [(1, ahead, True), (3, ahead, True), (5, ahead, False)]
    line.end(done(3))
    task = line.next()
    assert task is not None
    assert (task.place, task.start, line.next(), line.over) == (4, "end of 3", None, False)
    line.end(done(1))
    last = line.next()
    assert last is not None
    assert (last.place, last.start, line.over) == (2, "end of 1", True)


def test_kin_of_a_case_without_a_plan_begin_where_it_began() -> None:
    """A case without a plan would hold up its kin for ever."""
    line = Line(CASES, (1, 2))
    for place in (0, 1):
        task = line.next()
        assert task is not None
        line.end(done(0) if place == 0 else Done(1, CASES[1], None, "infeasible", "", 1.0))
    task = line.next()
    assert task is not None
    assert (task.place, task.start) == (2, "end of 0")


def test_what_others_begin_at_is_planned_again_and_does_not_count() -> None:
    """A sweep that goes on would begin elsewhere, or count cases twice."""
    line = Line(CASES, (4,))
    places = []
    while (task := line.next()) is not None:
        places.append((task.place, line.counts(done(task.place))))
        line.end(done(task.place))
    assert places == [(0, False), (3, False), (4, True)]
