"""Parts: the duals of one program as several cuts that hold on their own.

A program over all regions at once has one value, but its duals are mostly those of bottlenecks
that have nothing to do with each other. Each such part is a cut of its own, so that one program
tells of all bottlenecks at once.
"""

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from mizalla.solve.cut import Cut
from mizalla.solve.frame import Lanes
from mizalla.solve.model import Model, Stage

Figures = NDArray[np.float64]
MANY = 3_000_000
"""Lanes up to which the duals of a program are told apart."""
NOTHING, TIGHT = 1e-12, 1e-9
"""Duals that are none, and gains that are none, as shares of the largest."""
SLIGHT = 1e-7
"""Prices of demands that a cut can do without, as a share of the largest."""


class Parts:
    """All lanes of a model, as a matrix, to tell the duals of its programs apart."""

    def __init__(self, model: Model) -> None:
        frame = self.frame = model.frame
        self.model, problem = model, frame.problem
        supply = float(problem.stock.quantity.sum()) * frame.most_units()
        extras = self.extras = frame.extras
        self.most_extra = np.where(np.isfinite(extras.high), extras.high, supply)
        opened = frame.open[problem.routes.pattern]
        self.matrix: sparse.csc_matrix | None = None
        if int(opened.sum()) > MANY:
            return
        route, cell = np.nonzero(opened)
        lanes = Lanes(route.astype(np.int64), cell.astype(np.int64))
        entries = frame.entries(lanes)
        shape = (frame.goal_start + len(frame.goals), len(lanes) + len(extras))
        row = [entries.row, extras.rows]
        column = [entries.column, len(lanes) + extras.columns]
        value = [entries.value, extras.values]
        for place, goal in enumerate(frame.goals):
            row.append(np.full(len(extras), frame.goal_start + place))
            column.append(len(lanes) + np.arange(len(extras)))
            value.append(goal.extras)
        self.matrix = sparse.csc_matrix(
            (np.concatenate(value), (np.concatenate(row), np.concatenate(column))), shape=shape
        )
        self.matrix.sum_duplicates()
        demand = problem.routes.demand[lanes.route].astype(np.int64)
        needed = np.append(problem.demands.needed, supply)
        # Most that can flow in each column; lanes of a demand share what it needs.
        self.demand = np.append(demand, np.full(len(extras), -1))
        self.roof = np.append(needed[demand], self.most_extra)

    def cuts(self, stage: Stage, dual: Figures) -> list[Cut]:
        """Give the cuts that the duals of a program prove.

        Parameters
        ----------
        stage
            The program: targets of demands as the lower bounds of their rows.
        dual
            Duals of its rows; those of a bound that is not there count as none.
        """
        demands = len(self.frame.problem.demands)
        low, high = stage.row_low[: len(dual)], stage.row_high[: len(dual)]
        most = np.abs(dual).max(initial=0)
        wrong = ((dual > 0) & ~np.isfinite(low)) | ((dual < 0) & ~np.isfinite(high))
        dual = np.where(wrong | (np.abs(dual) <= NOTHING * most), 0.0, dual)
        held = np.where(dual > 0, low, np.where(dual < 0, high, 0.0))
        part, spill = self._parts(stage, dual)
        rows = np.flatnonzero(dual)
        order = np.argsort(part[rows], kind="stable")
        rows = rows[order]
        ends = np.flatnonzero(np.diff(part[rows])) + 1
        found = []
        for own in np.split(rows, ends):
            counted = own[(own < demands) & (dual[own] > 0)]
            others = own[(own >= demands) | (dual[own] < 0)]
            if not len(counted):
                continue
            worth = dual[counted] * held[counted]
            counted = counted[worth > SLIGHT * worth.max()]
            limit = float(spill[part[own[0]]] - dual[others] @ held[others])
            found.append(Cut(counted, dual[counted], limit, others, -dual[others]))
        return found

    def _parts(self, stage: Stage, dual: Figures) -> tuple[NDArray[np.int64], Figures]:
        """Number the part of each row; give what last digits may add to what each part allows."""
        if self.matrix is None:
            _, _, slack = self.model.price(stage, dual, 1.0)
            gain = np.bincount(self.extras.columns, self.extras.values * dual[self.extras.rows])
            over = float(slack @ self.frame.problem.demands.needed)
            over += float(np.maximum(gain, 0) @ self.most_extra[: len(gain)])
            return np.zeros(len(dual), dtype=np.int64), np.full(len(dual), over)
        matrix = self.matrix
        own = matrix.copy()
        own.data *= dual[own.indices]
        own.eliminate_zeros()
        column = np.repeat(np.arange(own.shape[1]), np.diff(own.indptr))
        row, gain, tight = own.indices, own.data, TIGHT * np.abs(own.data).max(initial=0)
        whole = np.abs(np.bincount(column, gain, own.shape[1])) <= tight
        part = _joined(row[whole[column]], column[whole[column]], len(dual), own.shape[1])
        while True:
            # A lane that gains by one part alone joins it to the others that it belongs to.
            key, place = np.unique(column * np.int64(len(dual)) + part[row], return_inverse=True)
            gains = np.bincount(place, gain, len(key))
            join = np.zeros(own.shape[1], dtype=bool)
            join[key[gains > tight] // len(dual)] = True
            several = np.bincount(key // len(dual), minlength=own.shape[1]) > 1
            join &= several
            if not join.any():
                break
            which = join[column]
            part = _joined(part[row[which]], column[which], len(dual), own.shape[1])[part]
        return part, self._spill(key, np.maximum(gains, 0), len(dual))

    def _spill(self, key: NDArray[np.int64], gains: Figures, rows: int) -> Figures:
        """Sum up what lanes may gain in each part, at most as much as can flow in them."""
        column, part = key // rows, key % rows
        some = gains > 0
        worth = gains[some] * self.roof[column[some]]
        # Lanes to one demand share what it needs; any other column stands for itself.
        demand = self.demand[column[some]]
        whose = np.where(demand >= 0, demand, len(self.roof) + column[some])
        pairs, place = np.unique(whose * np.int64(rows) + part[some], return_inverse=True)
        best = np.zeros(len(pairs))
        np.maximum.at(best, place, worth)
        return np.bincount(pairs % rows, best, rows).astype(float)


def _joined(
    row: NDArray[np.int64], column: NDArray[np.int64], rows: int, columns: int
) -> NDArray[np.int64]:
    """Number the components that rows form by the columns that they share."""
    graph = sparse.coo_matrix(
        (np.ones(len(row), np.int8), (row, rows + column.astype(np.int64))),
        shape=(rows + columns, rows + columns),
    )
    _, label = connected_components(graph, directed=False)
    _, number = np.unique(label[:rows], return_inverse=True)
    return number.astype(np.int64)
