"""Build: the whole problem."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from integration.outside_moves import Outside
from integration.random_campaigns import draw
from mizalla.build import Problem, build
from mizalla.collect import collect, plugin_manager
from mizalla.read import read
from mizalla.travel import travel
from mizalla_models.errors import PluginError
from mizalla_models.rule import AtMostActive, Charge, Forbid, Rule, SmallestDrop
from mizalla_models.rules import Rules
from problems import lanes, limit, problem, said
from tiny import NORTH, SOUTH, tiny

N, S = NORTH.pcode, SOUTH.pcode
D1, D2, D3 = "2027-02-08", "2027-02-09", "2027-02-10"
STORED = {"movement": ["storage"]}


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        (AtMostActive(reason="So.", of="parcel", count=1, where=STORED), "what lies in store"),
        (SmallestDrop(reason="So.", quantity=5, where=STORED), "what lies in store"),
        (Forbid(reason="So.", where=STORED), "what lies in store"),
        (Charge(reason="So.", where=STORED, amount=1), "what lies in store"),
        (limit(at_most=1, where=STORED, unless={"day": [D1]}), "unless that names days"),
        (limit(at_most=1, where=STORED, unless={"week": ["2027-W06"]}), "unless that names days"),
    ],
)
def test_what_cannot_be_planned_with_is_refused_by_name(rule: Rule, kind: str) -> None:
    """A member's rule would be dropped in silence."""
    with pytest.raises(PluginError, match=kind) as caught:
        problem(tiny(), rule)
    assert caught.value.plugin == "ours"
    assert caught.value.rule.startswith("ours/")


def charged(*rules: Rule) -> dict[tuple[str, int], float]:
    """Charges by point and day, per parcel."""
    built = problem(tiny(), *rules)
    return {
        (lane.destination, day): _charge(built, route, day) for lane, route, day in lanes(built)
    }


def _charge(built: Problem, route: int, day: int) -> float:
    state = built.state_of_day[day]
    sometimes = sum(amount[state, route] for amount, when in built.charged_days if when[day])
    return float(built.charges[state, route] + sometimes)


def charge(amount: float = 2, **fields: Any) -> Charge:
    return Charge(reason="So.", amount=amount, **fields)


@pytest.mark.parametrize(
    ("rules", "north", "south"),
    [
        ([], (0, 0, 0), (0, 0, 0)),
        ([charge()], (2, 2, 2), (2, 2, 2)),
        ([charge(measure="kg")], (24, 24, 24), (24, 24, 24)),
        ([charge(amount=-1)], (-1, -1, -1), (-1, -1, -1)),
        ([charge(where={"village": [N]})], (2, 2, 2), (0, 0, 0)),
        ([charge(where={"day": [D2]})], (0, 2, 0), (0, 2, 0)),
        ([charge(where={"day": [D1, D2]}, unless={"village": [N]})], (0, 0, 0), (2, 2, 0)),
        ([charge(unless={"village": [N], "day": [D3]})], (2, 2, 0), (2, 2, 2)),
        ([charge(unless={"day": [D3]})], (2, 2, 0), (2, 2, 0)),
        (
            [charge(where={"day": [D1, D2]}, unless={"village": [N], "day": [D2, D3]})],
            (2, 0, 0),
            (2, 2, 0),
        ),
        ([charge(), charge(amount=1, where={"day": [D1]})], (3, 2, 2), (3, 2, 2)),
        ([charge(where={"movement": ["transfer"]})], (0, 0, 0), (0, 0, 0)),
    ],
)
def test_charges(rules: list[Rule], north: tuple[float, ...], south: tuple[float, ...]) -> None:
    """A charge would be paid where or when it does not hold, or not where it does."""
    found = charged(*rules)
    assert tuple(found[N, day] for day in range(3)) == north
    assert tuple(found[S, day] for day in range(3)) == south


def test_a_charge_by_km_is_there_and_back_by_share() -> None:
    """A toll per km would be paid one way only."""
    plain = problem(tiny())
    km = plain.costs.truck_km(plain.routes, 0)
    found = charged(charge(measure="km"))
    assert [found[N, 0], found[S, 0]] == pytest.approx((2 * km).tolist())


