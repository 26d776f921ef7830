"""Ways: the cheapest lanes to some demands that rows and stores have room for."""

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.frame import Lanes
from mizalla.solve.model import Model, Stage

Figures = NDArray[np.float64]
Mask = NDArray[np.bool_]
Places = NDArray[np.intp]
WAYS = 8
"""Lanes to each demand, the cheapest first, and as many more that stock is there for."""
DIGITS = 1e-7


class Ways:
    """What whole parcels on the lanes of a model leave for other lanes.

    Parameters
    ----------
    x
        Values of the model's lanes, then of its frame's extra columns.
    """

    def __init__(self, model: Model, stage: Stage, x: Figures) -> None:
        self._model, self._stage = model, stage
        frame, nodes = model.frame, model.frame.nodes
        count = len(model.lanes)
        at = model.matrix() @ x[: count + len(frame.extras)]
        self._left = np.full(frame.rows, np.inf)
        for block in frame.blocks:
            if block.limit.hard and not block.limit.holds_storage:
                rows = slice(block.start, block.start + block.count)
                self._left[rows] = stage.row_high[rows] - at[rows]
        self._left += DIGITS * (1 + np.abs(at))
        carried = np.full(frame.rows, np.inf)
        carried[nodes.carry_from] = x[count : count + nodes.carries]
        lying = np.where(nodes.node >= 0, carried[nodes.node], 0.0)
        later = np.minimum.accumulate(lying[:, :, ::-1], axis=2)
        self._stock = later[:, :, ::-1]

    def to(self, wanted: Mask, *, full: bool = False) -> Lanes:
        """List the cheapest lanes to some demands.

        Parameters
        ----------
        wanted
            Which demands.
        full
            Whether lanes are listed too whose rows have no room.
        """
        frame = self._model.frame
        routes = frame.problem.routes
        route = np.flatnonzero(np.append(wanted, False)[routes.demand])
        row, cell = np.nonzero(frame.open[routes.pattern[route]])
        lanes = Lanes(route[row], cell.astype(np.int64))
        room = self.room(lanes)
        there = self._stock[routes.origin[lanes.route], routes.kind[lanes.route], lanes.cell] >= 1
        cost = np.zeros(len(lanes))
        if self._stage.lane_cost is not None:
            cost = frame.of_lanes(self._stage.lane_cost, lanes)
        demand = routes.demand[lanes.route]
        chosen = np.zeros(len(lanes), dtype=bool)
        for which in (room, room & there, there & full):
            chosen[first_of(np.flatnonzero(which), demand, cost, WAYS)] = True
        return Lanes(lanes.route[chosen], lanes.cell[chosen])

    def room(self, lanes: Lanes) -> Mask:
        """Say on which lanes limits have room for a parcel."""
        entries = self._model.frame.entries(lanes)
        short = entries.value > self._left[entries.row]
        room = np.ones(len(lanes), dtype=bool)
        room[entries.column[short]] = False
        return room

    def full(self, lanes: Lanes) -> Places:
        """List the rows of limits that have no room for a parcel on some lanes."""
        entries = self._model.frame.entries(lanes)
        rows: Places = np.unique(entries.row[entries.value > self._left[entries.row]])
        return rows


def first_of(which: Places, group: NDArray[np.integer], rank: Figures, most: int) -> Places:
    """Choose the first few of each group, by rank."""
    order = which[np.lexsort((rank[which], group[which]))]
    begins = np.flatnonzero(np.append(True, np.diff(group[order]) != 0)) if len(order) else order
    place = np.arange(len(order)) - np.repeat(begins, np.diff(np.append(begins, len(order))))
    return order[place < most]
