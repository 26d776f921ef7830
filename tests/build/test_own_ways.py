"""Lanes of trucks on the roads that they may use, there and back."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizalla.build import Problem
from mizalla.dispatch import Routing, trips
from mizalla.verify import verify
from mizalla_models.lane import ContractedLane
from mizalla_models.road import Road
from mizalla_models.scenario import Scenario
from problems import lanes, planned, problem, said
from tiny import FLEET, NORTH, SOUTH, STORE, VAN, lot, need, tiny

HOME, TOWN, SIDE = (27.18, 31.18), (27.25, 31.15), (27.2, 31.3)
CART = VAN.model_copy(update={"id": "cart", "payload_kg": 600.0, "speed_kmh": 30.0})
CARTS = FLEET.model_copy(update={"id": "F2", "vehicle": "cart"})
N = NORTH.pcode


def road(start: tuple[float, float], end: tuple[float, float], km: float, **more: Any) -> Road:
    return Road(from_lat=start[0], from_lon=start[1], to_lat=end[0], to_lon=end[1], km=km, **more)


BRIDGE = road(HOME, TOWN, 10, road_class="bridge")
ROUND = (road(HOME, SIDE, 20), road(SIDE, TOWN, 25))


def world(*roads: Road, **changes: Any) -> Scenario:
    """One village, vans and carts; changes to what the campaign says of roads by keyword."""
    more = {key: changes.pop(key) for key in ("fleets", "lanes") if key in changes}
    return tiny(
        roads=roads,
        villages=(NORTH,),
        needs=(need(N, 50),),
        vehicles=(CART, VAN),
        fleets=more.pop("fleets", (FLEET, CARTS)),
        campaign={"road": changes},
        **more,
    )


def figures(built: Problem, fleet: str) -> tuple[float, float, float, float] | None:
    """Km and minutes there, truck hours and truck km of a full truck; None where it has no lane."""
    for lane, route, day in lanes(built):
        if lane.fleet == fleet:
            costs, routes = built.costs, built.routes
            state = int(built.state_of_day[day])
            share = float(routes.share[route])
            return (
                float(costs.km(routes, state)[route]),
                float(costs.minutes(routes, state)[route]),
                float(costs.truck_hours(routes, state)[route]) / share,
                float(costs.truck_km(routes, state)[route]) / share,
            )
    return None


def test_a_barred_truck_goes_round_and_others_do_not() -> None:
    """Hours and cost would be those of a road that the truck may not use."""
    built = problem(world(BRIDGE, *ROUND, bans={"bridge": ["van"]}))
    assert figures(built, "F1") == pytest.approx((45, 54, 1.8, 90))
    assert figures(built, "F2") == pytest.approx((10, 20, 40 / 60, 20))


def test_where_no_road_is_left_there_is_no_lane() -> None:
    """The allocation would plan what no truck can ever drive."""
    built = problem(world(BRIDGE, bans={"bridge": ["van"]}))
    assert figures(built, "F1") is None
    assert figures(built, "F2") is not None


def test_a_barred_truck_has_lanes_on_days_on_which_another_road_is_open() -> None:
    """A closure would count for one kind of truck and not for the other."""
    shut = [piece.model_copy(update={"closed_from": date(2027, 2, 9)}) for piece in ROUND]
    built = problem(world(BRIDGE, *shut, bans={"bridge": ["van"]}))
    days = {(lane.fleet, lane.day) for lane, _, _ in lanes(built)}
    assert days == {("F1", 0), ("F2", 0), ("F2", 1), ("F2", 2)}


def test_the_way_back_counts_as_it_is() -> None:
    """A one-way road there would be taken for one back."""
    there = BRIDGE.model_copy(update={"one_way": True})
    built = problem(world(there, *ROUND))
    assert figures(built, "F1") == pytest.approx((10, 12, (12 + 54) / 60, 55))
    back = road(TOWN, HOME, 10, one_way=True)
    assert figures(problem(world(back, *ROUND)), "F1") == pytest.approx((45, 54, 1.1, 55))


def test_without_a_way_back_there_is_no_lane_but_a_contract_remains() -> None:
    """A truck would be sent from where it can't come home; a contractor's truck is not ours."""
    there = BRIDGE.model_copy(update={"one_way": True})
    assert list(lanes(problem(world(there)))) == []
    row = ContractedLane(origin="W1", destination=N, cost_per_parcel=1)
    assert {lane.fleet for lane, _, _ in lanes(problem(world(there, lanes=(row,))))} == {"contract"}


def test_a_shift_holds_there_and_back_together() -> None:
    """A lane would exist whose way back ends after the shift."""
    there = BRIDGE.model_copy(update={"one_way": True})
    short = FLEET.model_copy(update={"hours_per_day": 1.0})
    assert figures(problem(world(there, *ROUND, fleets=(short,))), "F1") is None
    enough = FLEET.model_copy(update={"hours_per_day": 1.1})
    assert figures(problem(world(there, *ROUND, fleets=(enough,))), "F1") is not None


POSITION = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(
    lambda cell: (27 + cell[0] / 10, 31 + cell[1] / 10)
)
ROADS = st.lists(
    st.builds(
        road,
        POSITION,
        POSITION,
        st.integers(1, 40).map(float),
        road_class=st.sampled_from(["bridge", "track"]),
        one_way=st.booleans(),
        closed_from=st.sampled_from([None, None, date(2027, 2, 9)]),
    ),
    min_size=4,
    max_size=25,
)


@settings(max_examples=20, deadline=None)
@given(ROADS, st.lists(POSITION, min_size=2, max_size=2), POSITION)
def test_whatever_is_allocated_has_a_road_and_passes_the_second_path(
    roads: list[Road], villages: list[tuple[float, float]], store: tuple[float, float]
) -> None:
    """Build, dispatch and verification would each know other roads."""
    scenario = tiny(
        roads=tuple(roads),
        villages=tuple(
            village.model_copy(update={"lat": lat + 0.013, "lon": lon + 0.007})
            for village, (lat, lon) in zip((NORTH, SOUTH), villages, strict=True)
        ),
        warehouses=(STORE.model_copy(update={"lat": store[0] + 0.017, "lon": store[1]}),),
        stock=(lot(quantity=60),),
        needs=(need(N, 40), need(SOUTH.pcode, 40)),
        vehicles=(CART, VAN),
        fleets=(FLEET, CARTS),
        campaign={
            "road": {"speed": 30, "bans": {"bridge": ["van"]}},
            "trips": {"shift_hours": 17, "parcel_seconds": 0},
        },
    )
    plan = planned(scenario)
    assert verify(scenario, said(scenario), plan) == ()
    driven = trips(scenario, said(scenario), plan.shipments, routing=Routing())
    assert not [row for row in driven.short if "no road" in row.reason]
