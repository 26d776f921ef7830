"""Linear programs through OR-Tools: sparse arrays in; values, duals and a basis out.

GLOP runs through MathOpt, which can start it from a basis and hands the last one back; what it
gives up on goes to PDLP.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from ortools.glop.parameters_pb2 import GlopParameters
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
from mizalla.solve.lean import Lean
from mizalla.solve.program import (
    AT_LOWER,
    BASIC,
    Basis,
    Program,
    Solution,
    bounding,
    consistent,
)
from mizalla_models.errors import MizallaError

Figures = NDArray[np.float64]
DEVEX = GlopParameters.DEVEX
FEW_NEW = 0.2
"""Share of columns that may be new to a basis for there to be little to do from there."""
QUICK, QUICK_DUAL = 1000, 3000
"""Steps from a basis after which the primal and the dual simplex method make way for another."""
STEPS = 0.05
"""The same as a share of the columns, where these are many: steepest edges take as much longer."""


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
    dual: bool = False,
) -> Solution | None:
    """Solve a linear program.

    Parameters
    ----------
    start
        Basis to start from, such as that of a program that differs little.
    dual
        Whether to use the dual simplex method: for a start that is optimal but for bounds that
        have changed since, or for an objective without negative terms.
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
    if not consistent(program):
        return None
    for basis in (start, None) if start is not None else (None,):
        # A basis of kinds told apart is not always one of kinds pooled.
        asked = program if basis is None else replace(program, alike=None)
        found = _simplex(asked, seed, basis, budget, dual=dual)
        if not isinstance(found, Unsolved):
            return found
    return _first_order(program, budget)


class Unsolved:
    """What a solver gave up on."""


def _simplex(
    program: Program, seed: int, start: Basis | None, budget: Budget | None, *, dual: bool
) -> Solution | Unsolved | None:
    """Solve by GLOP; None where no values keep all bounds."""
    lean = Lean(program)
    given = lean.given(program)
    assert given is not None  # costs that tell kinds apart keep them from being pooled
    if not consistent(given):
        return None
    try:
        solver = _solver(_proto(given))
        result = _run(solver, budget, seed, _given(start, lean), start, dual=dual)
    except StatusNotOk as error:
        if "INVALID_ARGUMENT" in str(error):
            raise
        return Unsolved()
    return _outcome(program, lean, result, budget, fresh=start is None)


def _solver(model: model_pb2.ModelProto) -> core.Solver:
    return core.new(parameters_pb2.SOLVER_TYPE_GLOP, model, parameters_pb2.SolverInitializerProto())


def _run(
    solver: core.Solver,
    budget: Budget | None,
    seed: int,
    given: model_parameters_pb2.ModelSolveParametersProto,
    start: Basis | None,
    *,
    dual: bool,
) -> result_pb2.SolveResultProto:
    """Run a solver, from a basis with the way that is soon begun until that takes long.

    Steepest edges are a system of equations for each column of a basis that is given, which takes
    longer than the little that mostly is to do from there; where it is more, they are worth it.
    """

    def run(asked: parameters_pb2.SolveParametersProto) -> result_pb2.SolveResultProto:
        return _within(
            budget,
            lambda interrupter: solver.solve(
                asked, given, None, callback_pb2.CallbackRegistrationProto(), None, interrupter
            ),
        )

    asked = parameters_pb2.SolveParametersProto(random_seed=seed + 1)
    asked.glop.use_dual_simplex = dual
    # What preprocessing hands back is not always a basis that others can start from.
    asked.glop.use_preprocessing = start is None and not dual
    if start is None or start.new > FEW_NEW * len(start.columns):
        return run(asked)
    quick = parameters_pb2.SolveParametersProto()
    quick.CopyFrom(asked)
    quick.iteration_limit = max(QUICK_DUAL if dual else QUICK, int(STEPS * len(start.columns)))
    quick.glop.feasibility_rule = quick.glop.optimization_rule = DEVEX
    result = run(quick)
    if result.solve_stats.simplex_iterations < quick.iteration_limit:
        return result
    given = model_parameters_pb2.ModelSolveParametersProto()  # it goes on from where it is
    asked.glop.use_dual_simplex = False
    return run(asked)


