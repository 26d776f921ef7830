"""Diving: whole numbers from one linear program after another, each with a few more decided.

What is nearest to a whole number goes there, up only where every row has room for it. Then the
program is solved again from where it ended, so that the others make up for it.
"""

from dataclasses import replace

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.budget import Budget
from mizalla.solve.program import Program
from mizalla.solve.reduced import Reduced, narrowed, reach
from mizalla.solve.rounding import Rounding

Figures = NDArray[np.float64]
Mask = NDArray[np.bool_]
Places = NDArray[np.intp]
SNAP = 1e-6
DEAR = 2.0
"""How many times dearer than the dearest column a parcel beyond a row is."""
MANY = 50
"""Columns yet to be decided in a row beyond which it counts as loose."""
PASSES = 3
SMALL, SHRINK = 100, 4


def dive(left: Reduced, *, seed: int, budget: Budget | None) -> Figures | None:
    """Look for whole numbers.

    Rows of stock and the like may be passed at a price that nothing is worth.

    Returns
    -------
    array or None
        Values of the reduced program's columns, which may still pass such rows; None where a
        linear program can't be solved.
    """
    count = len(left.columns)
    program = _elastic(left)
    x = np.zeros(len(program.cost))
    whole = np.append(left.integral, np.zeros(len(x) - count, dtype=bool))
    columns = np.arange(len(x))
    while True:
        fallen = _descend(program, whole, seed, budget)
        if fallen is None:
            return None
        program, found = fallen
        x[columns] = found
        broken = whole & (np.abs(found - np.round(found)) > SNAP)
        if not broken.any():
            break
        free = broken | (whole & (program.low < program.high) & _beside(program, broken))
        fixed = whole & ~free
        values = np.where(fixed, np.round(found), 0)
        program = replace(
            program,
            low=np.where(fixed, values, program.low),
            high=np.where(fixed, values, program.high),
        )
        program, _, places = narrowed(program, free, np.where(fixed, values, found))
        columns, whole = columns[places], whole[places]
    inner = np.append(left.integral, np.zeros(len(x) - count, dtype=bool))
    x[inner] = np.round(x[inner])
    return x[:count]


def _beside(program: Program, broken: Mask) -> Mask:
    """Say which columns meet broken ones in a row."""
    matrix = program.matrix
    met = np.diff(matrix[:, broken].indptr) > 0
    beside: Mask = np.diff(matrix[met].tocsc().indptr) > 0
    return beside


def _descend(
    program: Program, whole: Mask, seed: int, budget: Budget | None
) -> tuple[Program, Figures] | None:
    """Decide columns until few are left; None where the linear program can't be solved."""
    guard = _Guard(program, whole)
    solver = Rounding(program, seed=seed, budget=budget)
    few = -1
    while True:
        found = solver.again()
        if found is None:
            return None
        broken = whole & (np.abs(found.x - np.round(found.x)) > SNAP)
        left = int(broken.sum())
        if left <= few or not left:
            break
        if few < 0 and left > SMALL:
            few = left // SHRINK
        solver.fix(*guard.decide(found.x, broken))
    return solver.program, found.x


def _elastic(left: Reduced) -> Program:
    """Add columns for passing the rows that rounding by itself may make fail.

    Rows with nothing but a most have a parcel of room held free in them, at a low price, so that
    they are not passed as soon as others are rounded.
    """
    program = left.program
    low, high = sides(program, left.integral)
    single = np.diff(program.matrix.tocsc()[:, ~left.integral].indptr) == 1
    shared = np.zeros(len(low), dtype=bool)
    shared[program.matrix[:, ~left.integral][:, ~single].nonzero()[0]] = True
    both = shared | (low & high)
    size = np.asarray(abs(program.matrix).max(axis=1).todense()).ravel()
    over, under = np.flatnonzero(both & high), np.flatnonzero(both & low)
    roomy = np.flatnonzero(shared & high & np.isinf(program.row_low))
    row = np.concatenate([over, under, roomy])
    value = np.concatenate([-size[over], size[under], -size[roomy]])
    dear = DEAR * max(float(program.cost.max(initial=0)), 1.0)
    cheap = float(np.abs(program.cost[left.integral]).max(initial=0))
    new, hard = len(row), len(over) + len(under)
    row_high = program.row_high.copy()
    row_high[roomy] -= size[roomy]
    return Program(
        sparse.hstack(
            [
                program.matrix,
                sparse.csr_matrix((value, (row, np.arange(new))), (len(low), new)),
            ]
        ).tocsr(),
        np.concatenate([program.cost, np.full(hard, dear), np.full(new - hard, cheap)]),
        program.row_low,
        row_high,
        np.append(program.low, np.zeros(new)),
        np.concatenate([program.high, np.full(hard, np.inf), np.ones(new - hard)]),
    )


