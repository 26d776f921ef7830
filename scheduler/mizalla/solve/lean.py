"""Lean: what a solver is given of a program, and its answer in the program's own terms.

Rows that bound nothing are left out, a row of one column is a bound of that column, rows that are
others over again go with them (`repeats`), and lanes that differ only in the kind they carry are
pooled (`pooled`). A solver that starts from a basis does no preprocessing, so this is done here;
what a column at such a bound is worth is the price of its row.
"""

from dataclasses import replace

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.solve.duals import duals_at
from mizalla.solve.pooled import MANY, Pooled
from mizalla.solve.program import (
    AT_LOWER,
    AT_UPPER,
    BASIC,
    FIXED,
    Basis,
    Program,
    Statuses,
    bounding,
)
from mizalla.solve.repeats import Repeats

Figures = NDArray[np.float64]
Rows = NDArray[np.intp]
DIGITS = 1e-9
"""Share by which bounds may pass each other for it to be last digits."""


class Lean:
    """A program as a solver is given it.

    What is left out goes by the program's matrix, so that bounds may change afterwards; those of
    columns may only where kinds are not pooled.
    """

    def __init__(self, program: Program) -> None:
        rows = bounding(program)
        begins = program.matrix.indptr[rows]
        alone = np.diff(program.matrix.indptr)[rows] == 1
        alone[alone] = program.matrix.data[begins[alone]] != 0
        self._wide: Rows = rows[~alone]
        self._single: Rows = rows[alone]
        self._column = program.matrix.indices[begins[alone]].astype(np.intp)
        self._factor: Figures = program.matrix.data[begins[alone]]
        matrix = program.matrix[self._wide]
        self._repeats = Repeats(matrix)
        matrix = matrix[self._repeats.first]
        self._pooled: Pooled | None = None
        if program.alike is not None:
            low, high = self.bounds(program)
            free = (low == 0) & np.isposinf(high)
            pooled = Pooled(matrix, program, free)
            if pooled.spared >= MANY:
                self._pooled, matrix = pooled, pooled.matrix
        matrix.sort_indices()
        self._mark = object()
        self.matrix: sparse.csr_matrix = matrix
        """Rows and columns that the solver has."""

    def given(self, program: Program) -> Program | None:
        """Give what the solver is to be given; None where an objective tells apart what is pooled.

        Where bounds of the program contradict each other, so do those of what is given.
        """
        low, high = self.bounds(program)
        row_low, row_high = self._repeats.bounds(
            program.row_low[self._wide], program.row_high[self._wide]
        )
        _brought_together(row_low, row_high)
        cost: Figures | None = program.cost
        if self._pooled is not None:
            cost = self._pooled.cost(program.cost)
            low, high = self._pooled.columns(low), self._pooled.columns(high)
            row_low, row_high = self._pooled.rows(row_low), self._pooled.rows(row_high)
        if cost is None:
            return None
        return Program(self.matrix, cost, row_low, row_high, low, high)

    def bounds(self, program: Program) -> tuple[Figures, Figures]:
        """Give bounds of columns with those that rows of one column make."""
        low, high = program.low.copy(), program.high.copy()
        least, most = self._sides(program)
        np.maximum.at(low, self._column, least)
        np.minimum.at(high, self._column, most)
        _brought_together(low, high)
        return low, high

    def into(self, basis: Basis) -> Basis:
        """Give a basis of the program as one of what the solver has."""
        if basis.lean is not None and basis.maker is self._mark:
            return basis.lean
        columns = basis.columns.copy()
        holds = basis.rows[self._single] != BASIC
        holds &= columns[self._column] == BASIC
        above = (basis.rows[self._single] == AT_UPPER) == (self._factor > 0)
        columns[self._column[holds]] = np.where(above[holds], AT_UPPER, AT_LOWER)
        rows = self._repeats.into(basis.rows[self._wide])
        if self._pooled is not None:
            columns, rows = self._pooled.into(columns, rows)
        return _balanced(columns, rows)

    def values(self, x: Figures) -> Figures:
        """Give values of the solver's columns as those of the program's."""
        return x if self._pooled is None else self._pooled.out(x, None)[0]

    def out(
        self,
        program: Program,
        x: Figures,
        reduced: Figures,
        dual: Figures,
        basis: Basis | None,
    ) -> tuple[Figures, Figures, Figures, Basis | None]:
        """Give values, reduced costs, duals and basis of the solver as those of the program.

        Parameters
        ----------
        x, reduced
            Values and reduced costs; shape (columns of the solver,).
        dual
            Duals of the rows that the solver has; shape (rows of it,).
        basis
            Statuses of columns and rows that the solver has.
        """
        columns: Statuses | None = None if basis is None else basis.columns.copy()
        rows = None if basis is None else basis.rows[: len(self._repeats.first)]
        if self._pooled is not None:
            x, columns = self._pooled.out(x, columns)
            reduced = self._pooled.reduced(reduced)
            dual = dual[: len(self._repeats.first)]
        full = np.zeros(len(program.row_low))
        full[self._wide], wide = self._repeats.out(
            program.row_low[self._wide], program.row_high[self._wide], dual, rows
        )
        reduced = reduced.copy()
        statuses = None
        if columns is not None and wide is not None:
            statuses = Basis(columns, np.full(len(full), BASIC, np.int8))
            statuses.rows[self._wide] = wide
        least, most = self._sides(program)
        low, high = self.bounds(program)
        for side, bound, own, sign in (
            (most, high, program.high, -1.0),
            (least, low, program.low, 1.0),
        ):
            makes = np.flatnonzero((side == bound[self._column]) & (side != own[self._column]))
            _, first = np.unique(self._column[makes], return_index=True)
            makes = makes[first]
            column, row, factor = self._column[makes], self._single[makes], self._factor[makes]
            priced = reduced[column] * sign > 0
            at = AT_UPPER if sign < 0 else AT_LOWER
            if statuses is not None:  # what stands elsewhere has a last digit for a price
                status = statuses.columns[column]
                priced &= (status == at) | (status == FIXED)
                stands = priced | (status == at) | ((status == FIXED) & (reduced[column] == 0))
                statuses.columns[column[stands]] = BASIC
                up = (factor[stands] > 0) == (sign < 0)
                statuses.rows[row[stands]] = np.where(up, AT_UPPER, AT_LOWER)
            full[row[priced]] = reduced[column[priced]] / factor[priced]
            reduced[column[priced]] = 0.0
        if statuses is not None:
            freed = (statuses.columns == FIXED) & (program.low != program.high)
            statuses.columns[freed] = np.where(reduced[freed] < 0, AT_UPPER, AT_LOWER)
            statuses = replace(statuses, lean=basis, maker=self._mark)
        return x, reduced, full, statuses

    def duals_at(self, program: Program, basis: Basis, cost: Figures) -> Figures | None:
        """Give the duals that an objective has at a basis that came from here; None if it has none.

        Parameters
        ----------
        program
            The program with the bounds that the basis was found for.
        """
        given = self.given(replace(program, cost=cost))
        if given is None or basis.lean is None or basis.maker is not self._mark:
            return duals_at(program, basis, cost)
        dual = duals_at(given, basis.lean, given.cost)
        if dual is None:
            return None
        nothing = np.zeros(len(given.cost))
        return self.out(program, nothing, nothing, dual, basis.lean)[2]

    def _sides(self, program: Program) -> tuple[Figures, Figures]:
        """Give the least and the most that each row of one column lets its column be."""
        low = program.row_low[self._single] / self._factor
        high = program.row_high[self._single] / self._factor
        return np.minimum(low, high), np.maximum(low, high)


def _brought_together(low: Figures, high: Figures) -> None:
    """Let bounds that pass each other by last digits meet."""
    digits = (low > high) & (low - high <= DIGITS * (1 + np.abs(high)))
    low[digits] = high[digits]


def _balanced(columns: Statuses, rows: Statuses) -> Basis:
    """Give statuses with as many basic ones as there are rows, as a basis has."""
    columns, rows = columns.copy(), rows.copy()
    basic = int((columns == BASIC).sum()) + int((rows == BASIC).sum())
    if basic < len(rows):
        rows[np.flatnonzero(rows != BASIC)[: len(rows) - basic]] = BASIC
    elif basic > len(rows):
        columns[np.flatnonzero(columns == BASIC)[: basic - len(rows)]] = AT_LOWER
    return Basis(columns, rows)
