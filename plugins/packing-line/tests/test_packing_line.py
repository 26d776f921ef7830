"""Volunteers, sunset and the fast."""

from datetime import date

import pytest

import mizalla_packing_line as plugin
from mizalla.testing import (
    assert_keeps_to_its_own,
    assert_says_the_same_twice,
    plan_with,
    rules_of,
    tiny,
    with_settings,
)
from mizalla_packing_line.shift import is_fasting, shift_hours


def scenario(**settings):
    return with_settings(tiny(plugin.organisation), "packing-line", **settings)


@pytest.mark.parametrize(
    ("day", "fasting"),
    [(date(2027, 2, 7), False), (date(2027, 2, 8), True), (date(2027, 3, 8), True)],
)
def test_ramadan_1448_is_known(day, fasting):
    """Shifts would be short in the wrong month."""
    assert is_fasting(day) is fasting


def test_a_shift_ends_an_hour_before_sunset_while_people_fast():
    """In Assiut the sun sets at about 17:44 on 8 February: nobody would be home for iftar."""
    place = {"timezone": "Africa/Cairo", "starts": 9, "longest": 8}
    assert shift_hours(27.18, 31.18, date(2027, 2, 7), **place) == 8
    assert shift_hours(27.18, 31.18, date(2027, 2, 8), **place) == pytest.approx(7.7, abs=0.15)


def test_what_the_line_fills_follows_the_sun():
    """Volunteers would be planned for who are on their way home."""
    limit, shift = rules_of(plugin, scenario(volunteers=10, parcels_per_hour=1))
    assert shift.home.hour == 17
    assert shift.where.by["organisation"] == (plugin.organisation,)
    assert 76 <= limit.at_most["W1|2027-02-08"] <= 79
    assert {key.split("|")[0] for key in limit.at_most} == {"W1"}


def test_the_plan_keeps_to_what_the_line_fills():
    """Parcels would be planned that nobody packs."""
    plan = plan_with(plugin, scenario(volunteers=2, parcels_per_hour=5))
    assert plan.findings == ()
    out = [row.quantity for row in plan.shipments if row.origin == "W1" and row.day.day == 8]
    assert 0 < sum(out) <= 80


def test_it_keeps_to_its_own_and_says_the_same_twice():
    """Another member's warehouse would be bound by our volunteers."""
    assert_keeps_to_its_own(plugin)
    assert_says_the_same_twice(plugin)
