"""The frame of a model: its rows on a grid, with their bounds, and what each lane puts in them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.build.limit import LimitRows
from mizalla.build.route import TRANSFER
from mizalla.solve.extras import extras_of, parts_of
from mizalla.solve.grid import Grid
from mizalla.solve.nodes import Nodes, nodes
from mizalla.solve.pooled import alike

Figures = NDArray[np.float64]
Rows = NDArray[np.int64]
CHUNK = 200_000
"""Routes whose lanes are worked on at a time, so that memory stays small."""
_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Lanes:
    """Columns of a model: routes on cells of the grid."""

    route: NDArray[np.int64]
    cell: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.route)


@dataclass(frozen=True)
class Entries:
    """Entries of a sparse matrix."""

    row: Rows
    column: Rows
    value: Figures


@dataclass(frozen=True)
class LimitBlock:
    """The rows of one limit: row = start + static group × width + place of the cell's time."""

    limit: LimitRows
    start: int
    width: int
    time: NDArray[np.int32]
    """Place of each cell's group of days, -1 where it does not count."""
    low: Figures
    high: Figures
    """Bounds, shape (static groups, width)."""

    @property
    def count(self) -> int:
        """Number of rows."""
        return self.low.size


@dataclass(frozen=True)
class GoalRow:
    """A goal that was decided before, kept as a row: what it adds up to stays at most ``high``.

    ``lanes`` gives what one parcel adds on every lane of some routes, shape (routes, cells);
    ``extras`` what one unit of each extra column adds.
    """

    name: str
    lanes: Callable[[slice], Figures]
    extras: Figures
    high: float


