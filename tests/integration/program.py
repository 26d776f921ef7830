"""A linear program that grows variable by variable and row by row; HiGHS of scipy solves it."""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Sum = dict[int, float]
"""Coefficient of each variable."""
INF = float("inf")


@dataclass
class Row:
    """lowest ≤ sum ≤ highest."""

    sum: Sum
    lowest: float
    highest: float


@dataclass
class Program:
    """Variables and rows, added one by one."""

    ceiling: list[float] = field(default_factory=list)
    parcels: list[bool] = field(default_factory=list)
    """Whether a variable counts parcels."""
    rows: list[Row] = field(default_factory=list)

    def variable(self, highest: float = INF, *, parcels: bool = False) -> int:
        """Add a variable from zero up and give its number."""
        self.ceiling.append(highest)
        self.parcels.append(parcels)
        return len(self.ceiling) - 1

    def row(self, terms: Sum, lowest: float, highest: float) -> None:
        """Add a row."""
        self.rows.append(Row(terms, lowest, highest))

    def minimise(
        self, cost: Sum, more: Collection[Row] = (), *, whole: bool = False
    ) -> tuple[float, np.ndarray] | None:
        """Give optimum and variables, in whole parcels on request; None where rows can't hold."""
        rows = [*self.rows, *more]
        count = len(self.ceiling)
        price = np.zeros(count)
        for variable, value in cost.items():
            price[variable] += value
        where = [(n, v, c) for n, row in enumerate(rows) for v, c in row.sum.items()]
        number, variable, value = zip(*where, strict=True) if where else ((), (), ())
        matrix = csr_array((value, (number, variable)), shape=(len(rows), count))
        result = milp(
            price,
            integrality=np.array(self.parcels, dtype=int) if whole else None,
            bounds=Bounds(np.zeros(count), np.array(self.ceiling)),
            constraints=LinearConstraint(
                matrix, [row.lowest for row in rows], [row.highest for row in rows]
            ),
        )
        if result.status == 2:
            return None
        if result.status != 0:
            raise ArithmeticError(result.message)
        return float(result.fun), result.x