def _within(
    budget: Budget | None,
    solve: Callable[[PySolveInterrupter | None], result_pb2.SolveResultProto],
) -> result_pb2.SolveResultProto:
    """Call a solver for as long as there is time."""
    if budget is None:
        return solve(None)
    interrupter = PySolveInterrupter()
    return budget.run(lambda: solve(interrupter), interrupter.interrupt)


def _given(start: Basis | None, lean: Lean) -> model_parameters_pb2.ModelSolveParametersProto:
    given = model_parameters_pb2.ModelSolveParametersProto()
    if start is not None:
        own = lean.into(start)
        for statuses, what in (
            (own.columns, given.initial_basis.variable_status),
            (own.rows, given.initial_basis.constraint_status),
        ):
            what.ids.extend(range(len(statuses)))
            what.values.extend(statuses.tolist())
    return given


def _outcome(
    program: Program,
    lean: Lean,
    result: result_pb2.SolveResultProto,
    budget: Budget | None,
    *,
    fresh: bool,
) -> Solution | Unsolved | None:
    match result.termination.reason:
        case result_pb2.TERMINATION_REASON_OPTIMAL:
            return _solution(program, lean, result.solutions[0])
        case result_pb2.TERMINATION_REASON_INFEASIBLE if fresh:
            return None
        case _ if budget is not None and budget.stopped:
            raise _stopped(lean, result)
        case _:
            return Unsolved()


def _stopped(lean: Lean, result: result_pb2.SolveResultProto) -> StoppedError:
    """Say where a solver was when it was stopped, if that is of use."""
    for found in result.solutions:
        primal = found.primal_solution
        if primal.feasibility_status == solution_pb2.SOLUTION_STATUS_FEASIBLE:
            values = _full(primal.variable_values, lean.matrix.shape[1])
            return UnfinishedError(lean.values(values))
    return StoppedError()


class Kept:
    """A linear program kept in the solver, to be solved again for other bounds or objectives.

    The solver goes on from where it ended, which after few changes takes few steps and spares
    loading the program.
    """

    def __init__(self, program: Program, *, seed: int = 0, budget: Budget | None = None) -> None:
        self.program, self._seed, self._budget = program, seed, budget
        self._lean = Lean(program)
        self._solver: core.Solver | None = None
        self._loaded: Program | None = None
        self._at: Basis | None = None

    @property
    def solved(self) -> bool:
        """Whether there is a basis to go on from."""
        return self._at is not None

    def solve(
        self,
        low: Figures,
        high: Figures,
        *,
        cost: Figures | None = None,
        start: Basis | None = None,
        dual: bool,
    ) -> Solution | None:
        """Solve for bounds of the rows and an objective.

        Parameters
        ----------
        low, high
            Bounds of all rows; rows that bounded nothing at first must not do so now.
        cost
            Objective; None: the one of before.
        start
            Basis to start from; None: where the last solve ended.
        dual
            Whether to use the dual simplex method: for a start that is optimal but for bounds that
            have changed since, or for an objective without negative terms.

        Returns
        -------
        Solution or None
            None where no values keep all bounds.
        """
        cost = self.program.cost if cost is None else cost
        after = replace(self.program, row_low=low, row_high=high, cost=cost)
        self.program = after
        basis = self._at if start is None else start
        given = self._lean.given(after)
        if given is None:
            return self._anew(basis)
        if not consistent(given):
            return None
        if self._solver is None or self._loaded is None:
            self._solver = _solver(_proto(given))
        elif not self._solver.update(_update(self._loaded, given)):
            return self._anew(basis)
        self._loaded = given
        try:
            load = None if basis is self._at and not self._to_load else basis
            result = _run(
                self._solver,
                self._budget,
                self._seed,
                _given(load, self._lean),
                basis,
                dual=dual,
            )
            found = _outcome(self.program, self._lean, result, self._budget, fresh=basis is None)
        except StatusNotOk as error:
            if "INVALID_ARGUMENT" in str(error):
                raise
            found = Unsolved()
        # After a start with preprocessing the solver itself does not know where it ended.
        self._to_load = basis is None
        if isinstance(found, Unsolved):
            found, self._to_load = self._anew(basis), True
        if found is None or found.basis is None:
            self._to_load = True
        else:
            self._at = found.basis
        return found

    def duals(self, cost: Figures) -> Figures | None:
        """Give the duals of an objective where the last solve ended; None if it has none there."""
        return None if self._at is None else self._lean.duals_at(self.program, self._at, cost)

    _to_load = False

    def _anew(self, start: Basis | None) -> Solution | None:
        return minimise(self.program, seed=self._seed, start=start, budget=self._budget)


