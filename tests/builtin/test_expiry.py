"""The expiry plugin."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collected import rules_of
from mizalla_models.errors import PluginError
from tiny import lot, tiny

FEBRUARY = st.integers(1, 20).map(lambda day: date(2027, 2, day))


def settings(days_left: object) -> dict[str, object]:
    return {"plugins": [{"name": "expiry", "settings": {"days_left": days_left}}]}


def test_lots_of_one_day_share_a_rule_and_move_on_that_day_still() -> None:
    """One rule a lot would be thousands; forbidding the last day would waste food."""
    rows = (
        lot(id="a", best_before=date(2027, 2, 8)),
        lot(id="b", best_before=date(2027, 2, 8)),
        lot(id="c", best_before=date(2027, 2, 9)),
        lot(id="d"),
    )
    first, second = rules_of(tiny(stock=rows), "expiry")
    assert dict(first.where) == {"supply": ("a", "b"), "day": ("2027-02-09", "2027-02-10")}
    assert dict(second.where) == {"supply": ("c",), "day": ("2027-02-10",)}


@given(best_before=FEBRUARY, days_left=st.integers(0, 15))
def test_exactly_the_days_without_enough_shelf_life_are_forbidden(
    best_before: date, days_left: int
) -> None:
    """A day too many wastes food, a day too few hands out what is spoilt."""
    scenario = tiny(stock=(lot(best_before=best_before),), campaign=settings(days_left))
    late = {
        day.isoformat() for day in scenario.campaign.days if (best_before - day).days < days_left
    }
    rules = rules_of(scenario, "expiry")
    assert set(rules[0].where.by["day"] if rules else ()) == late


def test_a_setting_that_is_wrong_names_itself() -> None:
    """A typo in a setting must not leave the shelf life at zero."""
    with pytest.raises(PluginError, match="days_left"):
        rules_of(tiny(campaign=settings(-1)), "expiry")
    wrong = {"plugins": {"expiry": {"day_left": 3}}}
    with pytest.raises(PluginError, match=r"day_left.*it takes days_left"):
        rules_of(tiny(campaign=wrong), "expiry")
