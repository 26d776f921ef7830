"""Convoys on Monday and Thursday."""

import numpy as np

import mizalla_border_convoy as plugin
from mizalla.routing import route
from mizalla.testing import assert_says_the_same_twice, plan_with, rules_of, tiny, with_settings
from mizalla_models.routing import Instance, Task, Truck
from mizalla_models.rule import Forbid, SmallestDrop, Vehicles

ESCORT = {"organisation": "amal", "warehouse": "W2", "vehicle": "van", "count": 3}


def scenario(**settings):
    return with_settings(tiny(), plugin.plugin_name, governorates=["EG26"], **settings)


def test_nothing_goes_there_on_other_days():
    """A truck would stand at the border alone."""
    forbid, drop = rules_of(plugin, scenario())
    assert isinstance(forbid, Forbid)
    assert forbid.where.by["governorate"] == ("EG26",)
    assert forbid.where.by["day"] == ("2027-02-09", "2027-02-10", "2027-02-12")
    assert isinstance(drop, SmallestDrop)


def test_the_escort_brings_trucks_on_convoy_days_alone():
    """Trucks would be planned that are elsewhere."""
    trucks = [
        rule for rule in rules_of(plugin, scenario(escort=ESCORT)) if isinstance(rule, Vehicles)
    ]
    assert [rule.from_day.isoformat() for rule in trucks] == ["2027-02-08", "2027-02-11"]
    assert all(rule.from_day == rule.until for rule in trucks)


def test_the_plan_keeps_to_convoy_days():
    """A rule that the plan does not keep is no rule."""
    plan = plan_with(plugin, scenario(escort=ESCORT, smallest_load=10))
    assert plan.findings == ()
    there = [row for row in plan.shipments if row.village.startswith("EG26")]
    assert {row.day.isoformat() for row in there} <= {"2027-02-08", "2027-02-11"}
    assert there


def test_a_campaign_without_border_hears_nothing():
    """A rule that names what is not there is refused."""
    assert rules_of(plugin, with_settings(tiny(), plugin.plugin_name)) == []
    assert_says_the_same_twice(plugin, scenario())


def ride(*tasks, **truck):
    """Places along one road, as far from the base as their number says."""
    road = np.arange(9)
    ways = np.abs(road[:, None] - road[None, :])[None]
    trucks = (Truck(**{"count": 2, "capacity": (10,)} | truck),)
    return route(Instance(tasks, trucks, ways, ways), engine=plugin.mizalla_routing())


def test_a_convoy_stops_at_what_lies_on_its_way():
    """Trucks would cross each other on a road that is guarded for one hour."""
    answer = ride(*(Task(place, (5,), prize=100) for place in (4, 1, 2, 3)))
    assert [tour.trips for tour in answer.tours] == [((1, 2),), ((3, 0),)]
    assert answer.cost == 4 + 8


def test_what_a_convoy_can_not_bring_is_left_out():
    """A truck would be sent too far, too late or too full."""
    near, far = Task(2, (5,), prize=100), Task(8, (5,), prize=100)
    assert ride(near, far, longest=10).left_out == (1,)
    assert ride(near, far, furthest=10).left_out == (1,)
    assert ride(near, far, capacity=(4,)).left_out == (0, 1)
    late = Task(3, (1,), window=(0, 2), prize=100)
    assert ride(near, late).left_out == (1,)
    assert ride(near, Task(1, (1,), trucks=frozenset(), prize=7)).left_out == (1,)
