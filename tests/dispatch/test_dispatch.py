"""Dispatch: the plan as a whole."""

from typing import Any

import pytest

from mizalla_models.lane import ContractedLane
from mizalla_models.rule import Charge
from mizalla_models.scenario import Scenario
from problems import Lane, checked, dispatched, limit
from tiny import DRY, FLEET, NORTH, SOUTH, STORE, lot, need, tiny

N, S = NORTH.pcode, SOUTH.pcode
DEPOT = STORE.model_copy(update={"id": "W2", "lat": 27.1})
OIL = DRY.model_copy(update={"id": "oil", "weight_kg": 30.0, "households": 0.5})


def world() -> Scenario:
    """A store with contracts, and a depot with trucks."""
    return tiny(
        parcels=(DRY, OIL),
        warehouses=(STORE, DEPOT),
        stock=(lot(unit_cost=2.0), lot(parcel="oil"), lot("W2")),
        needs=(need(N, 100), need(S, 300), need(S, 90, "oil")),
        fleets=(FLEET.model_copy(update={"warehouse": "W2"}),),
        lanes=(
            ContractedLane(origin="W1", destination=N, cost_per_parcel=4),
            ContractedLane(origin="W1", destination="W2", cost_per_kg=0.1, lead_days=1),
        ),
    )


MOVES = {
    Lane("W1", N, "contract", "dry", 0): 50,
    Lane("W1", "W2", "contract", "oil", 0): 90,
    Lane("W2", S, "F1", "dry", 0): 260,
    Lane("W2", S, "F1", "dry", 1): 40,
    Lane("W2", S, "F1", "oil", 1): 90,
}
RULES = (
    Charge(reason="Toll.", where={"village": [S]}, measure="parcels", amount=0.5),
    Charge(reason="Rush.", where={"movement": ["transfer"], "day": ["2027-02-08"]}, amount=1),
    limit(at_most=300, where={"origin": ["W2"]}, penalty=0.25),
)


def test_a_plan_passes_the_second_path() -> None:
    """Figures of the plan would not be those that its own verification finds."""
    assert checked(world(), MOVES, *RULES) == []


def test_cost_has_its_parts() -> None:
    """Transport would hold charges, or purchases and penalties would be left out."""
    plan = dispatched(world(), MOVES, *RULES)
    driven = [row for row in plan.shipments if row.fleet == "F1"]
    transport = sum(row.cost - 0.5 * row.quantity for row in driven) + 50 * 4 + 90 * 30 * 0.1
    assert plan.cost["transport"] == pytest.approx(transport)
    assert plan.cost["charges"] == pytest.approx(390 * 0.5 + 90)
    assert plan.cost["purchases"] == 50 * 2
    assert plan.cost["penalties"] == 90 * 0.25
    assert plan.cost["total"] == pytest.approx(sum(plan.cost.values()) / 2)


def test_records_have_the_figures_of_their_lanes() -> None:
    """A waybill would state another way, time or price than the lane has."""
    plan = dispatched(world(), MOVES, *RULES)
    contract = next(row for row in plan.shipments if row.fleet == "contract")
    assert (contract.vehicle, contract.organisation) == ("contract", "nour")
    assert (contract.truck_hours, contract.cost) == (0, 200)
    driven = [row for row in plan.shipments if row.fleet == "F1" and row.parcel == "dry"]
    for row in driven:
        assert row.minutes == pytest.approx(row.km / 50 * 60)
        assert row.truck_hours == pytest.approx(2 * row.minutes / 60 * row.quantity / 250)
        cost = 2 * row.km * row.quantity / 250 * 8 + row.truck_hours / 8 * 900
        assert row.cost == pytest.approx(cost + 0.5 * row.quantity)
    (transfer,) = plan.transfers
    assert (transfer.origin, transfer.destination, transfer.organisation) == ("W1", "W2", "nour")
    assert (transfer.arrives - transfer.day).days == 1
    assert transfer.cost == pytest.approx(90 * 30 * 0.1 + 90)


def test_totals() -> None:
    """Km, truck-loads or households would not add up to what is driven and handed over."""
    plan = dispatched(world(), MOVES, *RULES)
    capacity = {"dry": 250, "oil": 100}
    driven = [row for row in plan.shipments if row.fleet == "F1"]
    assert plan.km == pytest.approx(
        sum(2 * row.km * row.quantity / capacity[row.parcel] for row in driven)
    )
    assert plan.truck_loads == 2 + 2  # 260 ÷ 250, then 40 ÷ 250 + 90 ÷ 100
    assert plan.served_households == 50 + 300 + 90 * 0.5
    assert plan.lanes.chosen == len(MOVES)
    assert plan.settings == {"seed": 3}


def test_records_are_sorted() -> None:
    """Equal plans would not be equal byte for byte."""
    backwards: dict[Lane, Any] = dict(reversed(MOVES.items()))
    plan = dispatched(world(), backwards, *RULES)
    keys = [(r.day, r.origin, r.fleet, r.destination, r.parcel, r.supply) for r in plan.shipments]
    assert keys == sorted(keys)
    assert plan == dispatched(world(), MOVES, *RULES)


def test_an_empty_allocation_is_a_plan() -> None:
    """A campaign in which nothing can be done would break instead of saying so."""
    plan = dispatched(tiny(stock=()), {})
    assert plan.shipments == plan.transfers == plan.trips == ()
    assert plan.cost["total"] == plan.km == plan.truck_loads == 0
