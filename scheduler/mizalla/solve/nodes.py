"""Nodes of stock: what lies of a kind in a warehouse, from one change to the next."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.build.route import TRANSFER, Routes
from mizalla.solve.grid import Grid

if TYPE_CHECKING:
    from mizalla.solve.frame import LimitBlock

Figures = NDArray[np.float64]
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Nodes:
    """Rows of stock and the columns that belong to them.

    A node is a warehouse, a kind and a run of cells within which nothing new arrives; its row says
    that what leaves, less what was carried in, is at most what arrives. Where storage is limited
    and stock is for sale, a dock stands beside each node: lanes leave from the dock, and what is
    bought comes to it without ever lying in store. Columns come in this order: what is carried on
    from each node (or to its dock), then what is bought.
    """

    start: int
    rows: int
    node: NDArray[np.int64]
    """Row that lanes leave from, by warehouse, kind and cell; -1 where none."""
    into: NDArray[np.int64]
    """Row that transfers come into, likewise: the same, but for docks."""
    arrivals: Figures
    """What arrives at each node."""
    exact: NDArray[np.bool_]
    """Whether nothing may vanish at a node, since what lies there is limited."""
    carry_from: Rows
    """Node that each carry column leaves (as a row)."""
    carry_to: Rows
    """Node it goes on to; -1: it stays there to the end. The last ones go from stores to docks."""
    buy_node: Rows
    """Row that each purchase column feeds."""
    buy_stock: Rows
    """Row of the problem's stock that each purchase column is bought from."""
    buy_cell: Rows
    """Cell in which each purchase column buys, -1 where it does not matter when."""
    buy_cap: Rows
    """Row that caps each purchase column's stock over all its nodes; -1: its own bound does."""
    caps: Figures
    """Bounds of the cap rows."""
    storage: tuple[Rows, Rows, Figures]
    """Rows of limits, carry columns and values: what lies counts in limits on storage."""
    arrives: NDArray[np.int64]
    """Cell in which a transfer of each lead (rows) and cell (columns) can leave again."""
    buy_quantity: Figures
    """Upper bound of each purchase column."""
    buy_price: Figures
    """Price of each purchase column."""

    @property
    def carries(self) -> int:
        """Number of carry columns."""
        return len(self.carry_from)

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.carry_from) + len(self.buy_node)

    def bound(self, low: Figures, high: Figures) -> None:
        """Write the bounds of the rows."""
        count = len(self.arrivals)
        rows = slice(self.start, self.start + count)
        high[rows] = self.arrivals
        low[rows] = np.where(self.exact, self.arrivals, -np.inf)
        high[self.start + count : self.start + self.rows] = self.caps

    def entries(self) -> tuple[Rows, Rows, Figures]:
        """List the entries of the columns: rows, columns (from 0), values."""
        carry = np.arange(self.carries, dtype=np.int64)
        on = self.carry_to >= 0
        buy = self.carries + np.arange(len(self.buy_node), dtype=np.int64)
        capped = self.buy_cap >= 0
        return (
            np.concatenate(
                [
                    self.carry_from,
                    self.carry_to[on],
                    self.buy_node,
                    self.buy_cap[capped],
                    self.storage[0],
                ]
            ),
            np.concatenate([carry, carry[on], buy, buy[capped], self.storage[1]]),
            np.concatenate(
                [
                    np.ones(self.carries),
                    -np.ones(int(on.sum())),
                    -np.ones(len(buy)),
                    np.ones(int(capped.sum())),
                    self.storage[2],
                ]
            ),
        )

    def of_lanes(self, routes: Routes, route: Rows, cell: Rows) -> tuple[Rows, Rows]:
        """Give the row each lane leaves from, and (for transfers) the row it goes to."""
        kind = routes.kind[route]
        leaves = self.node[routes.origin[route], kind, cell]
        moves = routes.movement[route] == TRANSFER
        to = np.where(moves, routes.destination[route], 0)
        later = self.arrives[np.where(moves, routes.lead[route], 0), cell]
        return leaves, self.into[to, kind, later]

    def price(self, dual: Figures, routes: Routes) -> Figures:
        """Sum dual × entry of every lane of some routes; shape (routes, cells)."""
        padded = np.append(dual, 0.0)
        price: Figures = padded[self.node[routes.origin, routes.kind]]
        moves = np.flatnonzero(routes.movement == TRANSFER)
        if len(moves):
            to, kind = routes.destination[moves], routes.kind[moves]
            later = self.arrives[routes.lead[moves]]
            price[moves] -= padded[self.into[to[:, None], kind[:, None], later]]
        return price


