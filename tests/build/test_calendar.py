"""On which days lanes leave."""

from datetime import date
from typing import Any

import pytest

from mizalla_models.place import Point
from mizalla_models.road import Road
from mizalla_models.rule import Forbid
from problems import days_of, ends, lanes, problem
from tiny import FLEET, NORTH, SOUTH, VAN, need, tiny

N, S = NORTH.pcode, SOUTH.pcode
FIRST, SECOND, THIRD = (date(2027, 2, day) for day in (8, 9, 10))


def fleet(**changes: Any) -> Any:
    return FLEET.model_copy(update=changes)


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({}, {0, 1, 2}),
        ({"from_day": SECOND}, {1, 2}),
        ({"until": FIRST}, {0}),
        ({"from_day": SECOND, "until": SECOND}, {1}),
        ({"from_day": date(2026, 1, 1), "until": date(2028, 1, 1)}, {0, 1, 2}),
        ({"from_day": date(2027, 2, 11)}, set()),
        ({"until": date(2027, 2, 7)}, set()),
    ],
)
def test_trucks_work_from_their_first_to_their_last_day(
    changes: dict[str, Any], days: set[int]
) -> None:
    """Trucks would drive before they come or after they have gone."""
    assert days_of(problem(tiny(fleets=(fleet(**changes),)))) == days


@pytest.mark.parametrize(
    ("where", "unless", "days"),
    [
        ({"village": [N]}, {}, set()),
        ({"village": [S]}, {}, {0, 1, 2}),
        ({"day": ["2027-02-09"]}, {}, {0, 2}),
        ({"week": ["2027-W06"], "day": ["2027-02-08"]}, {}, {1, 2}),
        ({"movement": ["transfer"]}, {}, {0, 1, 2}),
        ({"point": [N]}, {"day": ["2027-02-09"]}, {1}),
        ({"day": ["2027-02-08", "2027-02-09"]}, {"day": ["2027-02-09"]}, {1, 2}),
        ({"origin": ["W1"]}, {"village": [N], "day": ["2027-02-10"]}, {2}),
        ({"origin": ["W1"]}, {"village": [S], "day": ["2027-02-10"]}, set()),
        ({"origin": ["W1"]}, {"fleet": ["F1"]}, {0, 1, 2}),
    ],
)
def test_forbids_take_days_and_unless_gives_back_where_all_of_it_agrees(
    where: dict[str, list[str]], unless: dict[str, list[str]], days: set[int]
) -> None:
    """A forbid would forbid more, or less, than it says."""
    rule = Forbid(reason="So.", where=where, unless=unless)
    assert days_of(problem(tiny(), rule), destination=N) == days


def test_minutes_and_km_over_forbid_the_far_ones_only() -> None:
    """A cap on the time or length of a lane would forbid near villages, or no far ones."""
    plain = problem(tiny())
    far = {
        lane.destination: float(plain.costs.km(plain.routes, 0)[route])
        for lane, route, _ in lanes(plain)
    }
    assert far[S] > far[N]
    halfway = (far[N] + far[S]) / 2
    for over in ({"km_over": halfway}, {"minutes_over": halfway / VAN.speed_kmh * 60}):
        built = problem(tiny(), Forbid(reason="So.", **over))
        assert {end for _, end, _ in ends(built)} == {N}
    at_both = problem(tiny(), Forbid(reason="So.", km_over=halfway, minutes_over=10_000))
    assert {end for _, end, _ in ends(at_both)} == {N, S}


def test_a_lane_must_fit_into_the_shift_there_and_back() -> None:
    """A truck would be sent on a trip that its crew can't end in a day."""
    built = problem(tiny())
    minutes = {
        lane.destination: float(built.costs.minutes(built.routes, 0)[route])
        for lane, route, _ in lanes(built)
    }
    just = problem(tiny(fleets=(fleet(hours_per_day=2 * minutes[S] / 60),)))
    assert {end for _, end, _ in ends(just)} == {N, S}
    less = problem(tiny(fleets=(fleet(hours_per_day=2 * minutes[S] / 60 * 0.999),)))
    assert {end for _, end, _ in ends(less)} == {N}


def test_a_closed_road_closes_its_lanes_on_those_days() -> None:
    """Trucks would drive over a closed bridge, or no more once it is open again."""
    road = Road(from_lat=27.18, from_lon=31.18, to_lat=27.25, to_lon=31.15, km=9, minutes=12)
    shut = road.model_copy(update={"to_lat": 27.05, "closed_from": SECOND, "closed_until": SECOND})
    built = problem(tiny(roads=(road, shut)))
    assert days_of(built, destination=N) == {0, 1, 2}
    assert days_of(built, destination=S) == {0, 2}


def test_time_caps_hold_on_the_days_of_a_detour_only() -> None:
    """A forbid by minutes would look at the roads of another day."""
    near = Road(from_lat=27.18, from_lon=31.18, to_lat=27.25, to_lon=31.15, km=9, minutes=12)
    detour = near.model_copy(update={"km": 40, "minutes": 60, "road_class": "detour"})
    near = near.model_copy(update={"closed_from": THIRD})
    rule = Forbid(reason="So.", minutes_over=30)
    one = tiny(roads=(near, detour), villages=(NORTH,), needs=(need(N, 10),))
    assert days_of(problem(one), destination=N) == {0, 1, 2}
    assert days_of(problem(one, rule), destination=N) == {0, 1}


def test_closed_weekdays_open_days_and_large_trucks() -> None:
    """Built-in rules would not reach the lanes."""
    point = Point(id="P", village=N, name="School", lat=27.25, lon=31.15, open_days=(FIRST, SECOND))
    scenario = tiny(points=(point,), campaign={"closed_weekdays": ["monday"]})
    assert days_of(problem(scenario)) == {1}
    lorry = VAN.model_copy(update={"id": "lorry", "payload_kg": 9000.0})
    trucks = (FLEET, fleet(id="F2", vehicle="lorry"))
    narrow = point.model_copy(update={"largest_vehicle": "van"})
    built = problem(tiny(points=(narrow,), vehicles=(lorry, VAN), fleets=trucks))
    assert {name for *_, name in ends(built)} == {"F1"}
