"""Standings: where a model's last solve ended, for the next one to start from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.program import AT_LOWER, BASIC, Basis, Program


@dataclass(frozen=True)
class Standing:
    """A basis, with a key of each of its first columns: the lanes that the model held."""

    keys: NDArray[np.int64]
    """Ascending."""
    basis: Basis

    def for_(self, keys: NDArray[np.int64], program: Program) -> Basis:
        """Give the basis for a program whose first columns have other keys.

        New lanes carry nothing, new rows hold nothing down. Columns after the lanes keep their
        status by their place.
        """
        if np.array_equal(self.keys, keys) and self.basis.fits(program):
            return self.basis
        columns, new = np.full(len(program.cost), AT_LOWER, np.int8), len(keys)
        place = np.minimum(np.searchsorted(self.keys, keys), max(len(self.keys) - 1, 0))
        if len(self.keys):
            known = self.keys[place] == keys
            columns[: len(keys)][known] = self.basis.columns[place[known]]
            new -= int(known.sum())
        others = self.basis.columns[len(self.keys) :]
        room = min(len(others), len(columns) - len(keys))
        columns[len(keys) : len(keys) + room] = others[:room]
        rows = np.full(len(program.row_low), BASIC, np.int8)
        room = min(len(rows), len(self.basis.rows))
        rows[:room] = self.basis.rows[:room]
        return Basis(columns, rows, new)
