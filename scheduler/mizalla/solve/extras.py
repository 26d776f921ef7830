"""Columns of a frame beyond lanes: what is carried on, bought, late, and past a soft limit."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.solve.grid import Grid
from mizalla.solve.nodes import Nodes

Figures = NDArray[np.float64]
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Parts:
    """Demands with several due days: which of their parts an arrival counts for.

    A row per such demand and cell says that what arrives counts for its parts; a row per part
    says that no more counts for it than it asks.
    """

    start: int
    row: Rows
    """Arrival row of each demand (rows) in each cell; -1 for demands of one part."""
    cap_row: Rows
    """Cap row of each part of such demands."""
    part: Rows
    """Number of each such part among the parts of all demands."""

    @property
    def rows(self) -> int:
        """Number of rows."""
        return int((self.row >= 0).sum()) + len(self.cap_row)


def parts_of(problem: Problem, grid: Grid, start: int) -> Parts:
    """Lay out the rows of demands with several parts."""
    demands = problem.demands
    count = np.bincount(demands.part_demand, minlength=len(demands))
    several = np.flatnonzero(count > 1)
    row = np.full((len(demands), len(grid)), -1, dtype=np.int64)
    row[several] = start + np.arange(len(several) * len(grid)).reshape(len(several), len(grid))
    part = np.flatnonzero(count[demands.part_demand] > 1)
    first = start + len(several) * len(grid)
    return Parts(start, row, first + np.arange(len(part)), part)


@dataclass(frozen=True)
class Extras:
    """The columns as arrays; carries first, then purchases, parts by cell, slacks."""

    rows: Rows
    columns: Rows
    values: Figures
    high: Figures
    """Upper bounds; lower ones are zero."""
    money: Figures
    """Cost of one unit."""
    late: Figures
    """Parcel-days late of one unit."""
    carries: slice
    purchases: slice
    slacks: slice

    def __len__(self) -> int:
        return len(self.high)


def extras_of(
    problem: Problem,
    grid: Grid,
    nodes: Nodes,
    parts: Parts | None,
    soft: tuple[Rows, Rows, Figures],
) -> Extras:
    """Put the columns together.

    Parameters
    ----------
    soft
        Rows of soft limits with an upper bound, those with a lower bound, and the penalty of each
        (upper ones first).
    """
    rows, columns, values = nodes.entries()
    at = nodes.columns
    high = [np.full(nodes.carries, np.inf), nodes.buy_quantity]
    money = [np.zeros(nodes.carries), nodes.buy_price]
    late = [np.zeros(at)]
    if parts is not None and len(parts.part):
        cells = len(grid)
        demands = problem.demands
        part = np.repeat(parts.part, cells)
        cell = np.tile(np.arange(cells), len(parts.part))
        own = at + np.arange(len(part), dtype=np.int64)
        rows = np.concatenate(
            [rows, parts.row[demands.part_demand[part], cell], np.repeat(parts.cap_row, cells)]
        )
        columns = np.concatenate([columns, own, own])
        values = np.concatenate([values, -np.ones(len(own)), np.ones(len(own))])
        high.append(np.full(len(own), np.inf))
        money.append(np.zeros(len(own)))
        late.append(np.maximum(grid.first[cell] - demands.part_due[part], 0).astype(float))
        at += len(own)
    over, under, penalty = soft
    own = at + np.arange(len(penalty), dtype=np.int64)
    rows = np.concatenate([rows, over, under])
    columns = np.concatenate([columns, own])
    values = np.concatenate([values, -np.ones(len(over)), np.ones(len(under))])
    high.append(np.full(len(own), np.inf))
    money.append(penalty)
    late.append(np.zeros(len(own)))
    return Extras(
        rows=rows,
        columns=columns,
        values=values,
        high=np.concatenate(high),
        money=np.concatenate(money),
        late=np.concatenate(late),
        carries=slice(0, nodes.carries),
        purchases=slice(nodes.carries, nodes.columns),
        slacks=slice(at, at + len(penalty)),
    )
