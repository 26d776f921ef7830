"""Overlays on the records of a scenario."""

from datetime import date
from typing import Any

import pytest

from mizalla.overlay import lay, overlay_of
from mizalla_models.errors import ScenarioError
from mizalla_models.overlay import Overlay
from mizalla_models.road import Road
from mizalla_models.scenario import Scenario
from tiny import FIRST, lot, tiny

ROAD = Road(from_lat=27.0, from_lon=31.0, to_lat=27.4, to_lon=31.0, km=44)


def laid(scenario: Scenario, **change: Any) -> Scenario:
    return lay(scenario, overlay_of({"name": "test", "changes": [change]}))


def test_stock_is_multiplied_down_to_whole_parcels() -> None:
    """Parts of parcels would be planned with."""
    found = laid(tiny(stock=(lot(quantity=241),)), change="stock", multiply=0.5)
    assert [row.quantity for row in found.stock] == [120]


def test_only_what_is_picked_changes() -> None:
    """A what-if about one lot would touch the others."""
    stock = (lot(id="a", lot="A"), lot(id="b", lot="B"))
    found = laid(tiny(stock=stock), change="stock", where={"lot": "B"}, later=2)
    assert [row.available_on for row in found.stock] == [None, date(2027, 2, 10)]


def test_trucks_are_added_where_they_are_asked_for() -> None:
    """Five more trucks at a base would not be there."""
    found = laid(tiny(), change="trucks", where={"warehouse": "W1"}, add=5)
    assert found.fleets[0].count == 7


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"change": "stock", "where": {"lot": "X"}, "add": 1}, "changes[0].where.lot", "'X'"),
        ({"change": "stock", "where": {"colour": "X"}, "add": 1}, "changes[0].where.colour", "col"),
        ({"change": "loading", "add": 1}, "changes[0].where", "nothing to change"),
        ({"change": "road", "lat": 27, "lon": 31}, "changes[0].road", "no roads.csv"),
        ({"change": "campaign", "longer": -9}, "changes[0].campaign", "before starts"),
        ({"change": "hours", "add": 30}, "changes[0].hours", "38 hours"),
    ],
)
def test_what_does_not_fit_is_refused(change: dict[str, Any], column: str, words: str) -> None:
    """A mistyped what-if would give the plan of the scenario as it is, and nobody would see."""
    with pytest.raises(ScenarioError) as refused:
        laid(tiny(), **change)
    assert refused.value.faults[0].column == column
    assert words in refused.value.faults[0].problem


def test_roads_near_a_place_are_closed() -> None:
    """A closed bridge would still be driven over."""
    scenario = tiny(roads=(ROAD, ROAD.model_copy(update={"from_lon": 33.0, "to_lon": 33.0})))
    found = laid(scenario, change="road", lat=27.2, lon=31.01, within_km=2, closed_until=FIRST)
    assert [road.closed_from for road in found.roads] == [FIRST, None]
    assert found.roads[0].closed_until == FIRST


def test_goals_are_put_in_another_order_with_a_tolerance() -> None:
    """Price-of-fairness curves would all be of the same campaign."""
    changes = {"goals": ["cost", "coverage"], "tolerance": {"cost": 0.1}}
    found = laid(tiny(), change="campaign", **changes)
    assert [(goal.goal, goal.tolerance) for goal in found.campaign.goals] == [
        ("cost", 0.1),
        ("coverage", 0.0),
    ]


def test_another_scenario_has_another_hash() -> None:
    """Runs of a sweep would pass for runs of its base."""
    one = lay(tiny(), Overlay(name="nothing"))
    assert laid(tiny(), change="stock", add=1).inputs_hash != one.inputs_hash


def test_overlays_are_laid_one_on_top_of_the_other() -> None:
    """A composed what-if would lose all but its last part."""
    half = overlay_of({"name": "half", "changes": [{"change": "stock", "multiply": 0.5}]})
    ten = overlay_of({"name": "ten more", "changes": [{"change": "stock", "add": 10}]})
    both = half + ten
    assert both.name == "half + ten more"
    assert lay(tiny(), both).stock[0].quantity == 130
    assert lay(tiny(), ten + half).stock[0].quantity == 125
