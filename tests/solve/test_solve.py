"""Solve: campaigns whose best plan can be told by hand."""

from datetime import date
from typing import Any

import pytest

from mizalla_models.errors import InfeasibleError
from mizalla_models.lane import ContractedLane
from mizalla_models.place import Point
from mizalla_models.plan import Plan
from mizalla_models.rule import Charge, Forbid, Rule
from mizalla_models.scenario import Scenario
from problems import limit, planned, problem
from tiny import DRY, FLEET, NORTH, SOUTH, STORE, lot, need, tiny

N, S = NORTH.pcode, SOUTH.pcode
D1, D2, D3 = "2027-02-08", "2027-02-09", "2027-02-10"
DAYS = [date.fromisoformat(day) for day in (D1, D2, D3)]
STORED = {"movement": ["storage"]}
OIL = DRY.model_copy(update={"id": "oil"})
DEPOT = STORE.model_copy(update={"id": "W2", "lat": 27.1})


def served(plan: Plan) -> dict[str, int]:
    return {row.village: row.served for row in plan.coverage}


def goals(plan: Plan) -> dict[str, float]:
    """Values of the goals, each proven to be its bound."""
    assert all(goal.gap < 1e-4 for goal in plan.goals), plan.goals
    return {goal.goal: goal.value for goal in plan.goals}


@pytest.mark.parametrize(
    ("stock", "needs", "shares"),
    [
        (240, (need(N, 200), need(S, 100)), (160, 80)),
        (300, (need(N, 200), need(S, 100)), (200, 100)),
        (150, (need(N, 200), need(S, 100, priority=2)), (75, 75)),
        (90, (need(N, 100, priority=0.5), need(S, 100)), (30, 60)),
        # At twice the priority all of it is owed at half the level: what is left goes on.
        (150, (need(N, 100), need(S, 50, priority=2)), (100, 50)),
        (120, (need(N, 100, priority=0.5), need(S, 40)), (80, 40)),
        (101, (need(N, 100), need(S, 100)), (51, 50)),
        (0, (need(N, 100), need(S, 100)), (0, 0)),
    ],
)
def test_stock_is_shared_by_need_and_priority(
    stock: int, needs: tuple[Any, ...], shares: tuple[int, int]
) -> None:
    """The worst-off village would be lower than it need be."""
    plan = planned(tiny(stock=(lot(quantity=stock),), needs=needs))
    assert served(plan) in ({N: shares[0], S: shares[1]}, {N: shares[1], S: shares[0]})
    assert sum(served(plan).values()) == sum(shares)
    if stock != 101:
        assert served(plan) == {N: shares[0], S: shares[1]}


def test_who_cannot_rise_holds_nobody_else_down() -> None:
    """A village that little can be brought to would hold the others at its own level."""
    rule = limit(at_most=10, where={"village": [S]})
    plan = planned(tiny(stock=(lot(quantity=190),)), rule)
    assert served(plan) == {N: 180, S: 10}
    levels = {row.village: row.bound for row in plan.coverage}
    assert levels == pytest.approx({N: 0.9, S: 0.1})
    assert goals(plan)["coverage"] == pytest.approx(0.1)


@pytest.mark.parametrize("priority", [0.25, 0.5, 1, 3])
def test_a_level_is_a_share_divided_by_priority(priority: float) -> None:
    """Bounds would end at 1 where low priorities let levels go beyond it."""
    plan = planned(tiny(needs=(need(N, 100, priority=priority),)))
    assert goals(plan)["coverage"] == pytest.approx(1 / priority)


def test_parcels_of_a_village_share_the_throughput_of_its_point() -> None:
    """What one parcel leaves over would be lost for the other."""
    point = Point(id="P", village=N, name="School", lat=27.25, lon=31.15, parcels_per_day=11)
    plan = planned(
        tiny(
            campaign={"ends": date(2027, 2, 12)},
            parcels=(DRY, OIL),
            stock=(lot(), lot(parcel="oil")),
            points=(point,),
            needs=(need(N, 40, priority=2), need(N, 20, "oil")),
        )
    )
    assert {row.parcel: row.served for row in plan.coverage} == {"dry": 40, "oil": 15}
    assert {row.parcel: row.bound for row in plan.coverage} == pytest.approx(
        {"dry": 0.5, "oil": 0.75}
    )