def _update(before: Program, now: Program) -> model_update_pb2.ModelUpdateProto:
    """List what has changed since a program was in the solver."""
    update = model_update_pb2.ModelUpdateProto()
    own, bounds = update.variable_updates, update.linear_constraint_updates
    rows = np.flatnonzero((now.row_low != before.row_low) | (now.row_high != before.row_high))
    columns = np.flatnonzero(now.cost != before.cost)
    moved = np.flatnonzero((now.low != before.low) | (now.high != before.high))
    for what, ids, values in (
        (own.lower_bounds, moved, now.low[moved]),
        (own.upper_bounds, moved, now.high[moved]),
        (bounds.lower_bounds, rows, now.row_low[rows]),
        (bounds.upper_bounds, rows, now.row_high[rows]),
        (update.objective_updates.linear_coefficients, columns, now.cost[columns]),
    ):
        what.ids.extend(ids.tolist())
        what.values.extend(values.tolist())
    return update


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
    kept = bounding(program)
    model = _proto(
        replace(
            program,
            matrix=program.matrix[kept],
            row_low=program.row_low[kept],
            row_high=program.row_high[kept],
        )
    )
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


def _proto(program: Program) -> model_pb2.ModelProto:
    columns, rows, matrix = len(program.cost), len(program.row_low), program.matrix
    matrix.sort_indices()
    model = model_pb2.ModelProto()
    model.variables.ids.extend(range(columns))
    model.variables.lower_bounds.extend(program.low.tolist())
    model.variables.upper_bounds.extend(program.high.tolist())
    model.variables.integers.extend([False] * columns)
    priced = np.flatnonzero(program.cost)
    model.objective.linear_coefficients.ids.extend(priced.tolist())
    model.objective.linear_coefficients.values.extend(program.cost[priced].tolist())
    model.linear_constraints.ids.extend(range(rows))
    model.linear_constraints.lower_bounds.extend(program.row_low.tolist())
    model.linear_constraints.upper_bounds.extend(program.row_high.tolist())
    entries = model.linear_constraint_matrix
    entries.row_ids.extend(np.repeat(np.arange(rows), np.diff(matrix.indptr)).tolist())
    entries.column_ids.extend(matrix.indices.tolist())
    entries.coefficients.extend(matrix.data.tolist())
    return model


def _solution(program: Program, lean: Lean, found: solution_pb2.SolutionProto) -> Solution:
    rows, columns = lean.matrix.shape
    own = None
    if found.HasField("basis"):
        statuses = found.basis
        own = Basis(np.full(columns, AT_LOWER, np.int8), np.full(rows, BASIC, np.int8))
        for into, given in (
            (own.columns, statuses.variable_status),
            (own.rows, statuses.constraint_status),
        ):
            into[np.array(given.ids, dtype=np.int64)] = np.array(given.values, dtype=np.int8)
    x, reduced, dual, basis = lean.out(
        program,
        _full(found.primal_solution.variable_values, columns),
        _full(found.dual_solution.reduced_costs, columns),
        _full(found.dual_solution.dual_values, rows),
        own,
    )
    return Solution(
        objective=found.primal_solution.objective_value,
        x=x,
        dual=dual,
        reduced=reduced,
        basis=basis,
    )


def _full(vector: SparseDoubleVectorProto, size: int) -> Figures:
    """Lay a sparse vector out."""
    values = np.zeros(size)
    values[np.array(vector.ids, dtype=np.int64)] = vector.values
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
