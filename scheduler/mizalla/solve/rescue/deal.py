"""Dealing out: whole parcels day by day without a solver, from what a stopped search came to.

First what it sent where, as far as there is room day by day; then the rest of what everybody is
meant to get, by the cheapest lanes that have room; then what is still left. Every step takes from
what limits, needs and stock leave, so that what is dealt keeps every upper bound from the start.
"""

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.build.route import DELIVERY, TRANSFER
from mizalla.solve.frame import Frame
from mizalla.solve.grid import daily
from mizalla.solve.rescue.choices import allowed, prune
from mizalla.solve.rescue.counted import Counted
from mizalla.solve.rescue.guarantees import guarantee, kept
from mizalla.solve.rescue.room import Room, Wishes
from mizalla.solve.rescue.trim import overfull, trim
from mizalla.solve.search import Flow

Figures = NDArray[np.float64]
Codes = NDArray[np.int64]
TRIES = 10
"""Times that wishes are asked for again: what others asked for in vain may be left then."""
REACH = 12
"""Ways to each demand that are tried, the cheapest first."""
MOST = 400
"""Most rounds in which each demand tries one more lane."""
SHARES = (0.3, 0.6, 0.85, 1.0)
"""Shares of what was sent that all get in turns: what can't be had day by day is missed by all."""
LITTLE = 1e-4
"""Share of what is still wanted that a try must grant for another one on that day."""
SNAP = 1e-6


def deal(problem: Problem, flow: Flow | None, target: Figures, *, most: Figures) -> Room | None:
    """Deal parcels out.

    Parameters
    ----------
    flow
        Parcels on lanes, perhaps of days summed; None: nothing is known.
    target
        Parcels that each demand is meant to get before anybody gets more.
    most
        Parcels that each may get where something is left over.

    Returns
    -------
    Room or None
        What was dealt; None where it does not keep the rules that ask for something.
    """
    frame = Frame(problem, daily(problem))
    counted = Counted(frame)
    for moves in (True, False):
        room = Room(problem, frame, counted)
        _deal(room, flow, target, most, moves=moves)
        if kept(room):
            return room
    return None


def _deal(room: Room, flow: Flow | None, target: Figures, most: Figures, *, moves: bool) -> None:
    problem = room.problem
    if flow is not None:
        _follow(room, flow, moves=moves)
    guarantee(room)
    ways = _ways(problem)
    _fill(room, ways, target)
    _fill(room, ways, most)
    if any(not limit.hard for limit in problem.limits):
        room.loosen()
        _fill(room, ways, target)
        _fill(room, ways, most)
    if problem.choices:
        prune(room)
        open_ = ways.of(allowed(room, ways))
        # Stores from which too little leaves now come first: they may be full.
        _fill(room, open_.of(overfull(room)[problem.routes.origin[open_.route]]), most)
        trim(room)
        _fill(room, open_, most)
        prune(room)
    trim(room)


def _follow(room: Room, flow: Flow, *, moves: bool) -> None:
    """Send what a flow sends, day by day: what arrives, then what leaves, in turns."""
    problem, grid = room.problem, flow.frame.grid
    routes = problem.routes
    used = np.flatnonzero(flow.parcels > SNAP)
    route, cell = flow.lanes.route[used], flow.lanes.cell[used]
    moved = routes.movement[route] == TRANSFER
    # A transfer too large leaves something in store; one too small leaves villages without.
    sent = flow.parcels[used]
    whole = np.where(moved, np.ceil(sent - SNAP), np.floor(sent + SNAP))
    begin, end = grid.first[cell].astype(np.int64), grid.last()[cell].astype(np.int64)
    lead, pattern = routes.lead[route].astype(np.int64), routes.pattern[route]
    until = np.pad(problem.patterns.cumsum(axis=1), ((0, 0), (1, 0)))
    given = np.zeros(len(route))
    for share in SHARES:
        wanted = np.where(moved, moves, share) * whole - given
        for day in range(len(grid.cell)):
            leaves = day - lead
            open_ = begin <= leaves  # what does not go when it should may go later
            left = until[pattern, end + 1] - until[pattern, np.clip(leaves, 0, end)]
            for _ in range(TRIES):
                granted = _grant(room, route, leaves, wanted, left, ~moved & open_)
                granted += _grant(room, route, leaves, wanted, left, moved & open_)
                if granted <= LITTLE * wanted.sum():
                    break
        given = np.where(moved, moves, share) * whole - wanted


def _grant(
    room: Room,
    route: Codes,
    day: Codes,
    wanted: Figures,
    left: Codes,
    which: NDArray[np.bool_],
) -> float:
    """Ask for some wishes on their day, take what is granted off them, and say how much that is."""
    problem = room.problem
    place = np.flatnonzero(which & (wanted > 0))
    place = place[problem.patterns[problem.routes.pattern[route[place]], day[place]]]
    # The worst off go first, of those alike who has few days left.
    level = room.levels()[problem.routes.demand[route[place]]]
    place = place[np.lexsort((level, left[place], np.floor(level * 10)))]
    if not len(place):
        return 0.0
    granted = room.take(Wishes(route[place], day[place], wanted[place]))
    wanted[place] -= granted
    return float(granted.sum())


class _Ways:
    """Lanes to each demand, the cheapest and earliest first."""

    def __init__(self, demand: Codes, route: Codes, day: Codes) -> None:
        self.demand, self.route, self.day = demand, route, day

    def of(self, which: NDArray[np.bool_]) -> "_Ways":
        return _Ways(self.demand[which], self.route[which], self.day[which])


def _ways(problem: Problem) -> _Ways:
    routes = problem.routes
    delivers = np.flatnonzero(routes.movement == DELIVERY)
    cost = (problem.transport + problem.charges).min(axis=0)[delivers]
    demand = routes.demand[delivers].astype(np.int64)
    order = np.lexsort((delivers, cost, demand))
    demand, delivers = demand[order], delivers[order]
    starts = np.flatnonzero(np.append(True, np.diff(demand) != 0)) if len(demand) else order
    rank = np.arange(len(demand)) - np.repeat(starts, np.diff(np.append(starts, len(demand))))
    near = rank < REACH
    demand, delivers = demand[near], delivers[near]
    which, day = np.nonzero(problem.patterns[routes.pattern[delivers]])
    return _Ways(demand[which], delivers[which].astype(np.int64), day.astype(np.int64))


def _fill(room: Room, ways: _Ways, target: Figures) -> None:
    """Bring demands to their targets: each tries one lane after the other, the worst-off first."""
    problem = room.problem
    needed = problem.demands.needed
    lies = room.free()[problem.routes.origin, problem.routes.kind]
    ways = ways.of(lies[ways.route, ways.day] > 0)
    wants = target - (needed - room.missing) >= 1
    ways = ways.of(wants[ways.demand])
    who, place = np.unique(ways.demand, return_index=True)
    end = np.append(place[1:], len(ways.demand))
    for _ in range(MOST):
        lacking = np.floor(target - (needed - room.missing) + SNAP)[who]
        on = (lacking > 0) & (place < end)
        if not on.any():
            break
        who, place, end, lacking = who[on], place[on], end[on], lacking[on]
        order = np.argsort(room.levels()[who], kind="stable")
        here = place[order]
        granted = room.take(Wishes(ways.route[here], ways.day[here], lacking[order]))
        place[order[granted < lacking[order]]] += 1
