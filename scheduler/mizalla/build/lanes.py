"""Which routes there are, before any rule forbids one."""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from mizalla.build.costs import Costs
from mizalla.build.index import Codes, Index
from mizalla.build.route import DELIVERY, TRANSFER, Routes, joined
from mizalla.build.supply import Kinds
from mizalla_models.scenario import Scenario


def routes_of(
    scenario: Scenario, index: Index, kinds: Kinds, costs: Costs, demand: NDArray[np.int32]
) -> Routes:
    """List every route by which a needed parcel could move and that its truck can drive in a day.

    Parameters
    ----------
    demand
        Number of the demand by village and parcel, -1 where nothing is needed; shape (villages,
        parcels).
    """
    own = scenario.campaign.sharing == "own"
    contracts = _contracts(scenario, index)
    transfers = _transfers(scenario, index, kinds, contracts, own=own)
    present = stocked(index, kinds, transfers)
    parts = [transfers]
    parts.append(_by_fleet(index, kinds, costs, demand, present, own=own))
    parts.append(_by_contract(index, kinds, demand, present, contracts, own=own))
    routes = joined(parts)
    useful = present[routes.origin, routes.kind]
    return routes.take(useful)


Contracts = dict[tuple[int, int], list[tuple[int, int, int]]]


def _contracts(scenario: Scenario, index: Index) -> Contracts:
    """Contracted lanes by origin and parcel: (movement, destination, row of lanes)."""
    points_of: dict[str, list[int]] = defaultdict(list)
    for number, point in enumerate(scenario.points):
        points_of[point.village].append(number)
    named = {
        (lane.origin, lane.destination, lane.parcel)
        for lane in scenario.lanes
        if lane.parcel is not None
    }
    found: Contracts = defaultdict(list)
    for row, lane in enumerate(scenario.lanes):
        for number, parcel in enumerate(index.parcels.names):
            if lane.parcel not in (None, parcel):
                continue
            if lane.parcel is None and (lane.origin, lane.destination, parcel) in named:
                continue
            ends = found[index.warehouses.number[lane.origin], number]
            if lane.destination in index.warehouses.number:
                ends.append((TRANSFER, index.warehouses.number[lane.destination], row))
            elif lane.destination in index.points.number:
                ends.append((DELIVERY, index.points.number[lane.destination], row))
            else:
                ends.extend((DELIVERY, point, row) for point in points_of[lane.destination])
    return found


def _columns(
    movement: int,
    origin: list[int],
    destination: list[int],
    kind: list[int],
    row: list[int],
    lead: list[int],
    demand: list[int],
) -> Routes:
    count = len(origin)
    return Routes(
        movement=np.full(count, movement, dtype=np.int8),
        origin=np.array(origin, dtype=np.int32),
        destination=np.array(destination, dtype=np.int32),
        fleet=np.full(count, -1, dtype=np.int32),
        kind=np.array(kind, dtype=np.int32),
        lead=np.array(lead, dtype=np.int32),
        contract=np.array(row, dtype=np.int32),
        demand=np.array(demand, dtype=np.int32),
        share=np.zeros(count),
        pattern=np.zeros(count, dtype=np.int32),
    )


def _transfers(
    scenario: Scenario, index: Index, kinds: Kinds, contracts: Contracts, *, own: bool
) -> Routes:
    lists: tuple[list[int], ...] = ([], [], [], [], [], [])
    for (origin, parcel), ends in sorted(contracts.items()):
        for movement, destination, row in ends:
            if movement != TRANSFER:
                continue
            owner = index.warehouse_organisation[origin]
            if own and owner != index.warehouse_organisation[destination]:
                continue
            for kind in np.flatnonzero(kinds.parcel == parcel).tolist():
                if own and kinds.owner[kind] != owner:
                    continue
                values = (origin, destination, kind, row, scenario.lanes[row].lead_days, -1)
                for column, value in zip(lists, values, strict=True):
                    column.append(value)
    return _columns(TRANSFER, *lists)


def stocked(index: Index, kinds: Kinds, routes: Routes) -> NDArray[np.bool_]:
    """Say which kinds can ever lie in which warehouse; shape (warehouses, kinds)."""
    present = np.zeros((len(index.warehouses), len(kinds)), dtype=bool)
    homes = index.warehouses.codes(supply.warehouse for supply in index.supplies)
    real = np.array(
        [
            supply.quantity > 0 and index.day_number(supply.available_on, 0) < len(index.days)
            for supply in index.supplies
        ],
        dtype=bool,
    )
    present[homes[real], kinds.of_supply[real]] = True
    transfers = routes.take(routes.movement == TRANSFER)
    while True:
        before = present.sum()
        reached = present[transfers.origin, transfers.kind]
        present[transfers.destination[reached], transfers.kind[reached]] = True
        if present.sum() == before:
            return present


def _by_fleet(
    index: Index,
    kinds: Kinds,
    costs: Costs,
    demand: NDArray[np.int32],
    present: NDArray[np.bool_],
    *,
    own: bool,
) -> Routes:
    kind_of_lane, fleet_of_lane, point_of_lane = [], [], []
    demand_of_point = demand[index.point_village]
    for fleet, origin in enumerate(index.fleet_warehouse):
        if index.trucks[fleet].count == 0:
            continue
        near = costs.drivable(fleet, int(origin))
        for kind in np.flatnonzero(present[origin]):
            if own and kinds.owner[kind] != index.fleet_organisation[fleet]:
                continue
            points = np.flatnonzero(near & (demand_of_point[:, kinds.parcel[kind]] >= 0))
            point_of_lane.append(points)
            kind_of_lane.append(np.full(len(points), kind))
            fleet_of_lane.append(np.full(len(points), fleet))
    point = _int(point_of_lane)
    kind_column, fleet_column = _int(kind_of_lane), _int(fleet_of_lane)
    count = len(point)
    return Routes(
        movement=np.full(count, DELIVERY, dtype=np.int8),
        origin=index.fleet_warehouse[fleet_column],
        destination=point,
        fleet=fleet_column,
        kind=kind_column,
        lead=np.zeros(count, dtype=np.int32),
        contract=np.full(count, -1, dtype=np.int32),
        demand=demand_of_point[point, kinds.parcel[kind_column]],
        share=1 / costs.tariff.capacity[fleet_column, kinds.parcel[kind_column]],
        pattern=np.zeros(count, dtype=np.int32),
    )


def _by_contract(
    index: Index,
    kinds: Kinds,
    demand: NDArray[np.int32],
    present: NDArray[np.bool_],
    contracts: Contracts,
    *,
    own: bool,
) -> Routes:
    lists: tuple[list[int], ...] = ([], [], [], [], [], [])
    for (origin, parcel), ends in sorted(contracts.items()):
        owner = index.warehouse_organisation[origin]
        carried = [
            kind
            for kind in np.flatnonzero(present[origin] & (kinds.parcel == parcel)).tolist()
            if not own or kinds.owner[kind] == owner
        ]
        for movement, point, row in ends:
            served = demand[index.point_village[point], parcel] if movement == DELIVERY else -1
            if served < 0:
                continue
            for kind in carried:
                for column, value in zip(
                    lists, (origin, point, kind, row, 0, int(served)), strict=True
                ):
                    column.append(value)
    return _columns(DELIVERY, *lists)


def _int(parts: list[NDArray[np.intp]]) -> Codes:
    return np.concatenate([np.zeros(0, dtype=np.int32), *parts]).astype(np.int32)