def test_a_parcel_with_all_it_needs_leaves_the_point_to_the_other() -> None:
    """A parcel's own limit would be stuck at what both could have at once."""
    point = Point(id="P", village=N, name="School", lat=27.25, lon=31.15, parcels_per_day=11)
    plan = planned(
        tiny(
            campaign={"ends": date(2027, 2, 12)},
            parcels=(DRY, OIL),
            stock=(lot(), lot(parcel="oil")),
            points=(point,),
            needs=(need(N, 40, priority=2), need(N, 10, "oil")),
        )
    )
    assert {row.parcel: row.served for row in plan.coverage} == {"dry": 40, "oil": 10}


def test_parcels_come_before_they_are_due_where_they_can() -> None:
    """Families would wait although trucks stand idle."""
    needs = (need(N, 100, due=DAYS[0]), need(S, 100, due=DAYS[1]))
    plan = planned(tiny(needs=needs), limit(at_most=90, per=("day",)))
    # 90 on the first day for North; 10 of North late by one day, 80 of South in time, 20 late.
    assert goals(plan)["lateness"] == 10 + 20
    assert sum(row.quantity for row in plan.shipments if row.day == DAYS[0]) == 90


def test_of_equally_early_plans_the_cheapest_is_made() -> None:
    """Money would be spent that buys nothing."""
    near = STORE.model_copy(update={"id": "W2", "lat": 27.24, "lon": 31.15})
    truck = FLEET.model_copy(update={"id": "F2", "warehouse": "W2"})
    scenario = tiny(
        warehouses=(STORE, near),
        stock=(lot(quantity=300), lot("W2", quantity=150)),
        fleets=(FLEET, truck),
    )
    plan = planned(scenario)
    assert served(plan) == {N: 200, S: 100}
    by_origin = {(row.origin, row.village): row.quantity for row in plan.shipments}
    assert by_origin == {("W2", N): 150, ("W1", N): 50, ("W1", S): 100}
    assert goals(plan)["cost"] == pytest.approx(plan.cost["total"])


def test_tolerance_lets_later_goals_take_their_share() -> None:
    """A campaign could not trade a little coverage for much money."""
    dear = Charge(reason="Ferry.", where={"village": [S]}, amount=100)
    strict = planned(tiny(), dear)
    loose = planned(
        tiny(campaign={"goals": [{"goal": "coverage", "tolerance": 0.1}, "cost"]}), dear
    )
    assert served(strict) == {N: 160, S: 80}
    assert served(loose)[S] == 72
    assert loose.cost["total"] < strict.cost["total"]


@pytest.mark.parametrize(
    ("names", "parcels"), [(["cost", "coverage"], 0), (["coverage", "cost"], 240), (["cost"], 0)]
)
def test_goals_are_met_in_their_order(names: list[str], parcels: int) -> None:
    """A campaign that puts cost first would be planned as if it did not."""
    plan = planned(tiny(campaign={"goals": names}))
    assert sum(served(plan).values()) == parcels
    assert goals(plan)["cost"] == plan.cost["total"]


def test_rebates_are_worth_earning() -> None:
    """A payer that funds deliveries would be left aside where cost comes first."""
    paid = Charge(reason="Donor.", where={"village": [N]}, amount=-50)
    plan = planned(tiny(campaign={"goals": ["cost"]}), paid)
    assert served(plan) == {N: 200, S: 0}
    assert plan.cost["total"] < 0


def contracts(**more: Any) -> Scenario:
    """A national store that sends to a depot, and trucks there."""
    row = ContractedLane(origin="W1", destination="W2", cost_per_parcel=2, **more)
    truck = FLEET.model_copy(update={"warehouse": "W2"})
    return tiny(warehouses=(STORE, DEPOT), lanes=(row,), fleets=(truck,))


@pytest.mark.parametrize(("lead", "first"), [(0, D1), (1, D2), (2, D3)])
def test_parcels_leave_again_when_they_have_arrived(lead: int, first: str) -> None:
    """Parcels would be handed out while on the road, or a day later than they could."""
    waiting = [
        Charge(reason="Waiting.", where={"movement": ["delivery"], "day": [day]}, amount=amount)
        for day, amount in ((D2, 4), (D3, 9))
    ]
    plan = planned(contracts(lead_days=lead), *waiting)
    assert served(plan) == {N: 160, S: 80}
    assert min(row.day for row in plan.shipments).isoformat() == first
    assert goals(plan)["cost"] == pytest.approx(plan.cost["total"])


