"""What no warehouse can reach, and what is odd about the network."""

from datetime import date
from typing import Any

import numpy as np

from mizalla.travel import travel, unreachable
from mizalla_models.fault import Fault
from mizalla_models.lane import ContractedLane
from mizalla_models.place import Point
from mizalla_models.road import Road
from mizalla_models.scenario import Scenario
from tiny import NORTH, SOUTH, STORE, tiny


def road(one: tuple[float, float], other: tuple[float, float], **more: Any) -> Road:
    return Road(from_lat=one[0], from_lon=one[1], to_lat=other[0], to_lon=other[1], km=9, **more)


AT_STORE, AT_NORTH, AT_SOUTH = ((p.lat, p.lon) for p in (STORE, NORTH, SOUTH))
ISLAND = (27.04, 31.14)
NORTH_ROAD = road(AT_STORE, AT_NORTH)
SOUTH_ISLAND = road(AT_SOUTH, ISLAND)


def found(scenario: Scenario, severity: str = "fault") -> list[Fault]:
    return [f for f in unreachable(scenario, travel(scenario)) if f.severity == severity]


def test_a_village_on_an_island_is_a_fault_with_its_name() -> None:
    """It would get nothing, and the plan would call that its fair share."""
    (fault,) = found(tiny(roads=(NORTH_ROAD, SOUTH_ISLAND)))
    assert fault.file == "villages.csv"
    assert "EG250102 (South)" in fault.problem
    assert "roads.csv" in fault.mend


def test_a_point_of_its_own_file_is_looked_for_there() -> None:
    """The planner must open the file where the point stands."""
    points = (
        Point(id="school", village=NORTH.pcode, name="School", lat=27.25, lon=31.15),
        Point(id="mosque", village=SOUTH.pcode, name="Mosque", lat=27.05, lon=31.15),
    )
    (fault,) = found(tiny(points=points, roads=(NORTH_ROAD, SOUTH_ISLAND)))
    assert (fault.file, "mosque (Mosque)" in fault.problem) == ("points.csv", True)


def test_one_open_day_is_enough() -> None:
    """A road that is mended in time leads there."""
    mended = road(AT_STORE, AT_SOUTH, closed_until=date(2027, 2, 9))
    assert found(tiny(roads=(NORTH_ROAD, mended))) == []
    never = road(AT_STORE, AT_SOUTH, closed_until=date(2027, 2, 10))
    assert len(found(tiny(roads=(NORTH_ROAD, never)))) == 1


def test_a_contract_reaches_without_a_road() -> None:
    """A contractor may have a boat."""
    lanes = (ContractedLane(origin="W1", destination="EG250102"),)
    assert found(tiny(roads=(NORTH_ROAD, SOUTH_ISLAND), lanes=lanes)) == []


def test_a_contract_to_a_village_reaches_all_its_points() -> None:
    """A row of lanes.csv whose to is a village serves every point of it."""
    points = (
        Point(id="mosque", village=SOUTH.pcode, name="Mosque", lat=27.05, lon=31.15),
        Point(id="school", village=SOUTH.pcode, name="School", lat=27.04, lon=31.14),
    )
    roads = (NORTH_ROAD, SOUTH_ISLAND)
    to_all = (ContractedLane(origin="W1", destination=SOUTH.pcode),)
    assert found(tiny(points=points, roads=roads, lanes=to_all)) == []
    to_one = (ContractedLane(origin="W1", destination="mosque"),)
    (fault,) = found(tiny(points=points, roads=roads, lanes=to_one))
    assert "school" in fault.problem


def test_what_a_plugin_cuts_off_is_a_fault_that_sends_to_the_plugin() -> None:
    """Without roads.csv there is no road to add."""
    cut = np.full((1, 3), np.nan)
    cut[0, 1] = np.inf
    scenario = tiny()
    (fault,) = unreachable(scenario, travel(scenario, (cut, np.full((1, 3), np.nan))))
    assert "EG250102" in fault.problem
    assert "plugin" in fault.mend


def test_a_sound_network_has_nothing_to_say() -> None:
    """Warnings that always come are read by nobody."""
    roads = (NORTH_ROAD, road(AT_STORE, AT_SOUTH))
    scenario = tiny(roads=roads)
    assert unreachable(scenario, travel(scenario)) == ()


def test_an_odd_network_is_warned_of() -> None:
    """Torn roads, dead ends and far joints are mostly typing errors."""
    far = STORE.model_copy(update={"id": "W2", "name": "Far store", "lat": 25.0})
    lone = road((27.4, 31.4), (27.5, 31.5))
    spur = road(AT_STORE, (27.19, 31.3))
    roads = (NORTH_ROAD, road(AT_STORE, AT_SOUTH), lone, spur)
    scenario = tiny(warehouses=(STORE, far), roads=roads)
    joint, parts, ends = found(scenario, "warning")
    assert joint.file == "warehouses.csv"
    assert "W2 (Far store) lies 228 km" in joint.problem
    assert "2 parts that no road joins, of 4, 2 nodes" in parts.problem
    assert "3 of 6 nodes" in ends.problem
    assert found(scenario) == []
