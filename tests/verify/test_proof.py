"""Certificates: a right one is accepted, and every falsified one is found, round and village."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collected import collected, speaker
from mizalla.build import build
from mizalla.dispatch import dispatch
from mizalla.solve import certify, solve
from mizalla.travel import travel
from mizalla.verify import verify
from mizalla_models.certificate import Certificate
from mizalla_models.lane import ContractedLane
from mizalla_models.plan import Plan
from mizalla_models.rule import Forbid, Limit, Rule
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario
from tiny import NORTH, STORE, lot, need, tiny

Falsify = Callable[[Certificate], Certificate]
EAST = NORTH.model_copy(update={"pcode": "EG250103", "name": "East", "lon": 31.3})
WEST = NORTH.model_copy(update={"pcode": "EG250104", "name": "West", "lat": 27.1})
FULL = NORTH.model_copy(update={"pcode": "EG250105", "name": "Full", "lat": 27.2})
SECOND = STORE.model_copy(update={"id": "W2", "organisation": "amal", "lat": 27.12})


def campaign() -> tuple[Scenario, tuple[Rule, ...]]:
    """Two villages that share few hands, one with a small point, one short of stock, one full."""
    south = NORTH.model_copy(update={"pcode": "EG250102", "lat": 27.05})
    villages = (NORTH, south, EAST, WEST, FULL)
    points = tuple(
        point.model_copy(update={"parcels_per_day": 9.0}) if point.id == "EG250103" else point
        for point in tiny(villages=villages).points
    )
    scenario = tiny(
        villages=villages,
        points=points,
        warehouses=(STORE, SECOND),
        stock=(
            lot(quantity=60),
            lot(quantity=20, id="W1/late", lot="late", available_on="2027-02-09"),
            lot("W2", quantity=31),
        ),
        needs=(
            need("EG250101", 200),
            need("EG250102", 100, priority=2.0),
            need("EG250103", 80),
            need("EG250104", 120, priority=0.25),
            need("EG250105", 3, priority=2.0),
        ),
        lanes=(ContractedLane(origin="W2", destination="W1", cost_per_parcel=1.0, lead_days=1),),
    )
    said = (
        Limit(
            reason="Few hands.",
            where={"village": ["EG250101", "EG250102"]},
            per=("day",),
            at_most=20,
        ),
        Forbid(reason="No lorry.", where={"village": ["EG250104"], "day": ["2027-02-08"]}),
    )
    return scenario, said


def proven(scenario: Scenario, *said: Rule) -> tuple[Rules, Plan, Certificate]:
    """Plan a scenario and certify its levels."""
    rules = collected(scenario, ours=speaker(said))
    built = build(scenario, rules, travel(scenario))
    allocation = solve(built)
    assert allocation.why is not None
    plan = dispatch(scenario, rules, built, allocation, settings={})
    return rules, plan, certify(allocation.why, scenario.inputs_hash)


@pytest.fixture(scope="module")
def right() -> tuple[Scenario, Rules, Plan, Certificate]:
    """A campaign with its plan and certificate."""
    scenario, said = campaign()
    return scenario, *proven(scenario, *said)


def problems(right: tuple[Scenario, Rules, Plan, Certificate], falsify: Falsify) -> list[str]:
    """What verification finds in a falsified certificate."""
    scenario, rules, plan, certificate = right
    findings = verify(scenario, rules, plan, None, falsify(certificate))
    assert {finding.check for finding in findings} <= {"certificate"}
    return [finding.problem for finding in findings]


def in_round(number: int, **changes: Any) -> Falsify:
    """Change the round at a place; a function of the old value may stand for the new one."""

    def falsify(right: Certificate) -> Certificate:
        rounds = list(right.rounds)
        old = rounds[number]
        rounds[number] = old.model_copy(
            update={
                name: value(getattr(old, name)) if callable(value) else value
                for name, value in changes.items()
            }
        )
        return right.model_copy(update={"rounds": tuple(rounds)})

    return falsify


def of_need(number: int, **changes: Any) -> Falsify:
    """Change the need at a place."""

    def falsify(right: Certificate) -> Certificate:
        needs = list(right.needs)
        needs[number] = needs[number].model_copy(update=changes)
        return right.model_copy(update={"needs": tuple(needs)})

    return falsify


def raised(share: float) -> Falsify:
    """Raise the bound of the first round, and of all that it settles."""

    def falsify(right: Certificate) -> Certificate:
        first = right.rounds[0]
        bound = first.bound * (1 + share)
        needs = tuple(
            need.model_copy(update={"bound": bound}) if place in first.needs else need
            for place, need in enumerate(right.needs)
        )
        rounds = (first.model_copy(update={"bound": bound}), *right.rounds[1:])
        return right.model_copy(update={"needs": needs, "rounds": rounds})

    return falsify


def less(values: tuple[float, ...]) -> tuple[float, ...]:
    return (values[0] * 0.999, *values[1:])


def nothing(values: tuple[float, ...]) -> tuple[float, ...]:
    return (0.0, *values[1:])


def turned(values: tuple[float, ...]) -> tuple[float, ...]:
    return (-values[0], *values[1:])


FALSIFIED: dict[str, tuple[Falsify, str]] = {
    "a bound that is raised": (raised(1e-4), "Round 1"),
    "a bound that is lowered": (raised(-1e-4), "Round 1"),
    "a price of a rule that is dropped": (in_round(0, group_price=nothing), "Round 1"),
    "a price of a rule that is lowered": (in_round(0, group_price=less), "Round 1"),
    "a price of a rule of the wrong sign": (in_round(0, group_price=turned), "Round 1"),
    "a price of stock that is dropped": (in_round(1, leave=nothing, lie=nothing), "Round 2"),
    "stock worth more lying than leaving": (in_round(1, lie=less), "Round 2"),
    "a need's price that is dropped": (in_round(0, price=nothing), "Round 1"),
    "a need's price below zero": (in_round(0, price=turned), "Round 1"),
    "nobody settled": (in_round(0, needs=()), "Round 1"),
    "somebody settled twice": (
        in_round(0, needs=lambda old: (*old, 2)),
        "EG250103: it is settled 2 times",
    ),
    "a level above what is proven": (in_round(0, level=0.9), "Round 1"),
    "columns of different lengths": (in_round(0, price=lambda old: old[1:]), "Round 1 refers"),
    "a place that there is not": (in_round(0, groups=lambda old: (*old[:-1], 99)), "refers"),
    "a need that has all it needs, but has not": (
        of_need(0, cause="need"),
        "EG250101: it is settled 1 times, by need",
    ),
    "a village whose points stop it lower": (
        of_need(2, level=0.2, bound=0.2),
        "EG250103: its points are said to stop it at",
    ),
    "a need that is left out": (
        lambda old: old.model_copy(update={"needs": old.needs[:-1], "points": ()}),
        "EG250105 is missing",
    ),
}


def test_a_right_certificate_is_accepted(
    right: tuple[Scenario, Rules, Plan, Certificate],
) -> None:
    """Would break if an honest certificate were rejected."""
    assert problems(right, lambda old: old) == []
    causes = {need.cause for need in right[3].needs}
    assert causes == {"rules", "points", "need"}, "the campaign must try all causes"


@pytest.mark.parametrize("name", FALSIFIED)
def test_a_falsified_certificate_is_found(
    right: tuple[Scenario, Rules, Plan, Certificate], name: str
) -> None:
    """Would break if a certificate could claim what its multipliers don't prove."""
    falsify, word = FALSIFIED[name]
    assert any(word in problem for problem in problems(right, falsify)), problems(right, falsify)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_single_number_can_be_changed(
    right: tuple[Scenario, Rules, Plan, Certificate], data: st.DataObject
) -> None:
    """Would break if any multiplier, level or bound went unchecked."""
    certificate = right[3]
    number = data.draw(st.integers(0, len(certificate.rounds) - 1))
    column = data.draw(st.sampled_from(["price", "cap", "group_price", "leave", "lie"]))
    values = getattr(certificate.rounds[number], column)
    if not values:
        return
    place = data.draw(st.integers(0, len(values) - 1))
    factor = data.draw(st.sampled_from([0.0, 0.5, 0.99, -1.0]))
    changed = (*values[:place], values[place] * factor, *values[place + 1 :])
    found = problems(right, in_round(number, **{column: changed}))
    assert any(
        problem.startswith(f"Round {certificate.rounds[number].number}") for problem in found
    )


