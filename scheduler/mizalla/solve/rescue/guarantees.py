"""Guarantees after dealing: hard rules that ask for something, and whether all rules are kept."""

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.rescue.room import Room, Wishes

Figures = NDArray[np.float64]
DIGITS = 1e-6
FEW = 200
"""Most rows that are tried to be brought to their lower bounds."""


def kept(room: Room) -> bool:
    """Say whether what was dealt keeps all hard rules, storage and choices included."""
    low, high = _bounds(room)
    value = _values(room)
    digits = DIGITS * (1 + np.abs(value))
    if (value < low - digits).any() or (value > high + digits).any():
        return False
    return bool((room.lying() >= 0).all())


def guarantee(room: Room) -> None:
    """Deal more on the lanes that count for lower bounds that are not come up to."""
    low, _ = _bounds(room)
    if not (low > 0).any():
        return
    problem, frame = room.problem, room.frame
    short = np.flatnonzero(_values(room) < low - DIGITS)
    if not 0 < len(short) <= FEW:
        return
    cost = (problem.transport + problem.charges).min(axis=0)
    for block in frame.blocks:
        own = short[(short >= block.start) & (short < block.start + block.count)]
        if not len(own) or block.limit.holds_storage:
            continue
        group, time = np.divmod(own - block.start, block.width)
        for row, static, moment in zip(own.tolist(), group.tolist(), time.tolist(), strict=True):
            route = np.flatnonzero(block.limit.groups.of_route == static)
            days = np.flatnonzero(block.time == moment)
            if block.limit.cumulative:
                days = np.flatnonzero((block.time >= 0) & (block.time <= moment))
            route = route[np.argsort(cost[route], kind="stable")]
            which, when = np.nonzero(problem.patterns[problem.routes.pattern[route]][:, days])
            lanes = route[which].astype(np.int64), days[when].astype(np.int64)
            lacking = float(low[row] - _values(room)[row])
            _raise(room, lanes, block.limit.coefficient, lacking)


def _raise(
    room: Room,
    lanes: tuple[NDArray[np.int64], NDArray[np.int64]],
    coefficient: Figures,
    lacking: float,
) -> None:
    """Deal along lanes in their order until a row has what it lacks."""
    route, day = lanes
    state = room.frame.state[day] if len(coefficient) > 1 else np.zeros(len(day), dtype=int)
    counts = coefficient[state, route]
    for place in np.flatnonzero(counts > 0).tolist():
        if lacking <= DIGITS:
            return
        wanted = np.ceil(np.array([lacking / counts[place]]) - DIGITS)
        granted = room.take(Wishes(route[place : place + 1], day[place : place + 1], wanted))
        lacking -= float(granted[0] * counts[place])


def _bounds(room: Room) -> tuple[Figures, Figures]:
    """Bounds of hard limits; all other rows are free."""
    low, high = np.full(room.frame.rows, -np.inf), np.full(room.frame.rows, np.inf)
    for block in room.frame.blocks:
        if block.limit.hard:
            rows = slice(block.start, block.start + block.count)
            low[rows], high[rows] = block.low.ravel(), block.high.ravel()
    return low, high


def _values(room: Room) -> Figures:
    """What every row of a limit comes to."""
    frame = room.frame
    route, day = np.nonzero(room.parcels)
    here = Wishes(
        route.astype(np.int64), day.astype(np.int64), room.parcels[route, day].astype(np.float64)
    )
    entries = frame.entries(here.lanes)
    total = np.bincount(entries.row, entries.value * here.parcels[entries.column], frame.rows)
    return np.asarray(total + room.stored())
