"""How far limits are used, and what one more unit would be worth."""

from typing import Any

import numpy as np
import pytest

from mizalla.solve.allocation import RowPrice
from mizalla_models.plan import RuleUse
from mizalla_models.rule import Rule
from problems import Lane, checked, dispatched, limit
from tiny import NORTH, SOUTH, lot, tiny

N, S = NORTH.pcode, SOUTH.pcode
D1, D2, D3 = "2027-02-08", "2027-02-09", "2027-02-10"
STORED = {"movement": ["storage"]}


def to(village: str, day: int = 0) -> Lane:
    return Lane("W1", village, "F1", "dry", day)


MOVES = {to(N): 30, to(N, 1): 20, to(S, 1): 10}


def used(rule: Rule, **allocated: Any) -> dict[tuple[str, str], RuleUse]:
    """Uses of our rule by group and side."""
    plan = dispatched(tiny(), MOVES, rule, **allocated)
    return {(use.group, use.side): use for use in plan.rules if use.rule.startswith("ours/")}


@pytest.mark.parametrize(
    ("fields", "sums"),
    [
        ({"at_most": 99}, {"": 60}),
        ({"at_most": 99, "per": ("day",)}, {D1: 30, D2: 30}),
        ({"at_most": 99, "per": ("village",)}, {N: 50, S: 10}),
        (
            {"at_most": 99, "per": ("village", "day")},
            {f"{N}|{D1}": 30, f"{N}|{D2}": 20, f"{S}|{D2}": 10},
        ),
        ({"at_most": 99, "per": ("day",), "cumulative": True}, {D1: 30, D2: 60, D3: 60}),
        ({"at_most": 99, "where": {"day": [D2]}}, {"": 30}),
        ({"at_most": 99, "unless": {"village": [N], "day": [D2]}}, {"": 40}),
        ({"at_most": {N: 99}, "per": ("village",)}, {N: 50}),
        ({"at_most": 9999, "measure": "kg"}, {"": 720}),
        ({"at_most": 999, "where": STORED}, {"": 210 + 180 + 180}),
        ({"at_most": 999, "where": STORED, "per": ("day",)}, {D1: 210, D2: 180, D3: 180}),
        (
            {"at_most": 999, "where": {"movement": ["storage", "delivery"]}, "per": ("origin",)},
            {"W1": 570 + 60},
        ),
    ],
)
def test_sums_by_group(fields: dict[str, Any], sums: dict[str, float]) -> None:
    """A planner would read another use of a rule than the plan makes of it."""
    rule = limit(**fields)
    assert {group: use.used for (group, _), use in used(rule).items()} == sums
    assert checked(tiny(), MOVES, rule) == []


def test_lower_bounds_are_listed_where_nothing_moves_too() -> None:
    """A guarantee that is not kept would not be seen."""
    rule = limit(at_least=15, per=("village", "day"), penalty=2.0, reason="Promised.")
    found = used(rule)
    assert len(found) == 6
    use = found[f"{S}|{D1}", "at_least"]
    assert (use.bound, use.used, use.reason, use.provider) == (15, 0, "Promised.", "ours")


def test_both_sides_of_a_limit_are_listed() -> None:
    """One bound of a rule would hide the other."""
    found = used(limit(at_least=10, at_most=90))
    assert {side: use.bound for (_, side), use in found.items()} == {"at_least": 10, "at_most": 90}


@pytest.mark.parametrize(
    ("fields", "cost"),
    [
        ({"at_most": 50}, 10 * 3),
        ({"at_most": 60}, 0),
        ({"at_least": 100}, 40 * 3),
        ({"at_most": 20, "per": ("day",)}, (10 + 10) * 3),
        ({"at_most": {N: 45, S: 5}, "per": ("village",)}, (5 + 5) * 3),
        ({"at_least": 15, "per": ("village",)}, 5 * 3),
        ({"at_most": 20, "per": ("day",), "cumulative": True}, (10 + 40 + 40) * 3),
        ({"at_most": 200, "where": STORED, "per": ("day",)}, 10 * 3),
    ],
)
def test_soft_limits_cost_what_they_are_passed_by(fields: dict[str, Any], cost: float) -> None:
    """Passing a soft limit would be free, or be paid twice."""
    rule = limit(penalty=3.0, **fields)
    plan = dispatched(tiny(), MOVES, rule)
    assert plan.cost["penalties"] == pytest.approx(cost)
    assert checked(tiny(), MOVES, rule) == []


def prices(**by_goal: list[list[float]]) -> tuple[RowPrice, ...]:
    """Prices of the second limit, ours; the first is the fleet's hours."""
    return tuple(RowPrice(1, goal, np.array(table)) for goal, table in by_goal.items())


def test_a_price_is_that_of_the_first_goal_that_one_more_unit_would_change() -> None:
    """A bound that holds coverage back would be shown at its worth in money."""
    rule = limit(at_most=30, per=("day",))
    found = used(rule, prices=prices(coverage=[[0.5, 0, 0]], cost=[[-7.0, -2.0, 0]]))
    assert (found[D1, "at_most"].shadow_price, found[D1, "at_most"].goal) == (0.5, "coverage")
    assert (found[D2, "at_most"].shadow_price, found[D2, "at_most"].goal) == (-2, "cost")


def test_only_the_side_that_holds_has_a_price() -> None:
    """A limit with room to spare would seem to hold a plan back."""
    rule = limit(at_least=10, at_most=60)
    found = used(rule, prices=prices(cost=[[-7.0]]))
    assert found["", "at_most"].shadow_price == -7
    assert (found["", "at_least"].shadow_price, found["", "at_least"].goal) == (0, None)


def test_limits_on_nothing_are_not_listed() -> None:
    """A plan would list thousands of groups in which nothing happens."""
    assert used(limit(at_most=5, per=("day",), where={"parcel": ["dry"], "day": [D3]})) == {}
    plan = dispatched(tiny(stock=(lot(),)), {to(N): 1})
    assert [use.group for use in plan.rules] == [D1]
