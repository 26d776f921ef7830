"""Linear programs kept in the solver while one column after another is decided."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import model_update_pb2

from mizalla.solve.lp import Kept, Solution

Figures = NDArray[np.float64]


class Rounding(Kept):
    """A linear program kept in the solver, to be solved again with more columns fixed."""

    _fixed: NDArray[np.intp] = np.zeros(0, dtype=np.intp)

    def fix(self, columns: NDArray[np.intp], values: Figures) -> None:
        """Fix columns.

        Parameters
        ----------
        columns
            Their places, ascending.
        values
            What they are fixed to.
        """
        low, high = self.program.low.copy(), self.program.high.copy()
        low[columns] = high[columns] = values
        self.program = replace(self.program, low=low, high=high)
        self._fixed = columns

    def again(self) -> Solution | None:
        """Solve; None where no values keep all bounds."""
        return self.solve(self.program.row_low, self.program.row_high)

    def _update(self, rows: NDArray[np.intp]) -> model_update_pb2.ModelUpdateProto:
        update = super()._update(rows)
        bounds = update.variable_updates
        for what, values in (
            (bounds.lower_bounds, self.program.low),
            (bounds.upper_bounds, self.program.high),
        ):
            what.ids.extend(self._fixed.tolist())
            what.values.extend(values[self._fixed].tolist())
        return update
