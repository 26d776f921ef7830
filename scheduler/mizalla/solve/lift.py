"""Lifting: the rows of a frame of summed days, found again on a finer grid.

A multiplier of the row of a cell holds on each of its days: summing rows over the days of a cell is
taking them with equal multipliers. So what was proven on summed days is proven on single ones.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.cut import Cut
from mizalla.solve.frame import Frame

Rows = NDArray[np.int64]


def lifted(cuts: tuple[Cut, ...], coarse: Frame, fine: Frame) -> list[Cut]:
    """Give cuts of one frame as cuts of a finer one of the same problem."""
    rows = _rows(coarse, fine)
    found = []
    for cut in cuts:
        dual = np.zeros(coarse.rows + 1)
        dual[cut.row] = cut.dual
        own = dual[rows]
        row = np.flatnonzero(own)
        found.append(replace(cut, row=row, dual=own[row]))
    return found


def _rows(coarse: Frame, fine: Frame) -> Rows:
    """Give the row of the coarse frame that each row of the fine one is summed in; last: none."""
    none = coarse.rows
    rows = np.full(fine.rows, none, dtype=np.int64)
    demands = np.arange(len(fine.problem.demands))
    rows[demands] = demands
    if fine.capped:
        rows[fine.cap_start + demands] = coarse.cap_start + demands
    cell = coarse.grid.cell[fine.grid.first]
    for own, other in zip(fine.blocks, coarse.blocks, strict=True):
        group = np.arange(len(own.low))[:, None]
        time = np.arange(own.width)
        if "day" in own.limit.groups.per or own.limit.cumulative:
            # What holds at the end of each day was asked for at the end of each cell.
            ends = fine.grid.last() == coarse.grid.last()[cell]
            summed = not (own.limit.cumulative or own.limit.holds_storage)
            time = np.where(summed | ends, cell, -1)
        row = np.where(time >= 0, other.start + group * other.width + time, none)
        rows[own.start : own.start + own.count] = row.ravel()
    # A node of stock lasts from the day on which something arrives: that day tells whose it is.
    for day in reversed(range(len(fine.grid))):
        for own_node, its in (
            (fine.nodes.node, coarse.nodes.node),
            (fine.nodes.into, coarse.nodes.into),
        ):
            there = own_node[:, :, day] >= 0
            rows[own_node[:, :, day][there]] = its[:, :, cell[day]][there]
    caps = {
        int(stock): int(row)
        for stock, row in zip(coarse.nodes.buy_stock, coarse.nodes.buy_cap, strict=True)
    }
    for stock, row in zip(fine.nodes.buy_stock.tolist(), fine.nodes.buy_cap.tolist(), strict=True):
        if row >= 0 and caps.get(stock, -1) >= 0:
            rows[row] = caps[stock]
    return rows
