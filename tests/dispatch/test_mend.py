"""Consignments without a truck go on another day, or with another fleet."""

from datetime import date
from typing import Any

import pytest

from mizalla_models.plan import Plan
from mizalla_models.rule import Rule
from mizalla_models.scenario import Scenario
from problems import Lane, checked, dispatched, limit
from tiny import DRY, FLEET, NORTH, SOUTH, lot, need, tiny

N, S = NORTH.pcode, SOUTH.pcode
# There and back to either takes 20-odd minutes, the stop 15 and more: one trip of the two fits.
TRIPS = {"rounds": 1, "shift_hours": 1.2, "trips_per_day": 1}
BOTH = {Lane("W1", N, "F1", "dry", 1): 40, Lane("W1", S, "F1", "dry", 1): 30}


def crowded(trips: dict[str, Any] | None = None, **changes: Any) -> Scenario:
    """One van that has time for one of two villages a day."""
    heavy = DRY.model_copy(update={"weight_kg": 70.0})
    own = {
        "campaign": {"trips": TRIPS | (trips or {})},
        "parcels": (heavy,),
        "stock": (lot(quantity=240),),
        "needs": (need(N, 40), need(S, 30)),
        "fleets": (FLEET.model_copy(update={"count": 1}),),
    }
    return tiny(**(own | changes))


def on(plan: Plan) -> set[tuple[int, str, str]]:
    """Day, point and fleet of every shipment."""
    first = plan.starts
    return {((row.day - first).days, row.destination, row.fleet) for row in plan.shipments}


def made(scenario: Scenario, *rules: Rule) -> Plan:
    """The plan of both on one day, which the second path must pass."""
    assert checked(scenario, BOTH, *rules) == []
    return dispatched(scenario, BOTH, *rules)


def test_what_has_no_truck_goes_on_another_day() -> None:
    """Parcels would be named as short beside trucks that stand still."""
    plan = made(crowded())
    assert plan.short == ()
    assert [(row.number, row.short) for row in plan.rounds] == [(1, 30), (2, 0)]
    assert on(plan) == {(1, N, "F1"), (0, S, "F1")}
    assert {row.destination for row in plan.trips} == {N, S}


def test_without_rounds_the_allocation_stands() -> None:
    """Who wants the allocation as it is would get another."""
    plan = made(crowded({"rounds": 0}))
    assert [row.short for row in plan.rounds] == [30]
    assert {day for day, _, _ in on(plan)} == {1}


def test_rules_are_kept() -> None:
    """A move would break a limit, or go on a day that is forbidden."""
    none = {"2027-02-08": 0.0, "2027-02-10": 0.0}
    days = limit(at_most=none, where={"village": [S]}, per=("day",))
    plan = made(crowded(), days)
    assert [row.quantity for row in plan.short] == [30]


def test_nothing_goes_before_it_is_there() -> None:
    """Parcels would leave before they arrive; later is as good where nothing is due."""
    plan = made(crowded(stock=(lot(quantity=240, available_on=date(2027, 2, 9)),)))
    assert on(plan) == {(1, N, "F1"), (2, S, "F1")}


def test_another_fleet_goes_where_no_other_day_is_free() -> None:
    """Trucks of the same base would stand still because others were planned."""
    other = FLEET.model_copy(update={"id": "F2", "count": 1})
    own = crowded(fleets=(FLEET.model_copy(update={"count": 1}), other))
    days = limit(at_most={"2027-02-08": 0.0, "2027-02-10": 0.0}, where={}, per=("day",))
    plan = made(own, days)
    assert on(plan) == {(1, N, "F1"), (1, S, "F2")}
    assert plan.short == ()


@pytest.mark.parametrize("due", [date(2027, 2, 8), date(2027, 2, 9)])
def test_nothing_is_later_than_before(due: date) -> None:
    """What is due would wait for a truck that is free afterwards."""
    stock = (lot(quantity=240, available_on=date(2027, 2, 9)),)
    plan = made(crowded(needs=(need(N, 40), need(S, 30, due=due)), stock=stock))
    assert [row.quantity for row in plan.short] == [30]