def nodes(problem: Problem, grid: Grid, start: int, blocks: "list[LimitBlock]") -> Nodes:
    """Lay out the nodes of a problem on a grid, their rows from ``start`` on."""
    stock, cells = problem.stock, len(grid)
    shape = (len(problem.index.warehouses), len(problem.kinds))
    watched = np.zeros(shape, dtype=bool)
    for block in blocks:
        watched |= block.limit.stored >= 0
    present = stock.receives.copy()
    present[stock.warehouse, stock.kind] = True
    begins = np.zeros((*shape, cells), dtype=bool)
    begins[..., 0] = True
    begins[stock.warehouse, stock.kind, grid.cell[stock.day]] = True
    begins[stock.receives | watched] = True
    begins &= present[..., None]
    number = np.cumsum(begins.ravel()).reshape(begins.shape) - 1
    node = np.where(present[..., None], start + number, -1).astype(np.int64)
    count = int(begins.sum())
    owner = np.argwhere(begins)
    pair = owner[:, 0] * shape[1] + owner[:, 1]
    exact = watched[owner[:, 0], owner[:, 1]]
    home = node[stock.warehouse, stock.kind, grid.cell[stock.day]] - start
    bought = ~np.isnan(stock.price)
    arrivals = np.zeros(count)
    np.add.at(arrivals, home[~bought], stock.quantity[~bought])
    followed = np.append(pair[1:] == pair[:-1], False) if count else np.zeros(0, dtype=bool)
    carried = followed | exact
    carry_from = np.flatnonzero(carried)
    carry_to = np.where(followed[carry_from], start + carry_from + 1, -1)
    sold = np.zeros(shape, dtype=bool)
    sold[stock.warehouse[bought], stock.kind[bought]] = True
    docked = np.flatnonzero(exact & sold[owner[:, 0], owner[:, 1]])
    docks = start + count + np.arange(len(docked))
    dock_of = np.full(count + 1, -1, dtype=np.int64)
    dock_of[docked] = docks
    leaving = dock_of[np.where(node >= 0, node - start, count)]
    leaving = np.where(leaving >= 0, leaving, node)
    buys = _purchases(problem, home, bought, dock_of, owner, start)
    storage = _storage(blocks, owner[carry_from], exact[carry_from])
    carry_from = np.concatenate([carry_from, docked])
    carry_to = np.concatenate([carry_to, docks])
    longest = int(problem.routes.lead.max(initial=0))
    days = len(grid.cell)
    arrives = np.array(
        [
            [grid.cell[min(day + lead, days - 1)] for day in _earliest(problem, grid)]
            for lead in range(longest + 1)
        ],
        dtype=np.int64,
    ).reshape(longest + 1, cells)
    return Nodes(
        start=start,
        rows=count + len(docked) + len(buys[4]),
        node=leaving,
        into=node,
        arrivals=np.concatenate([arrivals, np.zeros(len(docked))]),
        exact=np.concatenate([exact, np.ones(len(docked), dtype=bool)]),
        carry_from=(start + carry_from).astype(np.int64),
        carry_to=carry_to.astype(np.int64),
        buy_node=buys[0],
        buy_stock=buys[1],
        buy_cell=buys[2],
        buy_cap=buys[3],
        caps=buys[4],
        storage=storage,
        arrives=arrives,
        buy_quantity=stock.quantity[buys[1]],
        buy_price=stock.price[buys[1]],
    )


def _earliest(problem: Problem, grid: Grid) -> list[int]:
    """First day of each cell on which any transfer may leave."""
    moves = problem.routes.movement == TRANSFER
    used = problem.patterns[np.unique(problem.routes.pattern[moves])]
    ever = used.any(axis=0) if len(used) else np.ones(len(grid.cell), dtype=bool)
    firsts = []
    for first, last in zip(grid.first, grid.last(), strict=True):
        open_days = np.flatnonzero(ever[first : last + 1])
        firsts.append(int(first) + (int(open_days[0]) if len(open_days) else 0))
    return firsts


def _purchases(
    problem: Problem,
    home: Rows,
    bought: NDArray[np.bool_],
    dock_of: Rows,
    owner: Rows,
    start: int,
) -> tuple[Rows, Rows, Rows, Rows, Figures]:
    """Purchase columns: one where stock can be bought; one per dock where storage is limited."""
    count = len(owner)
    first_cap = start + count + int((dock_of >= 0).sum())
    feeds: list[int] = []
    stock_rows: list[int] = []
    cells: list[int] = []
    cap_rows: list[int] = []
    caps: list[float] = []
    for row in np.flatnonzero(bought):
        first = int(home[row])
        if dock_of[first] < 0:
            feeds.append(start + first)
            stock_rows.append(int(row))
            cells.append(-1)
            cap_rows.append(-1)
            continue
        last = first
        while last + 1 < count and (owner[last + 1, :2] == owner[first, :2]).all():
            last += 1
        feeds.extend(dock_of[first : last + 1].tolist())
        stock_rows.extend([int(row)] * (last - first + 1))
        cells.extend(owner[first : last + 1, 2].tolist())
        cap_rows.extend([first_cap + len(caps)] * (last - first + 1))
        caps.append(float(problem.stock.quantity[row]))
    columns = tuple(
        np.array(column, dtype=np.int64) for column in (feeds, stock_rows, cells, cap_rows)
    )
    return columns[0], columns[1], columns[2], columns[3], np.array(caps)


def _storage(
    blocks: "list[LimitBlock]", owner: Rows, exact: NDArray[np.bool_]
) -> tuple[Rows, Rows, Figures]:
    """Entries of carry columns in the rows of limits on storage."""
    rows: list[Rows] = [np.zeros(0, dtype=np.int64)]
    columns: list[Rows] = [np.zeros(0, dtype=np.int64)]
    values: list[Figures] = [np.zeros(0)]
    for block in blocks:
        if not block.limit.holds_storage or not len(owner):
            continue
        group = block.limit.stored[owner[:, 0], owner[:, 1]].astype(np.int64)
        time = block.time[owner[:, 2]].astype(np.int64)
        counts = np.flatnonzero(exact & (group >= 0) & (time >= 0))
        rows.append(block.start + group[counts] * block.width + time[counts])
        columns.append(counts.astype(np.int64))
        values.append(block.limit.stored_coefficient[owner[counts, 1]])
    return np.concatenate(rows), np.concatenate(columns), np.concatenate(values)
