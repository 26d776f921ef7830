"""Which rows of stock are taken: first expired first out, bought only when short."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizalla_models.errors import MizallaError
from mizalla_models.lane import ContractedLane
from mizalla_models.scenario import Scenario
from problems import Lane, checked, dispatched, limit
from tiny import FLEET, NORTH, SOUTH, STORE, lot, need, tiny

N, S = NORTH.pcode, SOUTH.pcode
SECOND = date(2027, 2, 9)
DEPOTS = tuple(
    STORE.model_copy(update={"id": name, "lat": lat})
    for name, lat in (("W2", 27.1), ("W3", 27.12), ("W4", 27.13))
)


def taken(scenario: Scenario, moves: dict[Lane, int]) -> list[tuple[int, str, str, int]]:
    """Day, supply, destination and parcels of everything that moves."""
    plan = dispatched(scenario, moves)
    start = scenario.campaign.starts
    return sorted(
        ((row.day - start).days, row.supply, row.destination, row.quantity)
        for row in (*plan.shipments, *plan.transfers)
    )


def to(village: str, day: int = 0, origin: str = "W1", fleet: str = "F1") -> Lane:
    return Lane(origin, village, fleet, "dry", day)


def test_what_expires_first_leaves_first() -> None:
    """Food would rot in store while fresher food is handed out."""
    rows = (
        lot(lot="fresh", quantity=10),
        lot(lot="old", quantity=10, best_before=date(2027, 3, 1)),
        lot(lot="older", quantity=10, best_before=date(2027, 2, 20)),
    )
    found = taken(tiny(stock=rows), {to(N): 15, to(S): 10})
    assert found == [
        (0, "W1/fresh", S, 5),
        (0, "W1/old", N, 5),
        (0, "W1/old", S, 5),
        (0, "W1/older", N, 10),
    ]


def test_of_two_that_keep_alike_the_first_arrived_leaves_first() -> None:
    """Newer stock would leave before what lay there."""
    rows = (
        lot(lot="a new", quantity=10, available_on=SECOND),
        lot(lot="b old", quantity=10),
    )
    found = taken(tiny(stock=rows), {to(N, 1): 12})
    assert found == [(1, "W1/a new", N, 2), (1, "W1/b old", N, 10)]


def test_bought_only_when_short_and_the_cheapest_first() -> None:
    """Money would be spent while own stock lies there, or on the dearer offer."""
    rows = (
        lot(lot="dear", quantity=10, unit_cost=9.0),
        lot(lot="cheap", quantity=10, unit_cost=2.0),
        lot(lot="own", quantity=10),
        lot(lot="later", quantity=10, unit_cost=1.0, available_on=SECOND),
    )
    scenario = tiny(stock=rows)
    moves = {to(N): 25, to(N, 1): 6}
    assert taken(scenario, moves) == [
        (0, "W1/cheap", N, 10),
        (0, "W1/dear", N, 5),
        (0, "W1/own", N, 10),
        (1, "W1/later", N, 6),
    ]
    plan = dispatched(scenario, moves)
    assert [(row.supply, row.quantity, row.cost) for row in plan.purchases] == [
        ("W1/cheap", 10, 20),
        ("W1/dear", 5, 45),
        ("W1/later", 6, 6),
    ]
    assert plan.cost["purchases"] == 71


def test_more_than_lies_there_is_a_defect_and_no_plan() -> None:
    """Parcels would be handed out that nobody has."""
    with pytest.raises(MizallaError, match="takes 5 parcels too many from W1"):
        dispatched(tiny(), {to(N): 200, to(N, 2): 45})
    early = lot(available_on=SECOND)
    with pytest.raises(MizallaError, match="takes 1 parcels too many"):
        dispatched(tiny(stock=(early,)), {to(N): 1})


def chain(*legs: tuple[str, str, int], **more: Any) -> Scenario:
    """Warehouses with transfers between them, and a village after the last."""
    lanes = [
        ContractedLane(origin=one, destination=other, lead_days=lead, cost_per_parcel=1)
        for one, other, lead in legs
    ]
    lanes += [ContractedLane(origin=name, destination=N) for name in ("W2", "W3", "W4")]
    return tiny(warehouses=(STORE, *DEPOTS), lanes=tuple(lanes), **more)


def leg(one: str, other: str, day: int = 0) -> Lane:
    return Lane(one, other, "contract", "dry", day)


def test_same_day_transfers_are_sent_on_in_their_order() -> None:
    """Parcels would have to leave a depot before they get there."""
    scenario = chain(("W1", "W3", 0), ("W3", "W2", 0))
    moves = {leg("W3", "W2"): 30, leg("W2", N): 30, leg("W1", "W3"): 40, leg("W3", N): 10}
    assert checked(scenario, moves) == []
    assert taken(scenario, moves) == [
        (0, "W1/dry", N, 10),
        (0, "W1/dry", N, 30),
        (0, "W1/dry", "W2", 30),
        (0, "W1/dry", "W3", 40),
    ]


@pytest.mark.parametrize(("lead", "day"), [(1, 1), (2, 2)])
def test_transfers_that_take_days_arrive_when_they_say(lead: int, day: int) -> None:
    """Parcels would be handed out while still on the road."""
    scenario = chain(("W1", "W2", lead))
    moves = {leg("W1", "W2"): 30, leg("W2", N, day): 30}
    assert checked(scenario, moves) == []
    plan = dispatched(scenario, moves)
    assert [(row.arrives - row.day).days for row in plan.transfers] == [lead]
    with pytest.raises(MizallaError, match="too many from W2"):
        dispatched(scenario, {leg("W1", "W2"): 30, leg("W2", N, day - 1): 30})


def test_what_only_goes_round_in_a_circle_stays() -> None:
    """Trucks would drive parcels round for nothing, or no order of loading could be found."""
    circle = chain(("W1", "W2", 0), ("W2", "W3", 0), ("W3", "W2", 0), ("W3", "W1", 0))
    moves = {leg("W1", "W2"): 20, leg("W2", "W3"): 25, leg("W3", "W2"): 15, leg("W2", N): 10}
    assert checked(circle, moves) == []
    assert taken(circle, moves) == [
        (0, "W1/dry", N, 10),
        (0, "W1/dry", "W2", 20),
        (0, "W1/dry", "W3", 10),
    ]
    assert taken(circle, {leg("W2", "W3"): 5, leg("W3", "W2"): 5}) == []


LEGS = [(a, b) for a in ("W1", "W2", "W3", "W4") for b in ("W1", "W2", "W3", "W4") if a != b]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=len(LEGS), max_size=len(LEGS)), st.integers(0, 5))
def test_any_same_day_circulation_leaves_nobody_short(flows: list[int], sent: int) -> None:
    """Circles that share warehouses would break dispatch, or change what lies where."""
    scenario = chain(*((one, other, 0) for one, other in LEGS))
    quantity = dict(zip(LEGS, flows, strict=True))
    # Make it a circulation: each warehouse sends on what it gets, the rest goes back through W1.
    for name in ("W2", "W3", "W4"):
        surplus = sum(q for (_, b), q in quantity.items() if b == name)
        surplus -= sum(q for (a, _), q in quantity.items() if a == name)
        quantity[(name, "W1") if surplus > 0 else ("W1", name)] += abs(surplus)
    moves = {leg(*ends): number for ends, number in quantity.items() if number}
    if sent:
        moves[leg("W1", "W2")] = moves.get(leg("W1", "W2"), 0) + sent
        moves[leg("W2", N)] = sent
    assert checked(scenario, moves) == []
    plan = dispatched(scenario, moves)
    assert sum(row.quantity for row in plan.shipments) == sent
    net = sum(
        row.quantity * ((row.origin == "W1") - (row.destination == "W1")) for row in plan.transfers
    )
    assert net == sent
    assert sent or not plan.transfers


def test_what_lies_in_store_is_counted_at_the_end_of_each_day() -> None:
    """A limit on storage would see parcels that have left, or miss those that came."""
    scenario = chain(("W1", "W2", 1))
    moves = {leg("W1", "W2"): 30, leg("W2", N, 1): 10}
    rule = limit(at_most=1000, where={"movement": ["storage"]}, per=("origin", "day"), name="room")
    plan = dispatched(scenario, moves, rule)
    used = {row.group: row.used for row in plan.rules if row.rule == "ours/room"}
    assert used == {
        "W1|2027-02-08": 210,
        "W1|2027-02-09": 210,
        "W1|2027-02-10": 210,
        "W2|2027-02-09": 20,
        "W2|2027-02-10": 20,
    }


def test_fleets_take_lots_too() -> None:
    """Deliveries by truck would lose the batch that the waybill must name."""
    scenario = tiny(stock=(lot(lot="B7", quantity=9),), needs=(need(N, 9),), fleets=(FLEET,))
    (row,) = dispatched(scenario, {to(N): 9}).shipments
    assert (row.lot, row.supply, row.parcel, row.quantity) == ("B7", "W1/B7", "dry", 9)
    assert (row.fleet, row.vehicle, row.organisation, row.village) == ("F1", "van", "nour", N)
