"""Stock that goes through several warehouses, some of it within a day."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizalla_models.lane import ContractedLane
from mizalla_models.scenario import Scenario
from tiny import STORE, lot, need, tiny
from verify.plans import Drafter, found, rules_of

NORTH = "EG250101"
IDS = ("W1", "W2", "W3")


def ring(*, lead: int = 0, **fields: Any) -> Scenario:
    """Three warehouses, contracts between all of them and to the north."""
    lanes = tuple(
        ContractedLane(origin=one, destination=other, lead_days=lead if other in IDS else 0)
        for one in IDS
        for other in (NORTH, *IDS)
        if one != other
    )
    houses = tuple(STORE.model_copy(update={"id": key}) for key in IDS)
    needs = (need(NORTH, 500),)
    return tiny(
        **(
            {"warehouses": houses, "lanes": lanes, "needs": needs, "stock": (lot(quantity=100),)}
            | fields
        )
    )


def stock_findings(scenario: Scenario, moves: list[tuple[str, str, int, int]]) -> str:
    """What verification says of moves: origin, destination, quantity, number of day."""
    said = rules_of(scenario)
    draft = Drafter(scenario, said)
    lead = next(lane.lead_days for lane in scenario.lanes if lane.destination in IDS)
    supply = scenario.stock[0].id
    shipments = [
        draft.deliver(supply, end, n, day, fleet="contract", origin=start)
        for start, end, n, day in moves
        if end == NORTH
    ]
    transfers = [
        draft.transfer(supply, end, n, day, lead=lead, origin=start)
        for start, end, n, day in moves
        if end != NORTH
    ]
    return found(scenario, said, draft.plan(shipments, transfers), "stock", "purchase")


@pytest.mark.parametrize(
    "moves",
    [
        [("W1", "W2", 100, 0), ("W2", "W3", 100, 0), ("W3", NORTH, 100, 0)],
        [("W2", "W3", 100, 0), ("W1", "W2", 100, 0), ("W3", "W1", 100, 0)],
        # Out and back: 100 lie in W1 and 150 leave it, for 50 come back on the day.
        [("W1", "W2", 150, 0), ("W2", "W1", 50, 0), ("W2", NORTH, 100, 0)],
    ],
)
def test_same_day_transfers_go_on(moves: list[tuple[str, str, int, int]]) -> None:
    """What arrives on a day could not leave on it."""
    assert stock_findings(ring(), moves) == ""


@pytest.mark.parametrize(
    ("moves", "word"),
    [
        ([("W2", "W3", 10, 0), ("W3", "W2", 10, 0)], "could go on to"),
        ([("W2", "W2", 10, 0)], "could go on to W2"),
        ([("W1", "W2", 101, 0)], "W1/dry in W1 on 2027-02-08: 100 lie there, 101 leave"),
        ([("W1", "W2", 60, 0), ("W1", NORTH, 60, 2)], "40 lie there, 60 leave"),
        ([("W1", "W2", 60, 0), ("W2", NORTH, 61, 1)], "60 lie there, 61 leave"),
    ],
)
def test_nothing_comes_out_of_nothing(moves: list[tuple[str, str, int, int]], word: str) -> None:
    """Parcels would be passed round in a ring, or leave before they lie there."""
    assert word in stock_findings(ring(), moves)


def test_lead_days() -> None:
    """What is still on the road would be handed out."""
    scenario = ring(lead=2)
    assert stock_findings(scenario, [("W1", "W2", 60, 0), ("W2", NORTH, 60, 2)]) == ""
    assert "0 lie there" in stock_findings(scenario, [("W1", "W2", 60, 0), ("W2", NORTH, 60, 1)])


def test_stock_that_arrives_before_and_after_the_campaign() -> None:
    """Stock of last month would be missing, or stock of next month be there."""
    early = ring(stock=(lot(quantity=100, available_on="2027-01-01"),))
    late = ring(stock=(lot(quantity=100, available_on="2027-03-01"),))
    assert stock_findings(early, [("W1", NORTH, 100, 0)]) == ""
    assert "0 lie there" in stock_findings(late, [("W1", NORTH, 100, 2)])


def test_what_is_bought_leaves_on_the_day() -> None:
    """What is for sale would be stored where it is bought, or be bought before it can be."""
    scenario = ring(stock=(lot(quantity=100, unit_cost=7.0, available_on="2027-02-09"),))
    assert stock_findings(scenario, [("W1", "W2", 60, 1), ("W2", NORTH, 60, 2)]) == ""
    assert "0 lie there, 60 leave" in stock_findings(scenario, [("W1", NORTH, 60, 0)])
    back = [("W1", "W2", 60, 1), ("W2", "W1", 60, 2)]
    assert "60 lie where they are bought" in stock_findings(scenario, back)
    assert "101 of W1/dry are used" in stock_findings(scenario, [("W1", NORTH, 101, 1)])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(IDS),
            st.sampled_from((*IDS, NORTH)),
            st.integers(1, 60),
            st.integers(0, 2),
        ).filter(lambda move: move[0] != move[1]),
        max_size=6,
    )
)
def test_a_plan_that_can_be_played_through_is_right(moves: list[tuple[str, str, int, int]]) -> None:
    """Verification would reject moves that a storekeeper can make one after the other."""
    lies = dict.fromkeys(IDS, 0) | {"W1": 100}
    made = []
    for start, end, quantity, day in sorted(moves, key=lambda move: move[3]):
        now = min(quantity, lies[start])
        if now:
            lies[start] -= now
            if end in lies:
                lies[end] += now
            made.append((start, end, now, day))
    assert stock_findings(ring(), made) == ""
    if made:
        start, end, quantity, day = made[-1]
        too_many = [*made[:-1], (start, end, quantity + 101, day)]
        assert "leave" in stock_findings(ring(), too_many)