class Frame:
    """Rows of the model of a problem on a grid.

    Rows stand in this order: one per demand (what it is served), the limits, the nodes of stock
    with the caps of what is bought in parts, one cap per demand where lower bounds could push
    more into a village than it needs, the parts of demands, and goals that were decided before.

    Parameters
    ----------
    whole
        Whether soft limits and the parts of demands are in it, which only lateness and cost need.
    """

    def __init__(self, problem: Problem, grid: Grid, *, whole: bool = False) -> None:
        self.problem, self.grid, self.whole = problem, grid, whole
        self.state = problem.state_of_day[grid.first]
        self.open = np.logical_or.reduceat(problem.patterns, grid.first, axis=1)
        self.blocks: list[LimitBlock] = []
        start = len(problem.demands)
        for limit in problem.limits:
            block = _block(limit, grid, start)
            self.blocks.append(block)
            start += block.count
        self.nodes: Nodes = nodes(problem, grid, start, self.blocks)
        start += self.nodes.rows
        self.capped = any(
            block.limit.hard and (np.isfinite(block.low).any() or block.limit.holds_storage)
            for block in self.blocks
        )
        self.cap_start = start
        start += len(problem.demands) if self.capped else 0
        self.parts = parts_of(problem, grid, start) if whole else None
        start += self.parts.rows if self.parts else 0
        self.extras = extras_of(problem, grid, self.nodes, self.parts, self._soft())
        self.goal_start = start
        self.goals: list[GoalRow] = []

    @cached_property
    def alike(self) -> NDArray[np.int64]:
        """Number that routes have in common which differ only in the kind they carry."""
        return alike(self.problem.routes)

    @property
    def rows(self) -> int:
        """Number of rows."""
        return self.goal_start + len(self.goals)

    def keep(self, goal: GoalRow) -> None:
        """Keep a goal that was decided."""
        self.goals.append(goal)

    def most_units(self) -> float:
        """Give the most units of a soft limit that one parcel counts; at least 1."""
        soft = [limit for limit in self.problem.limits if limit.penalty is not None]
        return max(
            [1.0, *(float(np.abs(limit.coefficient).max(initial=0)) for limit in soft)]
            + [float(np.abs(limit.stored_coefficient).max(initial=0)) for limit in soft]
        )

    def _soft(self) -> tuple[Rows, Rows, Figures]:
        """Rows of soft limits with upper bounds, with lower bounds, and their penalties."""
        over, under, price = [_NONE], [_NONE], [np.zeros(0), np.zeros(0)]
        for block in self.blocks:
            if block.limit.penalty is None or not self.whole:
                continue
            number = block.start + np.arange(block.count)
            above = number[np.isfinite(block.high.ravel())]
            below = number[np.isfinite(block.low.ravel())]
            over.append(above)
            under.append(below)
            price[0] = np.append(price[0], np.full(len(above), block.limit.penalty))
            price[1] = np.append(price[1], np.full(len(below), block.limit.penalty))
        return np.concatenate(over), np.concatenate(under), np.concatenate(price)

    def bounds(self) -> tuple[Figures, Figures]:
        """Give lower and upper bounds of all rows; demands are free, parts full."""
        low, high = np.full(self.rows, -np.inf), np.full(self.rows, np.inf)
        for block in self.blocks:
            if block.limit.hard or self.whole:
                rows = slice(block.start, block.start + block.count)
                low[rows], high[rows] = block.low.ravel(), block.high.ravel()
        self.nodes.bound(low, high)
        if self.capped:
            high[self.cap_start : self.cap_start + len(self.problem.demands)] = (
                self.problem.demands.needed
            )
        if self.parts is not None:
            arrivals = self.parts.row[self.parts.row >= 0]
            low[arrivals] = high[arrivals] = 0
            high[self.parts.cap_row] = self.problem.demands.part_quantity[self.parts.part]
        high[self.goal_start :] = [goal.high for goal in self.goals]
        return low, high

    def entries(self, lanes: Lanes) -> Entries:
        """List what lanes put into rows."""
        routes = self.problem.routes
        column = np.arange(len(lanes), dtype=np.int64)
        rows: list[Rows] = []
        columns: list[Rows] = []
        values: list[Figures] = []

        def put(which: NDArray[np.bool_], row: Rows, value: Figures) -> None:
            rows.append(row)
            columns.append(column[which])
            values.append(value)

        demand = routes.demand[lanes.route].astype(np.int64)
        serves = demand >= 0
        put(serves, demand[serves], np.ones(int(serves.sum())))
        if self.capped:
            put(serves, self.cap_start + demand[serves], np.ones(int(serves.sum())))
        if self.parts is not None:
            arrival = np.where(serves, self.parts.row[demand, lanes.cell], -1)
            put(arrival >= 0, arrival[arrival >= 0], np.ones(int((arrival >= 0).sum())))
        for place, goal in enumerate(self.goals):
            value = self.of_lanes(goal.lanes, lanes)
            adds = value != 0
            put(adds, np.full(int(adds.sum()), self.goal_start + place), value[adds])
        for block in self.blocks:
            group = block.limit.groups.of_route[lanes.route].astype(np.int64)
            time = block.time[lanes.cell].astype(np.int64)
            counts = (group >= 0) & (time >= 0)
            spared = block.limit.spared
            if spared is not None:
                counts &= ~(spared[0][lanes.route] & spared[1][self.grid.first[lanes.cell]])
            if not counts.any():
                continue
            coefficient = block.limit.coefficient
            state = self.state[lanes.cell[counts]] if len(coefficient) > 1 else 0
            value = coefficient[state, lanes.route[counts]]
            row = block.start + group[counts] * block.width + time[counts]
            if not block.limit.cumulative:
                put(counts, row, value)
                continue
            # A running total: the lane counts from its own cell to the last.
            left = block.width - time[counts]
            which = np.repeat(np.flatnonzero(counts), left)
            offset = np.arange(len(which)) - np.repeat(np.cumsum(left) - left, left)
            rows.append(np.repeat(row, left) + offset)
            columns.append(which.astype(np.int64))
            values.append(np.repeat(value, left))
        leaving, arriving = self.nodes.of_lanes(routes, lanes.route, lanes.cell)
        everything = np.ones(len(lanes), dtype=bool)
        put(everything, leaving, np.ones(len(lanes)))
        moved = routes.movement[lanes.route] == TRANSFER
        put(moved, arriving[moved], np.full(int(moved.sum()), -1.0))
        return Entries(np.concatenate(rows), np.concatenate(columns), np.concatenate(values))

    def price(self, dual: Figures, chunk: slice) -> Figures:
        """Sum dual × entry over the rows of every lane of some routes; shape (routes, cells)."""
        routes = self.problem.routes.take(np.arange(len(self.problem.routes))[chunk])
        cells = len(self.grid)
        total = np.zeros((len(routes), cells))
        served = np.append(dual[: len(self.problem.demands)], 0.0)
        if self.capped:
            caps = dual[self.cap_start : self.cap_start + len(self.problem.demands)]
            served = served + np.append(caps, 0.0)
        total += served[routes.demand][:, None]
        if self.parts is not None:
            rows = np.append(self.parts.row, np.full((1, cells), -1), axis=0)
            total += np.append(dual, 0.0)[rows[routes.demand]]
        for place, goal in enumerate(self.goals):
            total += dual[self.goal_start + place] * goal.lanes(chunk)
        for block in self.blocks:
            own = dual[block.start : block.start + block.count]
            if not own.any():
                continue
            table = np.zeros((len(block.low) + 1, cells))
            by_time = own.reshape(block.low.shape)
            if block.limit.cumulative:
                by_time = by_time[:, ::-1].cumsum(axis=1)[:, ::-1]
            counted = block.time >= 0
            table[:-1, counted] = by_time[:, block.time[counted]]
            # Most groups have no price at all.
            group = block.limit.groups.of_route[chunk]
            priced = np.flatnonzero(np.asarray(table.any(axis=1))[group])
            part = table[group[priced]]
            coefficient = block.limit.coefficient[:, chunk][:, priced]
            part *= coefficient.T if len(coefficient) == 1 else coefficient[self.state].T
            if block.limit.spared is not None:
                spared, days = block.limit.spared
                part[np.ix_(spared[chunk][priced], days[self.grid.first])] = 0
            total[priced] += part
        total += self.nodes.price(dual, routes)
        return total

    def of_lanes(self, table: Callable[[slice], Figures], lanes: Lanes) -> Figures:
        """Pick the figures of lanes out of a table by routes and cells."""
        routes = len(self.problem.routes)
        figures = np.zeros(len(lanes))
        for begin in range(0, routes, CHUNK):
            chunk = slice(begin, min(begin + CHUNK, routes))
            here = (lanes.route >= chunk.start) & (lanes.route < chunk.stop)
            if here.any():
                figures[here] = table(chunk)[lanes.route[here] - begin, lanes.cell[here]]
        return figures


