"""Filling: the leximin levels that cuts and villages' own limits leave open, without a solver.

All levels rise together; when a cut has nothing left to give, whom it counts stop there, and the
others rise on. This is progressive filling (Bertsekas and Gallager, "Data Networks", 1992, section
6.5.2) with the cuts in place of links.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.solve.alone import Alone
from mizalla.solve.cut import Cut, stacked

Figures = NDArray[np.float64]
Mask = NDArray[np.bool_]
DIGITS = 1e-9
"""Share of a level, and parcels, within which two are one."""
TRIES = 100
SNAP = 1e-6
"""Parcels within which a number of parcels is whole."""
RESERVE = 3e-4
"""Share of what a level in whole parcels comes to that is left for making lanes whole."""


@dataclass(frozen=True)
class Stop:
    """Whom one cut stops."""

    level: float
    cut: int
    """Place of the cut; -1 where only own limits stopped them."""
    demands: NDArray[np.intp]
    """Who stop: at the level, or before it at their own limit."""
    rising: Mask
    """Who was rising before."""


@dataclass(frozen=True)
class Filled:
    """The levels and who stopped whom, from the lowest up."""

    level: Figures
    given: Figures
    """Parcels of each demand."""
    stops: tuple[Stop, ...]


def fill(
    cuts: Sequence[Cut],
    caps: Alone,
    weight: Figures,
    *,
    whole: bool = False,
) -> Filled:
    """Find the leximin levels under cuts and own limits.

    Parameters
    ----------
    weight
        Parcels that one level is worth, per demand.
    whole
        Whether who stops gets whole parcels: what that leaves over raises the others.
    """
    count = len(weight)
    matrix = stacked(cuts, count)
    most = np.array([cut.most for cut in cuts])
    weighed = sparse.csr_matrix(matrix.multiply(weight[None, :]))
    row = np.repeat(np.arange(len(cuts)), np.diff(weighed.indptr))
    rising = np.ones(count, dtype=bool)
    level, given = np.zeros(count), np.zeros(count)
    stops: list[Stop] = []
    while rising.any():
        own = caps.levels(weight, rising, given)
        left = np.maximum(most - matrix @ np.where(rising, 0.0, given), 0.0)
        height = _heights(weighed, row, left, own, rising)
        at = float(height.min(initial=np.inf))
        reached = np.isfinite(at) & (height <= at * (1 + DIGITS))
        full: list[int] = np.flatnonzero(reached).tolist()
        before, itself = rising.copy(), rising & (own <= at)
        for place in full or [-1]:
            counted = np.zeros(count, dtype=bool)
            if place >= 0:
                counted[cuts[place].demand] = True
            held = rising & counted & ~itself
            settled = held | itself if place < 0 or held.any() else held
            if not settled.any():
                continue
            level[itself & rising], level[held] = own[itself & rising], at
            stop = Stop(at, place, np.flatnonzero(settled & rising), before)
            stops.append(stop)
            given[settled] = level[settled] * weight[settled]
            if whole:
                given[settled] = np.floor(given[settled] + SNAP)
                if held.any():
                    price = cuts[place].price[held[cuts[place].demand]]
                    top = whole_level(price, weight[held], at)
                    given[held] = np.ceil(top * weight[held] - SNAP)
            rising = rising & ~settled
            itself = itself & rising
    return Filled(level, given, tuple(stops))


def whole_level(price: Figures, weight: Figures, level: float) -> float:
    """Give the highest level that can be had in whole parcels where one in parts of them can.

    Serving everyone a level takes their parcels rounded up; what that comes to at the prices
    can't be more than the level of parts of parcels comes to.
    """
    worth = float(price @ weight) * level * (1 - RESERVE)
    low, high = 0.0, level
    for _ in range(60):
        middle = (low + high) / 2
        fits = price @ np.ceil(middle * weight - SNAP) <= worth * (1 + DIGITS)
        low, high = (middle, high) if fits else (low, middle)
    return low


def _heights(
    weighed: sparse.csr_matrix, row: NDArray[np.intp], left: Figures, own: Figures, rising: Mask
) -> Figures:
    """Height to which demands can rise before each cut is full; inf where it never is.

    Those counted rise to min(height, own limit); the height is found by Newton's steps from
    below, which end after as many steps as own limits are passed in turn.
    """
    price, demand = weighed.data, weighed.indices
    moves = rising[demand]
    cuts = len(left)
    all_of_it = np.bincount(row, np.where(moves, price * np.where(moves, own[demand], 0), 0), cuts)
    slope = np.bincount(row[moves], price[moves], cuts)
    height = np.full(cuts, np.inf)
    binds = (slope > 0) & (all_of_it > left * (1 + DIGITS * 1e-3))
    height[binds] = left[binds] / slope[binds]
    for _ in range(TRIES):
        stopped = moves & (own[demand] <= height[row])
        fixed = np.bincount(row[stopped], (price * own[demand])[stopped], cuts)
        slope = np.bincount(row[moves & ~stopped], price[moves & ~stopped], cuts)
        higher = height.copy()
        on = binds & (slope > 0)
        higher[on] = np.maximum((left - fixed)[on] / slope[on], height[on])
        if (higher[binds] <= height[binds] * (1 + 1e-14)).all():
            break
        height = higher
    return height
