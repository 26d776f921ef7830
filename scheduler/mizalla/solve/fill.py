"""Filling up: parcels that were lost in making lanes whole go onto other lanes."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mizalla.budget import StoppedError
from mizalla.build.route import TRANSFER
from mizalla.solve.chains import Chains
from mizalla.solve.frame import Lanes
from mizalla.solve.misses import misses
from mizalla.solve.model import Model, Stage
from mizalla.solve.settle import Settled, settle
from mizalla.solve.ways import Ways, first_of

Figures = NDArray[np.float64]
Mask = NDArray[np.bool_]
MOVES = 10
"""Parcels by which a transfer may change so that deliveries become whole."""
GIVERS = 8
"""Deliveries from each store that may give a parcel to who can spare none."""
SHIFTS = 3
"""The same where others make way."""
SERVED = 30
"""Deliveries from each store that is too full that may take a parcel more or less."""
HOPS = 2
"""Transfers in a row that may change for what others make way for."""


def fill(
    model: Model, stage: Stage, x: Settled, harm: Figures, spare: Figures | None, *, over: bool
) -> Settled:
    """Give demands that fall short more lanes, and solve for those alone.

    First onto lanes that have room as it is, then with others making way; at last the same for
    those alone who lose more than they can spare, whose program is small enough to be exact.

    Parameters
    ----------
    x
        Whole parcels on the model's lanes, then its other columns.

    Returns
    -------
    Settled
        On the model's lanes as they are then, no worse than before.
    """
    passes = [(False, None), (True, None)] + ([] if spare is None else [(True, spare)])
    for others, least in passes:
        lost = _lost(model, stage, x.x)
        if x.keeps and not (lost > 0.5).any():
            break
        if least is not None:
            lost = np.where(lost > least, lost, 0.0)
            if not (lost > 0.5).any():
                break
        x = _filled(model, stage, x, lost, harm, spare, over=over, others=others)
    if not x.keeps:  # nobody has lost anything by it, but some store holds a parcel too many
        lost = np.zeros(len(harm))
        x = _filled(model, stage, x, lost, harm, spare, over=over, others=True)
    return x


def _filled(
    model: Model,
    stage: Stage,
    settled: Settled,
    lost: Figures,
    harm: Figures,
    spare: Figures | None,
    *,
    over: bool,
    others: bool,
) -> Settled:
    x = settled.x
    before, count = model.lanes, len(model.lanes)
    frame, routes = model.frame, model.frame.problem.routes
    ways = Ways(model, stage, x)
    lanes = ways.to(lost > 0.5, full=others)
    way = lost > 0.5
    held = np.zeros(count, dtype=bool)
    stores = _overfull(model, settled.passed)
    if others:
        held = _in_the_way(model, ways.full(lanes), x[:count])
        if spare is not None:
            needy = Lanes(
                *(column[_of(model, lanes, lost > spare)] for column in vars(lanes).values())
            )
            held |= _givers(model, needy, x[:count], spare - lost, harm)
        way = way.copy()
        way[routes.demand[before.route[held]]] = True
        if stores.any():
            way |= _served_from(model, stores, x[:count])
            held |= np.append(way, False)[routes.demand[before.route]] & (x[:count] > 0.5)
        more = ways.to(way)
        lanes = Lanes(np.append(lanes.route, more.route), np.append(lanes.cell, more.cell))
    model.hold(lanes.route, lanes.cell)
    place, now = places(model, before), len(model.lanes)
    start = np.zeros(now)
    start[place] = np.round(x[:count])
    program = model.program(replace(stage, more=misses(model, stage, harm, over=over, spare=spare)))
    low, high = program.low.copy(), program.high.copy()
    low[:now] = high[:now] = start
    low[place[held]] -= 1
    mine = places(model, lanes)
    demand = routes.demand[model.lanes.route]
    high[mine] = start[mine] + np.maximum(lost, way)[demand[mine]]
    if others:
        used = (start > 0) & (demand >= 0) & np.append(way, False)[demand]
        high[:now][used] = np.maximum(high[:now][used], start[used] + 1)
    moves = (routes.movement[model.lanes.route] == TRANSFER) & (start > 0)
    if others:
        moves &= _near(model, lanes, stores)
    room = SHIFTS if others else MOVES
    low[:now][moves] = np.maximum(start[moves] - room, 0)
    high[:now][moves] += room
    integral = np.zeros(len(low), dtype=bool)
    integral[:now] = low[:now] < high[:now]
    about = np.zeros(len(low), dtype=bool)
    about[mine] = True
    at = np.concatenate([start, x[count:]])
    program = replace(program, low=low, high=high)
    try:
        found = settle(
            program,
            integral,
            at,
            Chains(frame.nodes, now),
            exact_from=frame.goal_start,
            about=about if settled.keeps else None,
            seed=model.seed,
            budget=model.search.budget,
        )
    except StoppedError:
        found = None
    if found is None or (settled.keeps and not found.keeps):
        return replace(settled, x=at)
    dearer = program.cost @ found.x > program.cost @ at
    return replace(settled, x=at) if dearer and settled.keeps == found.keeps else found


def _lost(model: Model, stage: Stage, x: Figures) -> Figures:
    """Parcels that each demand lacks of its target."""
    demand = model.frame.problem.routes.demand[model.lanes.route]
    serves = demand >= 0
    demands = len(model.frame.problem.demands)
    parcels = np.round(x[: len(demand)])
    served = np.bincount(demand[serves], parcels[serves], demands)
    lost: Figures = np.maximum(stage.row_low[:demands] - served, 0)
    return lost


def places(model: Model, lanes: Lanes) -> NDArray[np.intp]:
    """Find lanes among those that a model holds."""
    width = len(model.frame.grid)
    return np.searchsorted(
        model.lanes.route * width + model.lanes.cell, lanes.route * width + lanes.cell
    )


def _in_the_way(model: Model, rows: NDArray[np.intp], parcels: Figures) -> Mask:
    """Say which deliveries in use count in some rows."""
    matrix = model.matrix().tocsr()[rows][:, : len(parcels)]
    counts = np.diff(matrix.tocsc().indptr) > 0
    delivers = model.frame.problem.routes.demand[model.lanes.route] >= 0
    return np.asarray(counts & delivers & (parcels > 0.5))


def _of(model: Model, lanes: Lanes, demands: Mask) -> Mask:
    """Say which lanes go to some demands."""
    return np.append(demands, False)[model.frame.problem.routes.demand[lanes.route]]


def _givers(model: Model, lanes: Lanes, parcels: Figures, left: Figures, harm: Figures) -> Mask:
    """Choose deliveries in use from where some lanes begin, to whom a parcel less harms least.

    Parameters
    ----------
    left
        Parcels that each demand may lose before it counts.
    """
    routes, own = model.frame.problem.routes, model.lanes.route
    kinds = int(routes.kind.max(initial=0)) + 1
    store = routes.origin.astype(np.int64) * kinds + routes.kind
    demand = routes.demand[own]
    gives = (demand >= 0) & (parcels > 0.5) & np.isin(store[own], store[lanes.route])
    gives &= np.append(left >= 1, False)[demand]
    chosen = np.zeros(len(own), dtype=bool)
    chosen[first_of(np.flatnonzero(gives), store[own], np.append(harm, 0)[demand], GIVERS)] = True
    return chosen


def _overfull(model: Model, passed: NDArray[np.intp]) -> Mask:
    """Say in which warehouses more lies than there is room for, from the rows that are not kept."""
    nodes = model.frame.nodes
    rows, columns, _ = nodes.storage
    carried = nodes.carry_from[columns[np.isin(rows, passed)]]
    lies = np.isin(np.stack([nodes.node, nodes.into]), carried)
    return np.asarray(lies.any(axis=(0, 2, 3)))


def _served_from(model: Model, stores: Mask, parcels: Figures) -> Mask:
    """Choose demands that some warehouses serve, those that get most from there first."""
    routes, own = model.frame.problem.routes, model.lanes.route
    serves = np.flatnonzero(
        (routes.demand[own] >= 0) & (parcels > 0.5) & stores[routes.origin[own]]
    )
    chosen = first_of(serves, routes.origin[own], -parcels, SERVED)
    demands = np.zeros(len(model.frame.problem.demands), dtype=bool)
    demands[routes.demand[own[chosen]]] = True
    return demands


def _near(model: Model, lanes: Lanes, stores: Mask) -> Mask:
    """Say which transfers bring stock, in a few hops, to stores and to where some lanes begin."""
    routes = model.frame.problem.routes
    stores = stores.copy()
    stores[routes.origin[lanes.route]] = True
    own = model.lanes.route
    moves = routes.movement[own] == TRANSFER
    near = np.zeros(len(own), dtype=bool)
    for _ in range(HOPS):
        near = moves.copy()
        near[moves] = stores[routes.destination[own[moves]]]
        stores[routes.origin[own[near]]] = True
    return near
