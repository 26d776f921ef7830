"""What equal trucks do where they have no time for everything."""

from dataclasses import replace

import numpy as np

from mizalla.routing import loose, priced, route
from mizalla_models.routing import Break, Instance, Task, Tour, Truck
from routing_cases import SMALL, trucks


def _short_of_time(longest: int, **changes: object) -> Instance:
    """The small instance with prizes by load, one truck for one task a trip, and little time."""
    own = replace(SMALL, trucks=trucks(count=1, capacity=(1,), trips=9, reload=5, **changes).trucks)
    tasks = tuple(replace(task, prize=1000 + 1000 * place) for place, task in enumerate(own.tasks))
    truck = replace(own.trucks[0], longest=longest)
    return replace(own, tasks=tasks, trucks=(truck,))


def test_what_brings_most_rides() -> None:
    """Trucks would be out all day, and bring less than they could."""
    # Each trip takes 20 a place, 5 of service and, between two, 5 of loading: 45 + 5 + 105.
    instance = _short_of_time(160)
    found = route(instance, iterations=30)
    done = sorted(task for tour in found.tours for task in tour.tasks)
    assert done == [1, 4]
    assert found.cost == 140 + 1000 + 3000 + 4000


def test_all_ride_as_soon_as_there_is_time() -> None:
    """Consignments would be named as short though trucks could bring them."""
    every = 5 * 5 + 4 * 5 + 2 * (10 + 20 + 30 + 40 + 50)
    assert not route(_short_of_time(every), iterations=30).left_out
    assert route(_short_of_time(every - 1), iterations=30).left_out


def test_no_answer_breaks_a_bound() -> None:
    """A truck would be out longer than its shift, or a trip heavier than the truck holds."""
    for longest in range(20, 420, 20):
        instance = _short_of_time(longest)
        found = route(instance, iterations=10)
        again = priced(instance, [Tour(tour.truck, tour.trips) for tour in found.tours], "again")
        assert again is not None
        assert again.cost == found.cost


def test_windows_and_breaks_are_not_loose() -> None:
    """Searches that wait or rest matter to would end at the first answer."""
    own = trucks(shift=(0, 500))
    assert loose(own)
    assert not loose(replace(own, tasks=(replace(own.tasks[0], window=(100, 400)),)))
    assert not loose(replace(own, tasks=(replace(own.tasks[0], window=(0, 300)),)))
    assert not loose(replace(own, tasks=(replace(own.tasks[0], released=9),)))
    assert not loose(trucks(shift=(0, 500), breaks=(Break((100, 200), 10),)))


def test_parts_of_a_trip_ride_where_a_whole_one_has_no_time() -> None:
    """A trip's twenty villages would go without while trucks stood still half of the day."""
    # A trip of four tasks takes 50, of two 30: each truck has time for one of each.
    ways = np.array([[[0, 5], [5, 0]]], dtype=np.int64)
    instance = Instance(
        tasks=tuple(Task(1, load=(1,), service=10, prize=10**6) for _ in range(12)),
        trucks=(Truck(count=2, capacity=(4,), shift=(0, 500), longest=80, trips=12),),
        distance=ways,
        duration=ways,
    )
    found = route(instance, iterations=30)
    assert not found.left_out
    assert sorted(len(trip) for tour in found.tours for trip in tour.trips) == [2, 2, 4, 4]
