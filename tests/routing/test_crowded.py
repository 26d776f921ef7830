"""What equal trucks do where they have no time for everything."""

from dataclasses import replace

from mizalla.routing import loose, priced, route
from mizalla_models.routing import Break, Instance, Tour
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
