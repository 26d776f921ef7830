"""Convoys on Monday and Thursday."""

import mizalla_border_convoy as plugin
from mizalla.testing import assert_says_the_same_twice, plan_with, rules_of, tiny, with_settings
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
