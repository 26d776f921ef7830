"""Times of tours, against all that could be."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizalla.routing import timetable
from mizalla_models.routing import Break, Tour
from routing_cases import SMALL, tasks, trucks

DAY = Tour(0, ((4, 3, 2), (1, 0)))


def test_a_tour_leaves_as_late_as_its_end_allows() -> None:
    """Crews would wait before closed doors, on the clock."""
    times = timetable(tasks(4, window=(200, 300)), Tour(0, ((4,),)))
    assert times is not None
    assert (times.leaves, times.returns) == ((150,), (255,))
    assert times.duration == 105


def test_loading_again_takes_its_time() -> None:
    """A truck would leave again the moment it is home."""
    times = timetable(trucks(trips=2, reload=20), DAY)
    assert times is not None
    assert times.returns[0] == times.leaves[0] + 100 + 15
    assert times.leaves[1] == times.returns[0] + 20


def test_a_trip_waits_for_what_is_not_ready() -> None:
    """Goods would leave before they came."""
    instance = replace(tasks(1, released=400), trucks=trucks(trips=2, reload=20).trucks)
    times = timetable(instance, DAY)
    assert times is not None
    assert times.leaves[1] == 400


@pytest.mark.parametrize(
    ("window", "length", "begun"), [((20, 40), 30, 20), ((55, 60), 30, 55), ((300, 400), 30, None)]
)
def test_breaks(window: tuple[int, int], length: int, begun: int | None) -> None:
    """A break would be forgotten, taken while unloading, or forced on who is home."""
    instance = trucks(shift=(0, 1000), breaks=(Break(window, length),))
    times = timetable(instance, Tour(0, ((4, 3, 2),)))
    assert times is not None
    assert [begin for begin, _ in times.breaks] == ([] if begun is None else [begun])
    assert times.duration == 115 + (0 if begun is None else length)


def test_no_times_where_a_window_can_not_be_kept() -> None:
    """A tour would be driven that comes too late."""
    assert timetable(tasks(4, window=(0, 49)), Tour(0, ((4,),))) is None
    assert timetable(trucks(longest=99), Tour(0, ((4,),))) is None
    assert timetable(trucks(shift=(10, 100)), Tour(0, ((4,),))) is None


WINDOW = st.tuples(st.integers(0, 60), st.integers(0, 80)).map(lambda w: (w[0], w[0] + w[1]))


@settings(max_examples=150, deadline=None)
@given(WINDOW, WINDOW, WINDOW, st.integers(1, 30))
def test_no_other_times_are_shorter(
    first: tuple[int, int], second: tuple[int, int], rest: tuple[int, int], length: int
) -> None:
    """A tour would be given up that can be driven, or take longer than it must."""
    instance = replace(
        trucks(shift=(0, 400), breaks=(Break(rest, length),)),
        tasks=(
            replace(SMALL.tasks[0], window=first),
            replace(SMALL.tasks[1], window=second),
            *SMALL.tasks[2:],
        ),
    )
    times = timetable(instance, Tour(0, ((0, 1),)))
    ends = _ends(first, second, rest, length)
    if times is None:
        assert not ends
        return
    assert times.returns[-1] == min(ends)
    (one, other) = times.halts
    assert first[0] <= one.begin <= first[1]
    assert second[0] <= other.begin <= second[1]
    for begin, pause in times.breaks:
        assert rest[0] <= begin <= rest[1]
        assert all(
            begin + pause.duration <= halt.begin or begin >= halt.depart for halt in times.halts
        )
    if not times.breaks:
        assert times.returns[-1] <= rest[1] or times.leaves[0] >= rest[1]


def _ends(
    first: tuple[int, int], second: tuple[int, int], rest: tuple[int, int], length: int
) -> list[int]:
    """Ends of all ways to take the break before the first, the second, on the way home, or not.

    Where there are none: of leaving only after it.
    """
    found = []
    for place, leaves in ((0, 0), (1, 0), (2, 0), (None, 0), (None, rest[1] + 1)):
        now, fine = leaves, True
        for leg, (way, window, stay) in enumerate(
            ((10, first, 5), (10, second, 5), (20, (0, 400), 0))
        ):
            ready = now + way
            if place == leg:
                fine = fine and max(now, rest[0]) <= rest[1]
                ready = max(ready, rest[0]) + length
            begin = max(ready, window[0])
            fine = fine and begin <= window[1]
            now = begin + stay
        taken = place is not None or now <= rest[1]
        if fine and (taken or (leaves and not found)):
            found.append(now)
    return found


def test_a_tour_leaves_after_a_break_where_it_is_too_long_otherwise() -> None:
    """What can only be brought after sunset would be named as short while trucks stand idle."""
    pause = Break((20, 40), 30)
    late = tasks(0, window=(70, 90))
    evening = replace(late, trucks=(replace(late.trucks[0], breaks=(pause,), longest=30),))
    times = timetable(evening, Tour(0, ((0,),)))
    assert times is not None
    assert times.leaves[0] > 40
    assert times.breaks == ()
    assert times.duration == 25