@pytest.mark.parametrize(
    ("quantity", "bought"), [(100, {}), (60, {"cheap": 40}), (20, {"cheap": 50, "dear": 30})]
)
def test_only_what_is_short_is_bought_the_cheapest_first(
    quantity: int, bought: dict[str, int]
) -> None:
    """Money would be spent while own stock lies there, or on the dearer offer."""
    rows = (
        lot(lot="own", quantity=quantity),
        lot(lot="cheap", quantity=50, unit_cost=2.0),
        lot(lot="dear", quantity=50, unit_cost=9.0),
    )
    plan = planned(tiny(stock=rows, needs=(need(N, 100),)))
    assert {row.lot: row.quantity for row in plan.purchases} == bought
    assert goals(plan)["cost"] == pytest.approx(plan.cost["total"])


def test_soft_limits_are_passed_where_that_is_cheaper_or_fairer() -> None:
    """A wish would bind like a rule, or cost nothing to pass."""
    plan = planned(tiny(), limit(at_most=30, where={"village": [N]}, penalty=2.0))
    assert served(plan) == {N: 160, S: 80}
    assert plan.cost["penalties"] == pytest.approx(130 * 2)
    by_cost = {"goals": ["cost"]}
    promised = limit(at_least=30, where={"village": [N]}, penalty=50.0)
    assert served(planned(tiny(campaign=by_cost), promised))[N] == 30
    assert (
        served(planned(tiny(campaign=by_cost), promised.model_copy(update={"penalty": 0.1})))[N]
        == 0
    )


def test_store_that_is_full_must_be_emptied_in_time() -> None:
    """Parcels would lie where there is no room for them."""
    room = STORE.model_copy(update={"storage_m3": 0.03 * 100})
    plan = planned(tiny(warehouses=(room,)))
    assert sum(row.quantity for row in plan.shipments if row.day == DAYS[0]) >= 140
    assert served(plan) == {N: 160, S: 80}


def test_a_full_store_forces_nothing_beyond_needs() -> None:
    """A village would be given more than it needs, to make room."""
    room = STORE.model_copy(update={"storage_m3": 0.03 * 50})
    with pytest.raises(InfeasibleError) as caught:
        planned(tiny(warehouses=(room,), stock=(lot(quantity=100),), needs=(need(N, 10),)))
    assert "storage/m3" in {item.rule for item in caught.value.conflict}


def test_what_is_bought_never_lies_in_store_where_it_is_bought() -> None:
    """A promise of stock would be kept by parcels that nobody buys."""
    promise = limit(at_least=5, where=STORED | {"day": [D1]})
    bought = tiny(stock=(lot(quantity=50, unit_cost=2.0),), needs=(need(N, 10),))
    with pytest.raises(InfeasibleError):
        planned(bought, promise)
    owned = tiny(stock=(lot(quantity=50),), needs=(need(N, 10),))
    assert served(planned(owned, promise)) == {N: 10}


def test_coverage_comes_before_lateness_in_whole_parcels_too() -> None:
    """Parcels would be dropped for the sake of a fraction of a parcel-day."""
    scenario = tiny(campaign={"ends": DAYS[1]}, needs=(need(N, 21, due=DAYS[0]),))
    plan = planned(scenario, limit(at_most=10.4, per=("day",)))
    assert served(plan) == {N: 20}
    values = {goal.goal: goal.value for goal in plan.goals}
    assert values["lateness"] == 10


@pytest.mark.parametrize(
    ("stock", "possible"), [(10, False), (11, False), (12, True), (13, True), (200, True)]
)
def test_promises_in_parts_of_parcels_are_kept_in_whole_ones(stock: int, possible: bool) -> None:
    """A promise would be missed by rounding down, or a plan that there is would not be found."""
    scenario = tiny(stock=(lot(quantity=stock),), needs=(need(N, 50), need(S, 90)))
    promise = limit(at_least=5.2, per=("village",), name="promise")
    if possible:
        plan = planned(scenario, promise)
        assert min(served(plan).values()) >= 6
        assert sum(served(plan).values()) == min(stock, 140)
        return
    with pytest.raises(InfeasibleError) as caught:
        planned(scenario, promise)
    assert "ours/promise" in {item.rule for item in caught.value.conflict}


def test_promises_hold_where_coverage_is_no_goal() -> None:
    """A plan that there is would be refused because whole parcels cost a fraction more."""
    scenario = tiny(campaign={"goals": ["lateness", "cost"]}, needs=(need(N, 44, due=DAYS[0]),))
    promise = limit(at_least=9.5, where={"day": [D3], "village": [N]})
    assert served(planned(scenario, promise)) == {N: 10}


def conflict(scenario: Scenario, *rules: Rule) -> dict[str, tuple[tuple[str, ...], float | None]]:
    """Groups and relaxation of each rule in conflict."""
    with pytest.raises(InfeasibleError) as caught:
        planned(scenario, *rules)
    return {item.rule: (item.groups, item.relax_by) for item in caught.value.conflict}


