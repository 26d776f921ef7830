"""Numbers and names in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizalla.show.words import (
    exact,
    gap,
    group_words,
    isolate,
    number,
    plural,
    price,
    seconds,
    share,
    verdict,
)
from mizalla_models.plan import Finding, GoalResult
from plans import rule_use, sample_plan

SHARES = {0: "0%", 1: "100%", 0.5: "50%", 0.125: "12.5%", 0.99999: "99.9%", 0.00001: "<0.1%"}


@pytest.mark.parametrize(("value", "text"), SHARES.items())
def test_a_share_is_never_rounded_to_all_or_nothing(value, text):
    """A village that is one parcel short would be shown as fully served."""
    assert share(value) == text


@given(st.floats(0, 1))
def test_only_all_is_shown_as_100_percent(value):
    """A village that is one parcel short would be shown as fully served."""
    assert (share(value) == "100%") == (value == 1)
    assert (share(value) == "0%") == (value == 0)


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0%"), (1e-12, "0%"), (1e-7, "<0.001%"), (0.001, "0.1%"), (0.25, "25%")]
)
def test_gap(value, text):
    """A gap that is not closed would look like one that is."""
    assert gap(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.123, "0.12 s"), (12.34, "12.3 s"), (59.99, "60.0 s"), (200, "3 min 20 s")],
)
def test_seconds(value, text):
    """A long run would be told in hundreds of seconds."""
    assert seconds(value) == text


def test_counts():
    """Numbers of millions of parcels could not be read."""
    assert number(4_000_000) == "4,000,000"
    assert plural(1, "fault") == "1 fault"
    assert plural(1200, "fault") == "1,200 faults"
    assert plural(2, "village", "villages") == "2 villages"


def test_arabic_is_isolated_and_latin_is_not():
    """An Arabic name would pull the numbers beside it to its other side."""
    assert isolate("منفلوط") == "\u2068منفلوط\u2069"
    assert isolate("Manfalut") == "Manfalut"


def test_groups_are_told_by_name():
    """A planner would have to look up ids to know what is full."""
    assert group_words("W1|2027-02-08") == "W1, 2027-02-08"
    assert group_words("W1|2027-02-08", {"W1": "Store", "2027-02-08": "8"}) == "Store, 8"
    assert group_words("") == "in all"


def _goal(gap_: float) -> GoalResult:
    return GoalResult(
        goal="coverage", sense="max", unit="share", value=1, bound=1, gap=gap_, tolerance=0
    )


def test_verdicts_say_what_a_plan_is_worth():
    """A plan that was not proven, or was rejected, would look like a good one."""
    good = sample_plan(goals=(_goal(0.0002),))
    assert verdict(good) == (
        "Proven optimal, every goal within 0.02% of the best there is",
        "good",
    )
    best = sample_plan(goals=(_goal(0),))
    assert verdict(best) == ("Proven optimal: no plan does better in any goal", "good")
    fair = sample_plan(goals=(_goal(0.02),), status="feasible")
    assert verdict(fair) == ("Feasible, and at worst 2% from the best there can be", "warn")
    bad = sample_plan(status="rejected", findings=(Finding(check="stock", problem="3 > 2"),))
    assert verdict(bad)[1] == "bad"
    assert "1 thing wrong" in verdict(bad)[0]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"goal": None}, "nothing more to gain"),
        ({"goal": "cost", "shadow_price": -3.456}, "one more saves 3.46 EGP"),
        (
            {"goal": "coverage", "shadow_price": 0.0012},
            "one more raises the worst-off by 0.12 points",
        ),
        ({"goal": "served", "shadow_price": 1}, "one more serves 1 more"),
        ({"goal": "cost", "shadow_price": -0.0001}, "one more saves below 0.01 EGP"),
        ({"goal": "lateness", "shadow_price": -2}, "one more saves 2 parcel-days late"),
        ({"goal": "cost", "shadow_price": 5, "side": "at_least"}, "one less saves 5.00 EGP"),
    ],
)
def test_shadow_prices_are_told_in_words(changes, text):
    """A planner would see a bare number, of what nobody knows."""
    assert price(rule_use(**changes), "EGP") == text


def test_a_unit_is_called_by_its_name():
    """A planner would not know whether one more is a truck or an hour of one."""
    use = rule_use(goal="cost", shadow_price=-3)
    assert price(use, "EGP", "truck hour") == "one truck hour more saves 3.00 EGP"
    assert exact(1.5) == "1.5"
    assert exact(4000) == "4,000"
    assert exact(0.666) == "0.67"
