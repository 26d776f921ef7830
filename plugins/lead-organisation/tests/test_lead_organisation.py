"""One organisation at the door."""

import mizalla_lead_organisation as plugin
from mizalla.testing import (
    assert_says_the_same_twice,
    needs_of,
    plan_with,
    review_of,
    rules_of,
    tiny,
    with_settings,
)
from mizalla_models.rule import AtMostActive


def scenario(**settings):
    return with_settings(tiny(), plugin.plugin_name, **settings)


def test_one_organisation_per_village():
    """A family would not know whom to ask."""
    (rule,) = rules_of(plugin, tiny())
    assert isinstance(rule, AtMostActive)
    assert (rule.of, rule.count, rule.per) == ("organisation", 1, ("village",))
    (only,) = rules_of(plugin, scenario(governorates=["EG25"]))
    assert only.where.by["governorate"] == ("EG25",)


def test_the_plan_sends_one_organisation_to_each_village():
    """A rule that the plan does not keep is no rule."""
    plan = plan_with(plugin, tiny())
    assert plan.findings == ()
    seen = {}
    for row in plan.shipments:
        seen.setdefault(row.village, set()).add(row.organisation)
    assert seen
    assert all(len(members) == 1 for members in seen.values())
    assert review_of(plugin, plan) == ()


def test_a_named_lead_goes_alone():
    """Whom the village asked for would stay away."""
    _, lead = rules_of(plugin, scenario(leads={"EG250101": "amal"}))
    assert lead.where.by == {"organisation": ("nour",), "village": ("EG250101",)}


def test_counted_families_are_needs():
    """Those who counted would have done it for nothing."""
    assert needs_of(plugin, tiny()) is None
    (need,) = needs_of(plugin, scenario(count_families={"EG250101": 70, "EG250102": 0}))
    assert (need.village, need.quantity, need.parcel) == ("EG250101", 70, "dry")
    both = scenario(count_families={"EG250101": 70}, parcels=["dry", "frozen"])
    assert {(need.parcel, need.quantity) for need in needs_of(plugin, both)} == {
        ("dry", 70),
        ("frozen", 70),
    }


def test_it_says_the_same_twice():
    """The same campaign would get another plan each night."""
    assert_says_the_same_twice(plugin, scenario(leads={"EG250101": "amal", "EG260101": "nour"}))
