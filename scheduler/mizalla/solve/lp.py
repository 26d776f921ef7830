"""Linear programs through OR-Tools: sparse arrays in; values, duals and a basis out.

GLOP runs through MathOpt, which can start it from a basis and hands the last one back; what it
gives up on goes to PDLP.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from ortools.linear_solver.python import model_builder_helper as helper
from ortools.math_opt import (
    callback_pb2,
    model_parameters_pb2,
    model_pb2,
    model_update_pb2,
    parameters_pb2,
    result_pb2,
    solution_pb2,
)
from ortools.math_opt.core.python import solver as core
from ortools.math_opt.sparse_containers_pb2 import SparseDoubleVectorProto
from ortools.util.python.pybind_solve_interrupter import PySolveInterrupter
from pybind11_abseil.status import StatusNotOk

from mizalla.budget import Budget, StoppedError
from mizalla_models.errors import MizallaError

Figures = NDArray[np.float64]
Statuses = NDArray[np.int8]
AT_LOWER = solution_pb2.BASIS_STATUS_AT_LOWER_BOUND
BASIC = solution_pb2.BASIS_STATUS_BASIC


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
class Basis:
    """Where a simplex method stood: the status of each column and row."""

    columns: Statuses
    rows: Statuses


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
    basis: Basis | None


class UnfinishedError(StoppedError):
    """A linear program was stopped at values that keep all its bounds, but are not the best."""

    def __init__(self, x: Figures) -> None:
        super().__init__("stopped")
        self.x = x


def minimise(
    program: Program,
    *,
    seed: int = 0,
    start: Basis | None = None,
    budget: Budget | None = None,
) -> Solution | None:
    """Solve a linear program.

    Parameters
    ----------
    start
        Basis to start from, such as that of a program that differs little.
    budget
        Time that it may take. None: all that it needs.

    Returns
    -------
    Solution or None
        None where no values keep all bounds.

    Raises
    ------
    MizallaError
        If no solver comes to an end.
    StoppedError
        If the budget is at its end before.
    """
    if not _consistent(program):
        return None
    for basis in (start, None) if start is not None else (None,):
        found = _simplex(program, seed, basis, budget)
        if not isinstance(found, Unsolved):
            return found
    return _first_order(program, budget)


class Unsolved:
    """What a solver gave up on."""


def _simplex(
    program: Program, seed: int, start: Basis | None, budget: Budget | None
) -> Solution | Unsolved | None:
    """Solve by GLOP; None where no values keep all bounds."""
    kept = _bounding(program)
    try:
        result = _within(
            budget,
            lambda interrupter: core.solve(
                _proto(program, kept),
                parameters_pb2.SOLVER_TYPE_GLOP,
                parameters_pb2.SolverInitializerProto(),
                _asked(seed, fresh=start is None),
                _given(start, kept),
                None,
                callback_pb2.CallbackRegistrationProto(),
                None,
                interrupter,
            ),
        )
    except StatusNotOk as error:
        if "INVALID_ARGUMENT" in str(error):
            raise
        return Unsolved()
    return _outcome(program, kept, result, budget, fresh=start is None)


def _within(
    budget: Budget | None,
    solve: Callable[[PySolveInterrupter | None], result_pb2.SolveResultProto],
) -> result_pb2.SolveResultProto:
    """Call a solver for as long as there is time."""
    if budget is None:
        return solve(None)
    interrupter = PySolveInterrupter()
    return budget.run(lambda: solve(interrupter), interrupter.interrupt)


def _asked(seed: int, *, fresh: bool, dual: bool = False) -> parameters_pb2.SolveParametersProto:
    asked = parameters_pb2.SolveParametersProto(random_seed=seed + 1)
    asked.glop.use_dual_simplex = dual
    asked.glop.use_preprocessing = fresh
    return asked


def _given(
    start: Basis | None, kept: NDArray[np.intp]
) -> model_parameters_pb2.ModelSolveParametersProto:
    given = model_parameters_pb2.ModelSolveParametersProto()
    if start is not None:
        columns, rows = _balanced(start.columns, start.rows[kept])
        for statuses, what in (
            (columns, given.initial_basis.variable_status),
            (rows, given.initial_basis.constraint_status),
        ):
            what.ids.extend(range(len(statuses)))
            what.values.extend(statuses.tolist())
    return given


def _outcome(
    program: Program,
    kept: NDArray[np.intp],
    result: result_pb2.SolveResultProto,
    budget: Budget | None,
    *,
    fresh: bool,
) -> Solution | Unsolved | None:
    match result.termination.reason:
        case result_pb2.TERMINATION_REASON_OPTIMAL:
            return _solution(program, kept, result.solutions[0])
        case result_pb2.TERMINATION_REASON_INFEASIBLE if fresh:
            return None
        case _ if budget is not None and budget.stopped:
            raise _stopped(program, result)
        case _:
            return Unsolved()


def _stopped(program: Program, result: result_pb2.SolveResultProto) -> StoppedError:
    """Say where a solver was when it was stopped, if that is of use."""
    for found in result.solutions:
        primal = found.primal_solution
        if primal.feasibility_status == solution_pb2.SOLUTION_STATUS_FEASIBLE:
            return UnfinishedError(_full(primal.variable_values, len(program.cost)))
    return StoppedError()


class Kept:
    """A linear program kept in the solver, to be solved again for other bounds of its rows.

    The solver goes on from where it ended, which for a few changed bounds takes few steps and
    spares loading the program.
    """

    def __init__(self, program: Program, *, seed: int = 0, budget: Budget | None = None) -> None:
        self.program, self._seed, self._budget = program, seed, budget
        self._rows = _bounding(program)
        self._place = np.full(len(program.row_low), -1, dtype=np.int64)
        self._place[self._rows] = np.arange(len(self._rows))
        self._solver: core.Solver | None = None
        self._last: Basis | None = None

    def solve(self, low: Figures, high: Figures, start: Basis | None = None) -> Solution | None:
        """Solve for bounds of the rows.

        Parameters
        ----------
        low, high
            Bounds of all rows; rows that bounded nothing at first must not do so now.
        start
            Basis to start from, the first time.

        Returns
        -------
        Solution or None
            None where no values keep all bounds.
        """
        changed = np.flatnonzero((low != self.program.row_low) | (high != self.program.row_high))
        self.program = replace(self.program, row_low=low, row_high=high)
        first = self._last is None
        if self._solver is None:
            self._solver = core.new(
                parameters_pb2.SOLVER_TYPE_GLOP,
                _proto(self.program, self._rows),
                parameters_pb2.SolverInitializerProto(),
            )
        elif not self._solver.update(self._update(changed)):
            return self._anew()
        basis = start if first else self._last
        try:
            solver = self._solver
            result = _within(
                self._budget,
                lambda interrupter: solver.solve(
                    _asked(self._seed, fresh=basis is None, dual=not first),
                    _given(basis if self._to_load or first else None, self._rows),
                    None,
                    callback_pb2.CallbackRegistrationProto(),
                    None,
                    interrupter,
                ),
            )
            found = _outcome(self.program, self._rows, result, self._budget, fresh=basis is None)
        except StatusNotOk as error:
            if "INVALID_ARGUMENT" in str(error):
                raise
            found = Unsolved()
        if isinstance(found, Unsolved):
            found = self._anew()
        # After a start with preprocessing the solver itself does not know where it ended.
        self._to_load = basis is None or found is None
        if found is not None and found.basis is not None:
            self._last = found.basis
        return found

    _to_load = False

    def _anew(self) -> Solution | None:
        return minimise(self.program, seed=self._seed, start=self._last, budget=self._budget)

    def _update(self, rows: NDArray[np.intp]) -> model_update_pb2.ModelUpdateProto:
        rows = rows[self._place[rows] >= 0]
        update = model_update_pb2.ModelUpdateProto()
        bounds = update.linear_constraint_updates
        for what, values in (
            (bounds.lower_bounds, self.program.row_low),
            (bounds.upper_bounds, self.program.row_high),
        ):
            what.ids.extend(self._place[rows].tolist())
            what.values.extend(values[rows].tolist())
        return update


def _bounding(program: Program) -> NDArray[np.intp]:
    """List rows that bound something; others, such as those without a column, only cost time."""
    finite = np.isfinite(program.row_low) | np.isfinite(program.row_high)
    empty = np.diff(program.matrix.indptr) == 0
    return np.flatnonzero(finite & ~(empty & (program.row_low <= 0) & (program.row_high >= 0)))


def _balanced(columns: Statuses, rows: Statuses) -> tuple[Statuses, Statuses]:
    """Give statuses with as many basic ones as there are rows, as a basis has."""
    columns, rows = columns.copy(), rows.copy()
    basic = int((columns == BASIC).sum()) + int((rows == BASIC).sum())
    if basic < len(rows):
        rows[np.flatnonzero(rows != BASIC)[: len(rows) - basic]] = BASIC
    elif basic > len(rows):
        columns[np.flatnonzero(columns == BASIC)[: basic - len(rows)]] = AT_LOWER
    return columns, rows


@dataclass(frozen=True)
class Searched:
    """What a search for whole numbers came to."""

    x: Figures | None
    """The best values found; None where there are none, or none were found."""
    bound: float
    """Proven: nothing is below it. Infinite where nothing keeps all bounds."""


def solve_integers(
    program: Program,
    integral: NDArray[np.bool_],
    *,
    nodes: int,
    gap: float,
    seed: int = 0,
    budget: Budget | None = None,
    plain: bool = False,
) -> Figures | None:
    """Solve a program some of whose columns are whole numbers; see `search`.

    Returns
    -------
    array or None
        The best values found; None where there are none, or none were found.
    """
    return search(program, integral, nodes=nodes, gap=gap, seed=seed, budget=budget, plain=plain).x


def search(
    program: Program,
    integral: NDArray[np.bool_],
    *,
    nodes: int,
    gap: float,
    seed: int = 0,
    budget: Budget | None = None,
    plain: bool = False,
) -> Searched:
    """Search for the best values of a program some of whose columns are whole numbers.

    Parameters
    ----------
    integral
        Columns that must be whole.
    nodes
        Most nodes of the search; a count, not a clock, so that plans repeat.
    gap
        Distance from the optimum that will do, as a share of it.
    budget
        Time that it may take; what was found by then is given. None: all that it needs.
    plain
        Whether the program is small as it is, so that little is looked for to make it smaller.

    Returns
    -------
    Searched
        Values and bound.

    Raises
    ------
    StoppedError
        If the budget is at its end before anything was found.
    """
    kept = _bounding(program)
    model = _proto(program, kept)
    model.variables.integers[:] = integral.tolist()
    asked = parameters_pb2.SolveParametersProto(
        random_seed=seed, node_limit=nodes, relative_gap_tolerance=gap
    )
    if plain:
        asked.presolve = parameters_pb2.EMPHASIS_LOW
    asked.gscip.bool_params["misc/catchctrlc"] = False  # signals are for whoever called

    def solve() -> result_pb2.SolveResultProto:
        return core.solve(
            model,
            parameters_pb2.SOLVER_TYPE_GSCIP,
            parameters_pb2.SolverInitializerProto(),
            asked,
            model_parameters_pb2.ModelSolveParametersProto(),
            None,
            callback_pb2.CallbackRegistrationProto(),
            None,
            None,
        )

    try:
        if budget is not None and budget.left < np.inf:
            asked.time_limit.FromTimedelta(timedelta(seconds=budget.left))
        # SCIP complains on stderr where it is given an interrupter: nobody waits for it instead.
        result = solve() if budget is None else budget.run(solve)
    except StatusNotOk as error:
        if "INVALID_ARGUMENT" in str(error):
            raise
        return Searched(None, -np.inf)
    bound = float(result.termination.objective_bounds.dual_bound)
    if not result.solutions or not result.solutions[0].HasField("primal_solution"):
        if budget is not None:
            budget.check()
        return Searched(None, bound)
    best = result.solutions[0].primal_solution
    return Searched(_full(best.variable_values, len(program.cost)), bound)


def _proto(program: Program, kept: NDArray[np.intp]) -> model_pb2.ModelProto:
    columns, matrix = len(program.cost), program.matrix[kept]
    matrix.sort_indices()
    model = model_pb2.ModelProto()
    model.variables.ids.extend(range(columns))
    model.variables.lower_bounds.extend(program.low.tolist())
    model.variables.upper_bounds.extend(program.high.tolist())
    model.variables.integers.extend([False] * columns)
    priced = np.flatnonzero(program.cost)
    model.objective.linear_coefficients.ids.extend(priced.tolist())
    model.objective.linear_coefficients.values.extend(program.cost[priced].tolist())
    model.linear_constraints.ids.extend(range(len(kept)))
    model.linear_constraints.lower_bounds.extend(program.row_low[kept].tolist())
    model.linear_constraints.upper_bounds.extend(program.row_high[kept].tolist())
    entries = model.linear_constraint_matrix
    entries.row_ids.extend(np.repeat(np.arange(len(kept)), np.diff(matrix.indptr)).tolist())
    entries.column_ids.extend(matrix.indices.tolist())
    entries.coefficients.extend(matrix.data.tolist())
    return model


def _solution(
    program: Program, kept: NDArray[np.intp], found: solution_pb2.SolutionProto
) -> Solution:
    columns, rows = len(program.cost), len(program.row_low)
    basis = None
    if found.HasField("basis"):
        statuses = found.basis
        basis = Basis(np.full(columns, AT_LOWER, np.int8), np.full(rows, BASIC, np.int8))
        basis.columns[np.array(statuses.variable_status.ids, dtype=np.int64)] = np.array(
            statuses.variable_status.values, dtype=np.int8
        )
        basis.rows[kept[np.array(statuses.constraint_status.ids, dtype=np.int64)]] = np.array(
            statuses.constraint_status.values, dtype=np.int8
        )
    return Solution(
        objective=found.primal_solution.objective_value,
        x=_full(found.primal_solution.variable_values, columns),
        dual=_full(found.dual_solution.dual_values, rows, kept),
        reduced=_full(found.dual_solution.reduced_costs, columns),
        basis=basis,
    )


def _full(
    vector: SparseDoubleVectorProto, size: int, names: NDArray[np.intp] | None = None
) -> Figures:
    """Lay a sparse vector out."""
    values = np.zeros(size)
    ids = np.array(vector.ids, dtype=np.int64)
    values[ids if names is None else names[ids]] = vector.values
    return values


def _first_order(program: Program, budget: Budget | None) -> Solution | None:
    model = helper.ModelBuilderHelper()
    model.fill_model_from_sparse_data(
        program.low, program.high, program.cost, program.row_low, program.row_high, program.matrix
    )
    solver = helper.ModelSolverHelper("pdlp")
    if budget is None:
        solver.solve(model)
    else:
        budget.run(lambda: solver.solve(model), solver.interrupt_solve)
    match solver.status():
        case helper.SolveStatus.OPTIMAL:
            return Solution(
                objective=float(solver.objective_value()),
                x=np.asarray(solver.variable_values(), dtype=float),
                dual=np.asarray(solver.dual_values(), dtype=float),
                reduced=np.asarray(solver.reduced_costs(), dtype=float),
                basis=None,
            )
        case helper.SolveStatus.INFEASIBLE:
            return None
        case _ if budget is not None and budget.stopped:
            raise StoppedError
        case _:
            raise MizallaError(
                "The solvers gave up on a linear program.",
                mend="Please report it with the scenario.",
            )


def _consistent(program: Program) -> bool:
    """Whether bounds do not contradict each other, and empty rows may be zero."""
    if (program.row_low > program.row_high).any() or (program.low > program.high).any():
        return False
    empty = np.diff(program.matrix.indptr) == 0
    return not (empty & ((program.row_low > 0) | (program.row_high < 0))).any()
