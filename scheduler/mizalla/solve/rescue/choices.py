"""Choices after dealing: what breaks rules of all or nothing is taken back."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mizalla.build.choice import Choice
from mizalla.solve.discrete.flows import EVEN, standing
from mizalla.solve.rescue.room import Room

Codes = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Ways(Protocol):
    """Lanes."""

    route: Codes
    day: Codes


def prune(room: Room) -> None:
    """Take deliveries back until all choices are kept.

    Of groups with too many members those that carry most stay; drops that are too small go; what
    does not fill a pallet goes. Transfers stay: what they bring may stay in store.
    """
    problem = room.problem
    while True:
        before = int(room.parcels.sum())
        for choice in problem.choices:
            _shut(room, choice)
            _even(room, choice)
        if int(room.parcels.sum()) == before:
            return


def allowed(room: Room, ways: Ways) -> Mask:
    """Say which lanes may carry more: members that carry something, where parcels go loose."""
    fine = np.ones(len(ways.route), dtype=bool)
    for choice in room.problem.choices:
        member = choice.of(ways.route, ways.day)
        load = _loads(room, choice)
        open_ = (load > 0) & (choice.pallets == 0)
        fine &= (member < 0) | np.append(open_, False)[member]
    return fine


def _loads(room: Room, choice: Choice) -> NDArray[np.float64]:
    route, day = np.nonzero(room.parcels)
    member = choice.of(route, day)
    counted = member >= 0
    weights = room.parcels[route, day][counted]
    return np.bincount(member[counted], weights=weights, minlength=len(choice)).astype(float)


def _shut(room: Room, choice: Choice) -> None:
    """Shut members beyond the count of their group, and those that carry too little."""
    load = _loads(room, choice)
    out = load < choice.least - EVEN
    if choice.count is not None:
        out |= standing(choice, load).rank >= choice.count
    route, day = _deliveries(room)
    member = choice.of(route, day)
    gone = (member >= 0) & np.append(out, False)[member]
    room.give_back(route[gone], day[gone])


def _even(room: Room, choice: Choice) -> None:
    """Take back what is above whole pallets, from the last lanes of each member."""
    pallet = choice.pallets
    if not (pallet > 0).any():
        return
    load = _loads(room, choice)
    odd = np.zeros(len(choice))
    holds = pallet > 0
    odd[holds] = load[holds] % pallet[holds]
    route, day = _deliveries(room)
    member = choice.of(route, day)
    counted = (member >= 0) & (np.append(odd, 0)[member] > 0)
    for one, when, whose in zip(
        route[counted].tolist(), day[counted].tolist(), member[counted].tolist(), strict=True
    ):
        less = min(int(odd[whose]), int(room.parcels[one, when]))
        if less:
            odd[whose] -= less
            room.give_back(np.array([one]), np.array([when]), less)


def _deliveries(room: Room) -> tuple[Codes, Codes]:
    route, day = np.nonzero(room.parcels)
    serves = room.problem.routes.demand[route] >= 0
    return route[serves].astype(np.int64), day[serves].astype(np.int64)