def sides(program: Program, whole: Mask) -> tuple[Mask, Mask]:
    """Say which rows have a lower and an upper bound that no column of their own gives way to."""
    by_column = program.matrix.tocsc()
    single = ~whole & (np.diff(by_column.indptr) == 1) & np.isinf(program.high)
    own = by_column[:, single]
    gives = np.asarray(own.maximum(0).sum(axis=1)).ravel() > 0
    takes = np.asarray(own.minimum(0).sum(axis=1)).ravel() < 0
    return np.isfinite(program.row_low) & ~gives, np.isfinite(program.row_high) & ~takes


class _Guard:
    """Which columns may be decided together, and which way each may go."""

    def __init__(self, program: Program, whole: Mask) -> None:
        self._program, self._whole = program, whole
        self._columns = program.matrix.tocsc()
        others = replace(
            program,
            low=np.where(whole, 0.0, program.low),
            high=np.where(whole, 0.0, program.high),
        )
        self._least, self._most = reach(others)

    def decide(self, x: Figures, broken: Mask) -> tuple[Places, Figures]:
        """Choose columns, those nearest to whole numbers first, and whole numbers for them.

        No two of them meet in a row that is full, and rows have room for all of them.
        """
        which = np.flatnonzero(broken)
        which = which[np.argsort(np.abs(x[which] - np.round(x[which])), kind="stable")]
        entries = self._columns[:, which].tocoo()
        row, column = entries.row.astype(np.intp), entries.col.astype(np.intp)
        value = entries.data
        # What is yet to be decided can still go where it takes least of a row, or where most.
        width, whole = abs(value), np.where(self._whole, np.round(x), 0.0)
        count = len(self._least)
        floor = self._program.matrix @ np.where(broken, np.floor(x), whole)
        least = self._least + floor - np.bincount(row, np.where(value < 0, width, 0), count)
        most = self._most + floor + np.bincount(row, np.where(value > 0, width, 0), count)
        digits = 1e-9 * (1 + np.abs(floor))
        above = self._program.row_high - least + digits
        below = most - self._program.row_low + digits
        up = x[which] > np.floor(x[which]) + 0.5
        no_rise, no_fall = np.zeros(len(which), dtype=bool), np.zeros(len(which), dtype=bool)
        takes_above, takes_below = width > above[row], width > below[row]
        no_rise[column[np.where(value > 0, takes_above, takes_below)]] = True
        no_fall[column[np.where(value > 0, takes_below, takes_above)]] = True
        up = np.where(no_rise != no_fall, no_fall, up)
        chosen = self._apart(x, row, column, len(which))
        adds = up[column] == (value > 0)
        for side, room in ((adds, above), (~adds, below)):
            on = side & chosen[column]
            late = _late(row[on], column[on], width[on], room)
            chosen[column[on][late]] = False
        chosen[0] |= not chosen.any()
        order = np.argsort(which[chosen])
        return which[chosen][order], (np.floor(x[which]) + up)[chosen][order]

    def _apart(self, x: Figures, row: Places, column: Places, count: int) -> Mask:
        """Choose columns no two of which meet in a full row, the first ones first."""
        at = self._program.matrix @ x
        near = SNAP * (1 + np.abs(at))
        full = (at > self._program.row_high - near) | (at < self._program.row_low + near)
        meets = full[row] & (np.bincount(row, minlength=len(full))[row] <= MANY)
        row, column = row[meets], column[meets]
        chosen, left = np.zeros(count, dtype=bool), np.ones(count, dtype=bool)
        for _ in range(PASSES):
            first = np.full(len(full), count)
            np.minimum.at(first, row[left[column]], column[left[column]])
            best = left.copy()
            best[column[first[row] < column]] = False
            chosen |= best
            taken = np.zeros(len(full), dtype=bool)
            taken[row[best[column]]] = True
            left &= ~best
            left[column[taken[row]]] = False
        return chosen


def _late(row: Places, column: Places, width: Figures, room: Figures) -> Mask:
    """Say which entries find no room in their row after those of earlier columns."""
    order = np.lexsort((column, row))
    row, width = row[order], width[order]
    used = np.cumsum(width)
    begins = np.flatnonzero(np.append(True, np.diff(row) != 0)) if len(row) else order
    before = np.repeat((used - width)[begins], np.diff(np.append(begins, len(row))))
    late = np.zeros(len(row), dtype=bool)
    late[order] = used - before > room[row]
    return late