def test_a_lane_nobody_priced_is_found(
    right: tuple[Scenario, Rules, Plan, Certificate],
) -> None:
    """Would break if lanes that the certificate does not know of were left unpriced."""
    scenario, rules, plan, certificate = right
    more = scenario.model_copy(
        update={
            "lanes": (
                *scenario.lanes,
                ContractedLane(origin="W2", destination="EG250101", cost_per_parcel=3.0),
            )
        }
    )
    fewer = Rules(
        provided=tuple(one for one in rules.provided if one.rule.reason != "Few hands."),
        plugins=rules.plugins,
    )
    findings = verify(more, fewer, plan, None, certificate)
    said = [found.problem for found in findings if found.check == "certificate"]
    assert any("Round" in problem and "EG250101" in problem for problem in said)


def test_bounds_of_the_plan_are_the_certificates(
    right: tuple[Scenario, Rules, Plan, Certificate],
) -> None:
    """Would break if a plan could state a bound that nothing proves."""
    scenario, rules, plan, certificate = right
    rows = (plan.coverage[0].model_copy(update={"bound": 0.99}), *plan.coverage[1:])
    findings = verify(
        scenario, rules, plan.model_copy(update={"coverage": rows}), None, certificate
    )
    assert any("EG250101: the plan states the bound" in found.problem for found in findings)


def test_a_plan_that_leaves_stock_unused_is_found() -> None:
    """Would break if complementary slackness were not asked of the plan."""
    scenario = tiny()
    rules, plan, certificate = proven(scenario)
    row = plan.shipments[0]
    assert row.quantity > 20
    fewer = (row.model_copy(update={"quantity": row.quantity - 20}), *plan.shipments[1:])
    cover = tuple(
        one.model_copy(update={"served": one.served - 20}) if one.village == row.village else one
        for one in plan.coverage
    )
    idle = plan.model_copy(update={"shipments": fewer, "coverage": cover})
    said = [found.problem for found in verify(scenario, rules, idle, None, certificate)]
    assert any("of what its rules and stock are worth unused" in problem for problem in said)
