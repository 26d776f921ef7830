"""Districts kept alike, against every plan that there is."""

from collections.abc import Iterator
from importlib import import_module
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collected import collected, speaker
from mizalla.build import build
from mizalla.dispatch import dispatch
from mizalla.solve import district, solve
from mizalla.travel import travel
from mizalla.verify import verify
from mizalla_models.errors import InfeasibleError
from mizalla_models.plan import Plan
from mizalla_models.rule import Limit
from mizalla_models.scenario import Scenario
from tiny import NORTH, lot, need, tiny

NEEDS = st.lists(st.integers(1, 6), min_size=3, max_size=4)
CAPS = st.sampled_from([None, 0.0, 0.1, 0.25, 0.5])


def campaign(
    needs: list[int], districts: list[int], hands: list[int], stock: int, cap: float | None
) -> tuple[Scenario, Limit]:
    """Villages of some districts that share a store, each with few hands of its own."""
    villages = tuple(
        NORTH.model_copy(
            update={
                "pcode": f"EG25010{place}",
                "district": f"EG250{number}",
                "lat": 27 + place / 50,
            }
        )
        for place, number in enumerate(districts, start=1)
    )
    goal = {"goal": "district_gap"} | ({} if cap is None else {"at_most": cap})
    scenario = tiny(
        campaign={"goals": [goal, "lateness", "cost"]},
        villages=villages,
        stock=(lot(quantity=stock),),
        needs=tuple(
            need(village.pcode, count) for village, count in zip(villages, needs, strict=True)
        ),
    )
    most = {village.pcode: float(count) for village, count in zip(villages, hands, strict=True)}
    return scenario, Limit(reason="Few hands.", per=("village",), at_most=most)


def planned(scenario: Scenario, *said: Limit) -> tuple[Plan, list[str]]:
    """Plan a scenario, and what verification finds."""
    rules = collected(scenario, ours=speaker(said))
    built = build(scenario, rules, travel(scenario))
    plan = dispatch(scenario, rules, built, solve(built), settings={})
    return plan, [finding.problem for finding in verify(scenario, rules, plan)]


def every(
    needs: list[int], districts: list[int], hands: list[int], stock: int
) -> Iterator[tuple[int, float]]:
    """Parcels served and gap of every way to hand out whole parcels."""
    for served in product(*(range(min(pair) + 1) for pair in zip(needs, hands, strict=True))):
        if sum(served) > stock:
            continue
        cover = [
            sum(got for got, own in zip(served, districts, strict=True) if own == number)
            / sum(asked for asked, own in zip(needs, districts, strict=True) if own == number)
            for number in set(districts)
        ]
        yield sum(served), max(cover) - min(cover)


@settings(max_examples=40, deadline=None)
@given(data=st.data(), needs=NEEDS, cap=CAPS, stock=st.integers(1, 16))
def test_no_plan_serves_more_or_is_more_even(
    data: st.DataObject, needs: list[int], cap: float | None, stock: int
) -> None:
    """Would break if the cap, the most parcels, or the smallest gap with them were wrong."""
    few = st.lists(st.integers(1, 3), min_size=len(needs), max_size=len(needs))
    districts, hands = data.draw(few), [count + 3 for count in data.draw(few)]
    plan, findings = planned(*campaign(needs, districts, hands, stock, cap))
    assert findings == []
    within = [
        pair
        for pair in every(needs, districts, hands, stock)
        if cap is None or pair[1] <= cap + 1e-9
    ]
    most = max(served for served, _ in within)
    least = min(gap for served, gap in within if served == most)
    rows = {row.goal: row for row in plan.goals}
    assert [row.goal for row in plan.goals] == ["served", "district_gap", "lateness", "cost"]
    assert rows["served"].value == most <= rows["served"].bound + 1e-6
    assert rows["district_gap"].value == pytest.approx(least, abs=1e-9)
    assert rows["district_gap"].bound <= least + 1e-7


@pytest.mark.parametrize("summed", [False, True])
@pytest.mark.parametrize("cap", [0.02, 0.1, 0.3])
def test_large_campaigns_keep_the_cap_too(
    monkeypatch: pytest.MonkeyPatch, cap: float, summed: bool
) -> None:
    """Would break if rounding, or days that are summed, carried districts past the cap."""
    monkeypatch.setattr(district, "FEW", 0)
    if summed:
        monkeypatch.setattr(import_module("mizalla.solve.solve"), "SMALL", 0)
    needs, districts, hands = [1210, 930, 770, 1450], [1, 1, 2, 3], [900, 900, 300, 800]
    plan, findings = planned(*campaign(needs, districts, hands, 2100, cap))
    assert findings == []
    rows = {row.goal: row for row in plan.goals}
    # One district can have 300 of 770 at most, so with the cap its share and a cap more each.
    shares = (2140, 770, 1450)
    best = min(2100, sum(min(count, (300 / 770 + cap) * count) for count in shares[::2]) + 300)
    assert rows["served"].bound == pytest.approx(best, rel=1e-6)
    assert rows["served"].value >= 0.99 * best - 4
    assert rows["district_gap"].value <= cap + 1e-9


def test_a_gap_past_the_cap_is_found() -> None:
    """Would break if verification took a plan's word for how alike districts are."""
    scenario, limit = campaign([6, 6], [1, 2], [6, 6], 8, None)
    rules = collected(scenario, ours=speaker((limit,)))
    built = build(scenario, rules, travel(scenario))
    plan = dispatch(scenario, rules, built, solve(built), settings={})
    assert {row.goal: row.value for row in plan.goals}["district_gap"] == 0
    village = plan.coverage[0].village
    fewer = tuple(
        row.model_copy(update={"quantity": row.quantity - 2}) if row.village == village else row
        for row in plan.shipments
    )
    strict, _ = campaign([6, 6], [1, 2], [6, 6], 8, 0.1)
    idle = plan.model_copy(update={"shipments": fewer})
    said = [found.problem for found in verify(strict, rules, idle)]
    assert any("more than 0.1" in problem for problem in said)
    assert any("Value of district_gap" in problem for problem in said)


def test_guarantees_that_keep_districts_apart_are_a_conflict() -> None:
    """Would break if a cap were passed in silence where rules leave no other way."""
    scenario, _ = campaign([6, 6], [1, 2], [6, 6], 6, 0.0)
    sure = Limit(reason="Promised.", where={"village": ["EG250101"]}, per=("village",), at_least=5)
    with pytest.raises(InfeasibleError):
        planned(scenario, sure)
