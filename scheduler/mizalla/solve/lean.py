"""Lean: what a solver is given of a program, and its answer in the program's own terms.

Rows that bound nothing are left out, and a row of one column is a bound of that column. A solver
that starts from a basis does no preprocessing, so this is done here; what a column at such a bound
is worth is the price of its row.
"""

import numpy as np
from numpy.typing import NDArray

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

Figures = NDArray[np.float64]
Rows = NDArray[np.intp]
DIGITS = 1e-9
"""Share by which bounds may pass each other for it to be last digits."""


class Lean:
    """Rows of a program that a solver is given, and rows that are bounds of columns instead.

    Which are which goes by the program's matrix, so that bounds may change afterwards.
    """

    def __init__(self, program: Program) -> None:
        rows = bounding(program)
        begins = program.matrix.indptr[rows]
        alone = np.diff(program.matrix.indptr)[rows] == 1
        alone[alone] = program.matrix.data[begins[alone]] != 0
        self.rows: Rows = rows[~alone]
        self._single: Rows = rows[alone]
        self._column = program.matrix.indices[begins[alone]].astype(np.intp)
        self._factor: Figures = program.matrix.data[begins[alone]]

    def bounds(self, program: Program) -> tuple[Figures, Figures]:
        """Give bounds of columns with those that rows of one column make."""
        low, high = program.low.copy(), program.high.copy()
        least, most = self._sides(program)
        np.maximum.at(low, self._column, least)
        np.minimum.at(high, self._column, most)
        digits = (low > high) & (low - high <= DIGITS * (1 + np.abs(high)))
        low[digits] = high[digits]
        return low, high

    def into(self, basis: Basis) -> Basis:
        """Give a basis of the program as one of what the solver has."""
        columns = basis.columns.copy()
        holds = basis.rows[self._single] != BASIC
        holds &= columns[self._column] == BASIC
        above = (basis.rows[self._single] == AT_UPPER) == (self._factor > 0)
        columns[self._column[holds]] = np.where(above[holds], AT_UPPER, AT_LOWER)
        return _balanced(columns, basis.rows[self.rows])

    def out(
        self,
        program: Program,
        reduced: Figures,
        dual: Figures,
        basis: Basis | None,
    ) -> tuple[Figures, Figures, Basis | None]:
        """Give reduced costs, duals and basis of the solver as those of the program.

        Parameters
        ----------
        reduced
            Reduced costs; shape (columns,).
        dual
            Duals of the rows that the solver has; shape (rows of it,).
        basis
            Statuses of columns, and of the rows that the solver has.
        """
        full = np.zeros(len(program.row_low))
        full[self.rows] = dual
        reduced = reduced.copy()
        statuses = None
        if basis is not None:
            statuses = Basis(basis.columns.copy(), np.full(len(full), BASIC, np.int8))
            statuses.rows[self.rows] = basis.rows
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
        return reduced, full, statuses

    def _sides(self, program: Program) -> tuple[Figures, Figures]:
        """Give the least and the most that each row of one column lets its column be."""
        low = program.row_low[self._single] / self._factor
        high = program.row_high[self._single] / self._factor
        return np.minimum(low, high), np.maximum(low, high)


def _balanced(columns: Statuses, rows: Statuses) -> Basis:
    """Give statuses with as many basic ones as there are rows, as a basis has."""
    columns, rows = columns.copy(), rows.copy()
    basic = int((columns == BASIC).sum()) + int((rows == BASIC).sum())
    if basic < len(rows):
        rows[np.flatnonzero(rows != BASIC)[: len(rows) - basic]] = BASIC
    elif basic > len(rows):
        columns[np.flatnonzero(columns == BASIC)[: basic - len(rows)]] = AT_LOWER
    return Basis(columns, rows)