def _block(limit: LimitRows, grid: Grid, start: int) -> LimitBlock:
    of_day = limit.groups.of_day
    first = grid.first
    if limit.cumulative or (limit.holds_storage and "day" in limit.groups.per):
        # What holds at the end of each day holds at the end of the last day of a cell.
        width = len(grid)
        time = np.where(of_day[grid.last()] >= 0, np.arange(width), -1).astype(np.int32)
        low, high = (_at(bound, of_day[grid.last()], missing) for bound, missing in _sides(limit))
    elif "day" in limit.groups.per:
        width = len(grid)
        counted = np.logical_or.reduceat(of_day >= 0, first)
        time = np.where(counted, np.arange(width), -1).astype(np.int32)
        low, high = (
            np.add.reduceat(_at(bound, of_day, 0.0), first, axis=1) for bound, _ in _sides(limit)
        )
    else:
        width = limit.groups.shape[1]
        time = of_day[first].astype(np.int32)
        low, high = limit.at_least, limit.at_most
    return LimitBlock(limit, start, width, time, low, high)


def _sides(limit: LimitRows) -> tuple[tuple[Figures, float], tuple[Figures, float]]:
    return (limit.at_least, -np.inf), (limit.at_most, np.inf)


def _at(bound: Figures, of_day: NDArray[np.int32], missing: float) -> Figures:
    """Lay bounds out by day (or cell); days that do not count have ``missing``."""
    padded = np.concatenate([bound, np.full((len(bound), 1), missing)], axis=1)
    return padded[:, of_day]
