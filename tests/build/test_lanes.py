"""Which lanes there are, before any rule forbids one."""

from typing import Any

import pytest

from mizalla_models.lane import ContractedLane
from mizalla_models.place import Point
from mizalla_models.scenario import Scenario
from problems import days_of, ends, lanes, problem
from tiny import DRY, FLEET, NORTH, SOUTH, STORE, lot, need, tiny

N, S = NORTH.pcode, SOUTH.pcode
DEPOT = STORE.model_copy(update={"id": "W2", "lat": 27.1})
OIL = DRY.model_copy(update={"id": "oil"})
POINTS = tuple(
    Point(id=name, village=N, name=name, lat=lat, lon=31.15)
    for name, lat in (("P1", 27.25), ("P2", 27.26))
)


def row(origin: str, destination: str, **more: Any) -> ContractedLane:
    return ContractedLane(origin=origin, destination=destination, **more)


def world(*rows: ContractedLane, **more: Any) -> Scenario:
    fields = {"warehouses": (STORE, DEPOT), "lanes": rows}
    return tiny(**(fields | more))


def test_a_fleet_serves_every_village_in_need_from_its_base() -> None:
    """A village would be out of reach, or a truck would load where it is not."""
    assert ends(problem(tiny())) == {("W1", N, "F1"), ("W1", S, "F1")}
    assert ends(problem(tiny(needs=(need(N, 5), need(S, 0))))) == {("W1", N, "F1")}


def test_fleets_without_trucks_or_stock_have_no_lanes() -> None:
    """Lanes would be there that nothing can ever move on."""
    empty = FLEET.model_copy(update={"id": "F2", "count": 0})
    far = FLEET.model_copy(update={"id": "F3", "warehouse": "W2"})
    assert {fleet for *_, fleet in ends(problem(world(fleets=(FLEET, empty, far))))} == {"F1"}


def test_a_contract_names_the_only_ways_out_of_a_warehouse() -> None:
    """Fleets would leave a warehouse that lanes.csv names as an origin."""
    assert ends(problem(world(row("W1", N)))) == {("W1", N, "contract")}


def test_a_row_to_a_village_serves_all_its_points_and_one_to_a_point_only_that() -> None:
    """A contract would miss a point, or serve one that it does not name."""
    more: dict[str, Any] = {"points": POINTS, "needs": (need(N, 5),)}
    assert ends(problem(world(row("W1", N), **more))) == {
        ("W1", "P1", "contract"),
        ("W1", "P2", "contract"),
    }
    assert ends(problem(world(row("W1", "P2"), **more))) == {("W1", "P2", "contract")}


def test_a_row_for_a_parcel_stands_in_for_the_row_for_all() -> None:
    """A parcel would go at the price of another row of the same lane."""
    built = problem(
        world(
            row("W1", N, cost_per_parcel=5),
            row("W1", N, parcel="oil", cost_per_parcel=2),
            parcels=(DRY, OIL),
            stock=(lot(), lot(parcel="oil")),
            needs=(need(N, 5), need(N, 5, "oil")),
        )
    )
    prices = {lane.parcel: float(built.transport[0, route]) for lane, route, _ in lanes(built)}
    assert prices == {"dry": 5, "oil": 2}
    assert len(built.routes) == 2


def test_a_row_for_a_parcel_carries_nothing_else() -> None:
    """A contract for oil would carry dry cartons."""
    built = problem(world(row("W1", N, parcel="oil"), parcels=(DRY, OIL), stock=(lot(),)))
    assert ends(built) == set()


def test_transfers_bring_stock_to_where_it_can_go_on() -> None:
    """Parcels in a central store would never reach a depot's trucks, or its contracts' points."""
    truck = FLEET.model_copy(update={"warehouse": "W2"})
    built = problem(world(row("W1", "W2"), fleets=(truck,)))
    assert ends(built) == {("W1", "W2", "contract"), ("W2", N, "F1"), ("W2", S, "F1")}


def test_what_a_transfer_can_never_carry_makes_no_lanes() -> None:
    """Depots would have lanes for what never lies in them."""
    truck = FLEET.model_copy(update={"warehouse": "W2"})
    unreached = world(row("W2", "W1"), row("W2", N), fleets=(truck,))
    assert ends(problem(unreached)) == set()


@pytest.mark.parametrize(("lead", "days"), [(0, {0, 1, 2}), (1, {0, 1}), (2, {0}), (3, set())])
def test_a_transfer_leaves_only_in_time_to_leave_again(lead: int, days: set[int]) -> None:
    """Parcels would be sent off to arrive when the campaign is over."""
    built = problem(world(row("W1", "W2", lead_days=lead)))
    assert days_of(built, destination="W2") == days


OWN = {"sharing": "own"}
AMALS = FLEET.model_copy(update={"id": "F2", "organisation": "amal"})


def test_own_trucks_carry_only_their_own() -> None:
    """With ``sharing: own`` a member would use another's stock or trucks."""
    fleets = (FLEET, AMALS)
    assert {fleet for *_, fleet in ends(problem(tiny(fleets=fleets)))} == {"F1", "F2"}
    assert {fleet for *_, fleet in ends(problem(tiny(fleets=fleets, campaign=OWN)))} == {"F1"}


@pytest.mark.parametrize(("depot_of", "reached"), [("nour", True), ("amal", False)])
def test_own_transfers_stay_within_a_member(depot_of: str, reached: bool) -> None:
    """With ``sharing: own`` parcels would be sent to another member's depot."""
    depot = DEPOT.model_copy(update={"organisation": depot_of})
    built = problem(world(row("W1", "W2"), warehouses=(STORE, depot), campaign=OWN))
    assert bool(ends(built)) is reached


def test_own_contracts_carry_what_their_origin_owns() -> None:
    """With ``sharing: own`` a contract would carry parcels that another member sent through."""
    rows = (row("W1", "W2"), row("W2", N))
    shared = problem(world(*rows))
    assert ("W2", N, "contract") in ends(shared)
    apart = DEPOT.model_copy(update={"organisation": "amal"})
    built = problem(world(*rows, warehouses=(STORE, apart), campaign=OWN))
    assert ends(built) == set()


def test_stock_that_comes_after_the_end_makes_no_lanes() -> None:
    """Parcels that arrive after the campaign would be planned with."""
    late = lot(available_on="2027-02-11")
    assert ends(problem(tiny(stock=(late,)))) == set()
    assert ends(problem(tiny(stock=(lot(quantity=0),)))) == set()
