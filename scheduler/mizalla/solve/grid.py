"""Grids: the days of a campaign, one by one or summed into cells of days that follow each other.

Summing rows over the days of a cell keeps every plan that was allowed and may allow more, so that
what can't be reached on a coarse grid can't be reached day by day either.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.build.limit import LimitRows

MOST = 1.5
"""How many times as many single days as halves may make, for halves to be passed over."""


@dataclass(frozen=True)
class Grid:
    """Days cut into cells."""

    first: NDArray[np.int32]
    """First day of each cell, ascending; the first is 0."""
    cell: NDArray[np.int32]
    """Cell of each day."""

    def __len__(self) -> int:
        return len(self.first)

    @property
    def daily(self) -> bool:
        """Whether each day is a cell of its own."""
        return len(self.first) == len(self.cell)

    def last(self) -> NDArray[np.int32]:
        """Give the last day of each cell."""
        return np.append(self.first[1:], len(self.cell)).astype(np.int32) - 1


def daily(problem: Problem) -> Grid:
    """Make each day a cell."""
    days = np.arange(len(problem.index.days), dtype=np.int32)
    return Grid(first=days, cell=days)


def summed(problem: Problem) -> Grid:
    """Cut the campaign only where rows or columns of the model mean something else from then on.

    Cuts stand where roads change and where limits or charges begin or stop to count; what moves
    within a cell is summed.
    """
    days = len(problem.index.days)
    cut = np.zeros(days, dtype=bool)
    cut[0] = True
    state = problem.state_of_day
    cut[1:] |= state[1:] != state[:-1]
    for limit in problem.limits:
        of_day = limit.groups.of_day
        if "day" in limit.groups.per:
            of_day = (of_day >= 0).astype(np.int32)
        mixed = limit.holds_storage and ("day" not in limit.groups.per or _moves(limit))
        if limit.spared is not None or mixed:
            cut[:] = True
        cut[1:] |= of_day[1:] != of_day[:-1]
    for _, when in problem.charged_days:
        cut[1:] |= when[1:] != when[:-1]
    return _grid(cut)


def halved(grid: Grid) -> Grid:
    """Cut every cell of more than a day in two."""
    cut = np.zeros(len(grid.cell), dtype=bool)
    cut[grid.first] = True
    cut[(grid.first + grid.last() + 1) // 2] = True
    return _grid(cut)


def finer(problem: Problem, grid: Grid) -> Grid:
    """Cut every cell in two; into days at once where that makes few cells more."""
    half = halved(grid)
    return daily(problem) if MOST * len(half) >= len(grid.cell) else half


def _grid(cut: NDArray[np.bool_]) -> Grid:
    return Grid(
        first=np.flatnonzero(cut).astype(np.int32), cell=(np.cumsum(cut) - 1).astype(np.int32)
    )


def _moves(limit: LimitRows) -> bool:
    return bool((limit.groups.of_route >= 0).any())
