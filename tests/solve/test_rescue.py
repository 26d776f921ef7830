"""Solve, stopped: whatever it came to, a plan that keeps all rules and claims what is proven."""

from datetime import timedelta
from itertools import count

import pytest

from mizalla.budget import Budget, StoppedError
from mizalla.build import build
from mizalla.dispatch import dispatch
from mizalla.solve import solve
from mizalla.travel import travel
from mizalla.verify import verify
from mizalla_models.lane import ContractedLane
from mizalla_models.plan import Plan
from mizalla_models.rule import AtMostActive, Charge, Rule, SmallestDrop, WholePallets
from mizalla_models.scenario import Scenario
from problems import limit, said
from tiny import DRY, NORTH, SOUTH, STORE, lot, need, tiny

N, S = NORTH.pcode, SOUTH.pcode
DEPOT = STORE.model_copy(update={"id": "W2", "lat": 27.1})
CAMPAIGN = tiny().campaign
LONG = CAMPAIGN.model_copy(update={"ends": CAMPAIGN.starts + timedelta(days=9)})
MOVED = ContractedLane(origin="W2", destination="W1", cost_per_parcel=0.5, lead_days=0)
STORED = {"movement": ["storage"]}
PLAIN = tiny(campaign=LONG, needs=(need(N, 200), need(S, 130)), stock=(lot(quantity=250),))
STORES = tiny(
    campaign=LONG,
    warehouses=(STORE, DEPOT),
    lanes=(MOVED,),
    needs=(need(N, 200), need(S, 130)),
    stock=(lot(quantity=40), lot(warehouse="W2", quantity=210)),
)
ON_PALLETS = PLAIN.model_copy(
    update={"parcels": (DRY.model_copy(update={"measures": {"pallet": 30.0}}),)}
)
BOUGHT = tiny(campaign=LONG, stock=(lot(quantity=100), lot(id="b", quantity=90, unit_cost=7.0)))
KEEPS: list[tuple[str, Scenario, tuple[Rule, ...]]] = [
    ("plain", PLAIN, ()),
    ("daily limit", PLAIN, (limit(at_most=17, per=("day",)),)),
    ("running total", PLAIN, (limit(at_most=60, cumulative=True, per=("village", "day")),)),
    ("spared days", PLAIN, (limit(at_most=25, per=("day",), unless={"day": [LONG.starts]}),)),
    ("soft limit", PLAIN, (limit(at_most=9, per=("day",), penalty=3.0),)),
    ("charge", PLAIN, (Charge(name="c", reason="toll", amount=-2.0),)),
    ("guarantee", PLAIN, (limit(at_least=120, per=("village",), where={"village": [S]}),)),
    ("transfers", STORES, ()),
    ("storage", STORES, (limit(measure="parcels", at_most=60, per=("origin", "day"), where={
        **STORED, "origin": ["W1"]}),)),
    ("purchases", BOUGHT, ()),
    ("one day per village", PLAIN, (
        AtMostActive(name="a", reason="once", of="day", count=1, per=("village",)),)),
    ("drops", PLAIN, (SmallestDrop(name="d", reason="few", quantity=40, per=("point", "day")),)),
    ("pallets", ON_PALLETS, (
        WholePallets(name="p", reason="forks", per=("point", "day")),)),
]  # fmt: skip


def stopped(scenario: Scenario, rules: tuple[Rule, ...], budget: Budget | None) -> Plan:
    """Plan with a budget and verify."""
    provided = said(scenario, *rules)
    built = build(scenario, provided, travel(scenario))
    found = solve(built, budget=budget)
    plan = dispatch(scenario, provided, built, found, settings={})
    assert verify(scenario, provided, plan) == ()
    return plan


def budget_of(looks: int) -> Budget:
    """A budget that is at its end after so many looks at the clock."""
    ticks = count()
    return Budget(looks, clock=lambda: float(next(ticks)))


@pytest.mark.parametrize(("scenario", "rules"), [case[1:] for case in KEEPS],
                         ids=[case[0] for case in KEEPS])  # fmt: skip
def test_wherever_it_is_stopped_rules_are_kept_and_bounds_hold(
    scenario: Scenario, rules: tuple[Rule, ...]
) -> None:
    """A plan made in a hurry would break a rule, or claim to be nearer to the best than it is."""
    whole = stopped(scenario, rules, None)
    best = {goal.goal: goal for goal in whole.goals}
    for looks in (0, 6, 20, 60, 150, 400):
        plan = stopped(scenario, rules, budget_of(looks))
        for goal in plan.goals:
            if goal.sense == "max":
                assert goal.value <= goal.bound + 1e-9
            else:
                assert goal.value >= goal.bound - 1e-9
        found = {goal.goal: goal for goal in plan.goals}
        assert found["coverage"].bound >= best["coverage"].value - 1e-9
        assert found["served"].value >= 40
        if [row.served for row in plan.coverage] == [row.served for row in whole.coverage]:
            assert found["cost"].bound <= best["cost"].value + 1e-9


def test_a_guarantee_beyond_what_can_be_dealt_out_is_no_plan() -> None:
    """A plan that breaks a promise would be handed out because time was short."""
    rules = (limit(at_least=20, per=("day",), where=STORED),)
    assert stopped(PLAIN, rules, None).goals[1].value > 0
    with pytest.raises(StoppedError):
        stopped(PLAIN, rules, budget_of(0))


def test_what_a_stopped_search_came_to_is_used() -> None:
    """Parcels in another store would stay there although it was known how they get out."""
    served = [stopped(STORES, (), budget_of(looks)).goals[1].value for looks in (0, 30)]
    assert served == [40, 250]


def test_endless_time_changes_nothing() -> None:
    """Whoever may press Ctrl-C would get another plan than who may not."""
    one, other = (stopped(STORES, (), budget) for budget in (None, Budget()))
    assert one == other