def test_the_problem_keeps_goals_and_stock_for_those_who_ask() -> None:
    """Goals would lose their order or tolerance; a conflict could not name a row of stock."""
    goals = [{"goal": "cost", "tolerance": 0.1}, "coverage"]
    scenario = tiny(campaign={"goals": goals, "reach": 3})
    built = problem(scenario)
    assert built.goals == (("cost", 0.1), ("coverage", 0))
    assert built.reach == 3
    assert [provided.id for provided in built.supplies] == ["stock/W1/dry"]
    assert built.lanes == 2 * 3


def test_rules_in_another_order_build_the_same() -> None:
    """A plan would depend on the order of plugins."""
    scenario = tiny()
    rules = said(scenario, limit(name="a", at_most=5), charge(name="b"), limit(name="c", at_most=6))
    mixed = Rules(provided=rules.provided[::-1], plugins=rules.plugins)
    one, other = (build(scenario, item, travel(scenario)) for item in (rules, mixed))
    assert [row.provided.id for row in one.limits] == [row.provided.id for row in other.limits][
        ::-1
    ]
    assert np.array_equal(one.routes.fleet, other.routes.fleet)
    assert np.array_equal(one.patterns, other.patterns)
    assert np.array_equal(one.charges, other.charges)


Named = tuple[frozenset[str], str, str, str, int]
Figures = list[tuple[float, ...]]


@pytest.mark.parametrize("seed", range(40))
def test_lanes_are_those_of_the_outside_model(tmp_path: Path, seed: int) -> None:
    """A lane would be missing or one too many, or cost and measure other than model.md says."""
    scenario = read(draw(seed).write(tmp_path / "drawn"))
    rules = collect(scenario, plugin_manager(scenario))
    built = build(scenario, rules, travel(scenario))
    ours, outside = _ours(built), _outside(built, Outside(scenario, rules))
    assert ours.keys() == outside.keys()
    for key, figures in ours.items():
        for mine, theirs in zip(sorted(figures), sorted(outside[key]), strict=True):
            assert mine == pytest.approx(theirs, rel=1e-9, abs=1e-9)


def _ours(built: Problem) -> dict[Named, Figures]:
    """Cost with charges, km, minutes and truck hours of a parcel, by the names of its lane."""
    found: dict[Named, Figures] = defaultdict(list)
    states = range(len(built.transport))
    km, minutes, hours = (
        [figure(built.routes, state) for state in states]
        for figure in (built.costs.km, built.costs.minutes, built.costs.truck_hours)
    )
    for lane, route, day in lanes(built):
        supplies = built.kinds.supplies[built.routes.kind[route]]
        at = int(built.state_of_day[day])
        cost = float(built.transport[at, route]) + _charge(built, route, day)
        found[supplies, lane.origin, lane.destination, lane.fleet, day].append(
            (cost, float(km[at][route]), float(minutes[at][route]), float(hours[at][route]))
        )
    return found


def _outside(built: Problem, outside: Outside) -> dict[Named, Figures]:
    """The same by the outside model, of what can ever lie where it leaves."""
    moves = list(outside.moves())
    kind = {key: supplies for supplies in built.kinds.supplies for key in supplies}
    lies = {
        (kind[key], supply.warehouse)
        for key, supply in outside.supplies.items()
        if supply.quantity and (supply.available_on or outside.days[0]) <= outside.days[-1]
    }
    before = 0
    while len(lies) > before:
        before = len(lies)
        lies |= {
            (kind[move.supply], move.to)
            for move in moves
            if move.dims["movement"] == "transfer" and (kind[move.supply], move.origin) in lies
        }
    found: dict[Named, dict[str, Figures]] = defaultdict(lambda: defaultdict(list))
    for move in moves:
        if (kind[move.supply], move.origin) in lies:
            key = kind[move.supply], move.origin, move.to, move.dims["fleet"], move.day
            found[key][move.supply].append(
                (move.cost, move.km, move.minutes, move.measures["truck_hours"])
            )
    # No rule tells the rows of a kind apart, so that one stands for all.
    return {key: next(iter(by_supply.values())) for key, by_supply in found.items()}
