"""Linear programs through OR-Tools: sparse arrays in, values and duals out."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from ortools.linear_solver.python import model_builder_helper as helper

from mizalla_models.errors import MizallaError

Figures = NDArray[np.float64]


@dataclass(frozen=True)
class Program:
    """Minimise ``cost @ x`` with row and column bounds."""

    matrix: sparse.csr_matrix
    cost: Figures
    row_low: Figures
    row_high: Figures
    low: Figures
    high: Figures


@dataclass(frozen=True)
class Solution:
    """A proven optimum.

    ``dual`` is the change of the objective per unit of a row's bound, ``reduced`` that per unit
    of a column's.
    """

    objective: float
    x: Figures
    dual: Figures
    reduced: Figures


_SOLVERS = ("glop", "pdlp")


def minimise(program: Program, *, seed: int = 0) -> Solution | None:
    """Solve a linear program.

    Returns
    -------
    Solution or None
        None where no values keep all bounds.

    Raises
    ------
    MizallaError
        If no solver comes to an end.
    """
    if not _consistent(program):
        return None
    model = helper.ModelBuilderHelper()
    model.fill_model_from_sparse_data(
        program.low, program.high, program.cost, program.row_low, program.row_high, program.matrix
    )
    for name in _SOLVERS:
        solver = helper.ModelSolverHelper(name)
        if name == "glop":
            solver.set_solver_specific_parameters(f"random_seed: {seed + 1}")
        solver.solve(model)
        status = solver.status()
        if status == helper.SolveStatus.OPTIMAL:
            return Solution(
                objective=float(solver.objective_value()),
                x=np.asarray(solver.variable_values(), dtype=float),
                dual=np.asarray(solver.dual_values(), dtype=float),
                reduced=np.asarray(solver.reduced_costs(), dtype=float),
            )
        if status == helper.SolveStatus.INFEASIBLE:
            return None
    raise MizallaError(
        "The solvers gave up on a linear program.", mend="Please report it with the scenario."
    )


def _consistent(program: Program) -> bool:
    """Whether bounds do not contradict each other, and empty rows may be zero."""
    if (program.row_low > program.row_high).any() or (program.low > program.high).any():
        return False
    empty = np.diff(program.matrix.indptr) == 0
    return not (empty & ((program.row_low > 0) | (program.row_high < 0))).any()
