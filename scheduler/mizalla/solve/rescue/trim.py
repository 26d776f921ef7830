"""Trimming: transfers that overfill a store, and bring what nobody takes, are taken back."""

import numpy as np
from numpy.typing import NDArray

from mizalla.build.route import TRANSFER
from mizalla.solve.frame import LimitBlock
from mizalla.solve.rescue.room import Room

PASSES = 6
"""Most times that stores are gone through: what is taken back from one may overfill another."""
DIGITS = 1e-6


def trim(room: Room) -> None:
    """Take transfers back until limits on storage are kept, as far as that goes."""
    for _ in range(PASSES):
        if not any(_trimmed(room, block) for block in room.storage_limits):
            return


def overfull(room: Room) -> NDArray[np.bool_]:
    """Say which warehouses hold more than a limit on storage lets them."""
    used = room.stored()
    full = np.zeros(len(room.problem.index.warehouses), dtype=bool)
    for block in room.storage_limits:
        own = used[block.start : block.start + block.count].reshape(block.high.shape)
        over = (own > block.high + DIGITS).any(axis=1)
        full |= np.append(over, False)[block.limit.stored].any(axis=1)
    return full


def _trimmed(room: Room, block: LimitBlock) -> bool:
    """Take back what overfills the stores of one limit; say whether anything was."""
    problem, done = room.problem, False
    limit, routes = block.limit, problem.routes
    moves = np.flatnonzero(routes.movement == TRANSFER)
    group = limit.stored[routes.destination[moves], routes.kind[moves]]
    for static in np.unique(group[group >= 0]).tolist():
        route = moves[group == static]
        for time in range(block.width):
            days = np.flatnonzero(block.time == time)
            row = block.start + static * block.width + time
            if not len(days) or room.stored()[row] <= block.high[static, time] + DIGITS:
                continue
            which, leaves = np.nonzero(room.parcels[route])
            arrives = leaves + routes.lead[route[which]]
            early = arrives <= days[-1]
            # The latest first: what came before it may have been meant for what leaves earlier.
            for place in np.flatnonzero(early)[np.argsort(-arrives[early], kind="stable")].tolist():
                one, day = int(route[which[place]]), int(leaves[place])
                over = float(room.stored()[row] - block.high[static, time])
                worth = float(limit.stored_coefficient[routes.kind[one]])
                if over <= DIGITS:
                    break
                if worth <= 0:
                    continue
                idle = room.free()[routes.destination[one], routes.kind[one], arrives[place]]
                back = min(np.ceil(over / worth), idle, room.parcels[one, day])
                back = int(min(back, _room_at_origin(room, block, one, day) / worth))
                if back > 0:
                    room.give_back(np.array([one]), np.array([day]), back)
                    done = True
    return done


def _room_at_origin(room: Room, block: LimitBlock, route: int, day: int) -> float:
    """What the store that a transfer leaves could take back from that day on."""
    routes = room.problem.routes
    static = int(block.limit.stored[routes.origin[route], routes.kind[route]])
    times = np.unique(block.time[day:])
    times = times[times >= 0]
    if static < 0 or not len(times):
        return float("inf")
    used = room.stored()[block.start + static * block.width + times]
    return max(0.0, float((block.high[static, times] - used).min()))
