"""What lanes count in limits, looked up by route: many lookups of few lanes each."""

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.frame import Frame, LimitBlock

Figures = NDArray[np.float64]
Codes = NDArray[np.int64]


class Counted:
    """The entries of all limits in a frame day by day, those of storage apart.

    Parameters
    ----------
    frame
        The frame.
    """

    def __init__(self, frame: Frame) -> None:
        blocks = [block for block in frame.blocks if not block.limit.holds_storage]
        days = len(frame.grid)
        self._state = frame.state
        self._start = np.array([block.start for block in blocks], dtype=np.int64)
        self._width = np.array([block.width for block in blocks], dtype=np.int64)
        self._runs = np.array([block.limit.cumulative for block in blocks], dtype=bool)
        self._time = np.array([block.time for block in blocks], dtype=np.int64).reshape(-1, days)
        self._spared = np.zeros((len(blocks), days), dtype=bool)
        states = int(frame.state.max(initial=0)) + 1
        parts = [_entries(block, states) for block in blocks]
        number = np.repeat(np.arange(len(blocks)), [len(part[0]) for part in parts])
        route = np.concatenate([np.zeros(0, dtype=np.int64), *(part[0] for part in parts)])
        order = np.argsort(route, kind="stable")
        self._block = number[order]
        self._group = np.concatenate([route[:0], *(part[1] for part in parts)])[order]
        self._value = np.concatenate([np.zeros((states, 0)), *(part[2] for part in parts)], axis=1)[
            :, order
        ]
        self._spares = np.concatenate([np.zeros(0, dtype=bool), *(part[3] for part in parts)])[
            order
        ]
        for place, block in enumerate(blocks):
            if block.limit.spared is not None:
                self._spared[place] = block.limit.spared[1]
        self._begin = np.searchsorted(route[order], np.arange(len(frame.problem.routes) + 1))

    def of(self, route: Codes, day: Codes) -> tuple[Codes, Codes, Figures]:
        """List what one parcel on each lane counts: rows of the frame, lanes, values."""
        many = self._begin[route + 1] - self._begin[route]
        lane = np.repeat(np.arange(len(route)), many)
        offset = np.arange(len(lane)) - np.repeat(np.cumsum(many) - many, many)
        entry = self._begin[route[lane]] + offset
        block, when = self._block[entry], day[lane]
        time = self._time[block, when]
        value = self._value[self._state[when], entry]
        on = (time >= 0) & (value > 0) & ~(self._spares[entry] & self._spared[block, when])
        lane, entry, block, time, value = lane[on], entry[on], block[on], time[on], value[on]
        row = self._start[block] + self._group[entry] * self._width[block] + time
        runs = self._runs[block]
        if not runs.any():
            return row, lane, value
        # A running total: the lane counts from its own day to the last.
        left = np.where(runs, self._width[block] - time, 1)
        which = np.repeat(np.arange(len(row)), left)
        later = np.arange(len(which)) - np.repeat(np.cumsum(left) - left, left)
        return row[which] + later, lane[which], value[which]


def _entries(block: LimitBlock, states: int) -> tuple[Codes, Codes, Figures, NDArray[np.bool_]]:
    """Routes that a limit counts, their groups, what each counts by state, and which it spares."""
    limit = block.limit
    route = np.flatnonzero(limit.groups.of_route >= 0)
    value = np.broadcast_to(limit.coefficient[:, route], (states, len(route)))
    if len(limit.coefficient) > 1:
        value = limit.coefficient[:states, route]
    spares = np.zeros(len(route), dtype=bool)
    if limit.spared is not None:
        spares = limit.spared[0][route]
    return route, limit.groups.of_route[route].astype(np.int64), value, spares