PROMISE = limit(at_least=150, where={"village": [N]}, name="promise", reason="Promised.")


def test_a_conflict_names_the_rules_and_what_each_must_give() -> None:
    """A planner would not know whom to talk to, or how much to ask for."""
    cap = limit(at_most=40, where={"village": [N]}, per=("day",), name="cap")
    other = limit(at_most=999, where={"village": [S]}, name="other")
    assert conflict(tiny(), PROMISE, cap, other) == {
        "ours/promise": (("",), 30),
        "ours/cap": ((D1, D2, D3), 10),  # more on each of the three days
    }


def test_a_conflict_can_be_a_rule_and_stock_or_trucks() -> None:
    """A planner would look for two rules where stock or trucks are missing."""
    assert conflict(tiny(stock=(lot(quantity=140),)), PROMISE) == {
        "ours/promise": (("",), 10),
        "stock/W1/dry": ((), 10),
    }
    heavy = DRY.model_copy(update={"weight_kg": 60.0})
    tired = FLEET.model_copy(update={"hours_per_day": 0.5, "count": 1, "until": DAYS[0]})
    found = conflict(tiny(parcels=(heavy,), fleets=(tired,)), PROMISE)
    assert set(found) == {"ours/promise", "fleets/F1"}
    assert D1 in found["fleets/F1"][0]


def test_a_conflict_can_be_one_rule_alone() -> None:
    """A promise beyond all needs, or where nothing goes, would not be found."""
    assert set(conflict(tiny(), limit(at_least=300, where={"village": [N]}, name="x"))) == {
        "ours/x"
    }
    shut = Forbid(name="shut", reason="Closed.", where={"village": [N]})
    assert set(conflict(tiny(), PROMISE, shut)) == {"ours/promise"}


def test_stock_of_one_place_is_named_row_by_row() -> None:
    """Two rows that fill a store together would be blamed on one that fits."""
    room = STORE.model_copy(update={"storage_m3": 0.03 * 60})
    rows = (lot(lot="a", quantity=50), lot(lot="b", quantity=40))
    found = conflict(tiny(warehouses=(room,), stock=rows, needs=(need(N, 10),)))
    assert set(found) == {"storage/m3", "stock/W1/a", "stock/W1/b"}


def test_a_promise_on_days_without_any_lane_is_a_conflict_and_no_crash() -> None:
    """A traceback would stand where a planner should read which promise can't be kept."""
    late = FLEET.model_copy(update={"from_day": DAYS[1]})
    promise = limit(at_least={f"{D1}|{N}": 5}, per=("day", "village"), name="promise")
    assert set(conflict(tiny(fleets=(late,)), promise)) == {"ours/promise"}


def test_bounds_are_those_of_the_whole_problem_whatever_the_reach() -> None:
    """A plan would call itself proven on the nearest warehouses alone."""
    far = STORE.model_copy(update={"id": "W2", "lat": 27.9})
    truck = FLEET.model_copy(update={"id": "F2", "warehouse": "W2"})
    scenario = tiny(
        campaign={"reach": 1},
        warehouses=(STORE, far),
        stock=(lot(quantity=100), lot("W2", quantity=200)),
        fleets=(FLEET, truck),
    )
    assert served(planned(scenario)) == {N: 200, S: 100}


def test_progress_is_told() -> None:
    """A planner would watch a dead terminal for a minute."""
    from mizalla.solve import solve

    lines: list[str] = []
    needs = (need(N, 200, due=DAYS[0]),)
    solve(
        problem(tiny(needs=needs)),
        progress=lambda step: lines.append(f"{step.stage}: {step.detail}"),
    )
    assert lines
    assert {line.split(":")[0] for line in lines} >= {"coverage", "lateness", "cost"}


def test_own_stock_is_kept_where_a_promise_of_stock_asks_for_it() -> None:
    """A store would be emptied although parcels that are for sale could go instead."""
    rows = (lot(lot="own", quantity=10), lot(lot="sold", quantity=50, unit_cost=2.0))
    promise = limit(at_least=6, where=STORED | {"day": [D1], "origin": ["W1"]}, name="promise")
    early = limit(at_least=10, where={"day": [D1]}, name="early")
    plan = planned(tiny(stock=rows, needs=(need(N, 12),)), promise, early)
    used = {use.rule: use.used for use in plan.rules}
    assert used["ours/promise"] >= 6
    assert {row.lot: row.quantity for row in plan.purchases}["sold"] >= 6
