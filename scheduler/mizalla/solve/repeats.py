"""Repeats: rows of a program that are others over again, up to a factor."""

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.solve.program import AT_LOWER, AT_UPPER, BASIC, FIXED, Statuses

Figures = NDArray[np.float64]
Rows = NDArray[np.intp]


class Repeats:
    """Rows sorted into those that count the same columns; a solver needs one of each.

    A member that packs at most 900 parcels in a warehouse that loads 1,000 says the same twice:
    only the tighter bound ever holds. It gets the price, the first of those that are equally tight.

    Parameters
    ----------
    matrix
        The rows.
    """

    def __init__(self, matrix: sparse.csr_matrix) -> None:
        matrix.sum_duplicates()
        matrix.eliminate_zeros()
        counts = np.diff(matrix.indptr)
        first = np.ones(len(counts))
        first[counts > 0] = matrix.data[matrix.indptr[:-1][counts > 0]]
        scaled = sparse.csr_matrix(
            (matrix.data / np.repeat(first, counts), matrix.indices, matrix.indptr), matrix.shape
        )
        mark: Figures = np.asarray(scaled @ np.random.default_rng(0).random(matrix.shape[1]))
        table = np.column_stack([mark, counts])
        _, lead, of = np.unique(table, axis=0, return_index=True, return_inverse=True)
        leads = lead[of.ravel()]
        other = np.flatnonzero(leads != np.arange(len(leads)))
        same = np.array([_same(scaled, row, leads[row]) for row in other.tolist()], dtype=bool)
        leads[other[~same]] = other[~same]
        self.first: Rows = np.flatnonzero(leads == np.arange(len(leads)))
        """The row that stands for each."""
        self._of: Rows = np.searchsorted(self.first, leads)
        self._factor: Figures = first / first[leads]

    def bounds(self, low: Figures, high: Figures) -> tuple[Figures, Figures]:
        """Give the bounds of the rows that stand for all."""
        least, most = np.full(len(self.first), -np.inf), np.full(len(self.first), np.inf)
        below, above = self._sides(low, high)
        np.maximum.at(least, self._of, below)
        np.minimum.at(most, self._of, above)
        return least, most

    def into(self, statuses: Statuses) -> Statuses:
        """Give statuses of all rows as those of the rows that stand for them."""
        given = np.full(len(self.first), BASIC, np.int8)
        holds = np.flatnonzero(statuses != BASIC)[::-1]  # the first comes last, and stays
        own = statuses[holds]
        turned = self._factor[holds] < 0
        own = np.where(turned & (own != FIXED), AT_LOWER + AT_UPPER - own, own)
        given[self._of[holds]] = own
        return given

    def out(
        self, low: Figures, high: Figures, dual: Figures, statuses: Statuses | None
    ) -> tuple[Figures, Statuses | None]:
        """Give duals and statuses of the rows that stand for all as those of all rows."""
        below, above = self._sides(low, high)
        upper = dual < 0
        if statuses is not None:
            upper = np.where((statuses == BASIC) | (statuses == FIXED), upper, statuses == AT_UPPER)
        makes = np.where(upper, self._firsts(above), self._firsts(-below))
        duals = np.zeros(len(self._of))
        duals[makes] = dual / self._factor[makes]
        if statuses is None:
            return duals, None
        full = np.full(len(self._of), BASIC, np.int8)
        holds = statuses != BASIC
        row = makes[holds]
        full[row] = np.where(upper[holds] == (self._factor[row] > 0), AT_UPPER, AT_LOWER)
        full[row[low[row] == high[row]]] = FIXED
        return duals, full

    def _sides(self, low: Figures, high: Figures) -> tuple[Figures, Figures]:
        one, other = low / self._factor, high / self._factor
        return np.minimum(one, other), np.maximum(one, other)

    def _firsts(self, bound: Figures) -> Rows:
        """Give the first row with the least bound of those that one stands for."""
        order = np.lexsort((np.arange(len(bound)), bound, self._of))
        starts = np.flatnonzero(np.diff(self._of[order], prepend=-1) != 0)
        return order[starts]


def _same(matrix: sparse.csr_matrix, row: int, other: int) -> bool:
    """Whether two rows have the same entries."""
    one, two = (slice(*matrix.indptr[place : place + 2]) for place in (row, other))
    return bool(
        np.array_equal(matrix.indices[one], matrix.indices[two])
        and np.array_equal(matrix.data[one], matrix.data[two])
    )
