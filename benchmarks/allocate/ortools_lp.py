"""OR-Tools' solvers as they come, through MathOpt; PDLP through the model builder.

GLOP starts from the basis of the program before, as MathOpt offers it. (The model builder keeps no
basis, and hands back no duals of HiGHS.)
"""

import numpy as np
from ortools.linear_solver.python import model_builder_helper as builder
from ortools.math_opt import (
    callback_pb2,
    model_parameters_pb2,
    model_pb2,
    parameters_pb2,
    result_pb2,
    solution_pb2,
)
from ortools.math_opt.core.python import solver as core
from pybind11_abseil.status import StatusNotOk

from benchmarks.allocate.linear import Linear, Solved, UnsolvedError

PRECISE = 1e-4
"""Relative precision that is asked of PDLP, the issue's own; simplex methods are exact."""
PDLP = (
    f"termination_criteria {{ simple_optimality_criteria {{ eps_optimal_relative: {PRECISE} "
    f"eps_optimal_absolute: {PRECISE} }} }} num_threads: 2"
)


def pdlp(program: Linear) -> Solved:
    """Solve one with PDLP on two threads."""
    model = builder.ModelBuilderHelper()
    model.fill_model_from_sparse_data(
        np.zeros(len(program.cost)),
        program.most,
        program.cost,
        program.low,
        program.high,
        program.matrix,
    )
    engine = builder.ModelSolverHelper("pdlp")
    engine.set_solver_specific_parameters(PDLP)
    engine.solve(model)
    if engine.status() != builder.SolveStatus.OPTIMAL:
        raise UnsolvedError(f"PDLP: {engine.status_string() or engine.status()}")
    return Solved(
        np.asarray(engine.variable_values(), dtype=float),
        np.asarray(engine.dual_values(), dtype=float),
    )


class MathOpt:
    """HiGHS, or GLOP from the basis where it stood last."""

    def __init__(self, solver: str) -> None:
        self._solver = getattr(parameters_pb2, f"SOLVER_TYPE_{solver.upper()}")
        self._basis: solution_pb2.BasisProto | None = None

    def __call__(self, program: Linear) -> Solved:
        """Solve one; once more from scratch where a basis led astray."""
        for basis in (self._basis, None) if self._basis is not None else (None,):
            try:
                return self._solved(program, basis)
            except (UnsolvedError, StatusNotOk):
                if basis is None:
                    raise
        raise AssertionError

    def _solved(self, program: Linear, basis: solution_pb2.BasisProto | None) -> Solved:
        given = model_parameters_pb2.ModelSolveParametersProto()
        asked = parameters_pb2.SolveParametersProto()
        if basis is not None:
            given.initial_basis.CopyFrom(basis)
            asked.glop.use_preprocessing = False
        result = core.solve(
            _proto(program),
            self._solver,
            parameters_pb2.SolverInitializerProto(),
            asked,
            given,
            None,
            callback_pb2.CallbackRegistrationProto(),
            None,
            None,
        )
        if result.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL:
            raise UnsolvedError(f"MathOpt: {result.termination.detail}")
        found = result.solutions[0]
        if self._solver == parameters_pb2.SOLVER_TYPE_GLOP and found.HasField("basis"):
            self._basis = found.basis
        return Solved(
            _full(found.primal_solution.variable_values, len(program.cost)),
            _full(found.dual_solution.dual_values, len(program.low)),
        )


def _proto(program: Linear) -> model_pb2.ModelProto:
    rows, columns = program.matrix.shape
    model = model_pb2.ModelProto()
    model.variables.ids.extend(range(columns))
    model.variables.lower_bounds.extend([0.0] * columns)
    model.variables.upper_bounds.extend(program.most.tolist())
    model.variables.integers.extend([False] * columns)
    priced = np.flatnonzero(program.cost)
    model.objective.linear_coefficients.ids.extend(priced.tolist())
    model.objective.linear_coefficients.values.extend(program.cost[priced].tolist())
    model.linear_constraints.ids.extend(range(rows))
    model.linear_constraints.lower_bounds.extend(program.low.tolist())
    model.linear_constraints.upper_bounds.extend(program.high.tolist())
    matrix = program.matrix
    matrix.sort_indices()
    entries = model.linear_constraint_matrix
    entries.row_ids.extend(np.repeat(np.arange(rows), np.diff(matrix.indptr)).tolist())
    entries.column_ids.extend(matrix.indices.tolist())
    entries.coefficients.extend(matrix.data.tolist())
    return model


def _full(vector: object, size: int) -> np.ndarray:
    values = np.zeros(size)
    values[np.array(vector.ids, dtype=np.int64)] = vector.values  # type: ignore[attr-defined]
    return values
