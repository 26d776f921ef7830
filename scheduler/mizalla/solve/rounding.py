"""Linear programs kept in the solver while one column after another is decided."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.lp import Kept
from mizalla.solve.program import Solution

Figures = NDArray[np.float64]


class Rounding(Kept):
    """A linear program kept in the solver, to be solved again with more columns fixed."""

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

    def again(self) -> Solution | None:
        """Solve; None where no values keep all bounds."""
        return self.solve(self.program.row_low, self.program.row_high, dual=self.solved)
