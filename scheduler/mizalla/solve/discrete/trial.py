"""Trials: a stage kept in the solver, solved for one decision after the other.

A member that is shut is a bound of its lanes, and what a member must carry is a row. So the solver
goes on from where it ended by the dual simplex method, which after a decision takes few steps,
where a program written anew takes as long as the first.
"""

from dataclasses import replace

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.solve.discrete.decision import Decision
from mizalla.solve.discrete.flows import MOVES, loads
from mizalla.solve.discrete.stage import FORCED, dive_stage
from mizalla.solve.frame import Frame
from mizalla.solve.ledger import Ledger
from mizalla.solve.lp import Kept, UnfinishedError
from mizalla.solve.model import Answer, Model
from mizalla.solve.names import of_rows
from mizalla.solve.program import AT_LOWER, BASIC, Basis, Program
from mizalla.solve.standing import Standing

Figures = NDArray[np.float64]
Numbers = NDArray[np.int64]
ANY = 1e9
"""Parcels that no member carries: the bound of a row that bounds nothing yet."""
CLOSE = 1e-3
"""Share of the objective that lanes must spare for others to be sought."""
ROUNDS = 2
"""Most programs of one decision: one more where lanes come in by their prices."""


class Trial:
    """What is to be reached, tried with members shut and members that must carry something.

    Parameters
    ----------
    ledger
        What is to be reached.
    problem
        The problem with its choices, nothing decided about them.
    model
        Where to begin; takes lanes in by their prices where a decision leaves too few.
    goal
        What to minimise beside what falls short; None: nothing.
    """

    def __init__(self, ledger: Ledger, problem: Problem, model: Model, goal: str | None) -> None:
        self.model, self.problem, self._asked = model, problem, ledger.least
        self.stage, self._guarantees, self.price = dive_stage(ledger, model, goal)
        none = np.zeros(0, dtype=np.int64)
        self._choice, self._member = none, none
        self._kept: Kept | None = None
        self._high = np.zeros(0)
        self._ended: Standing | None = None
        self._objective = np.inf

    def solve(self, decision: Decision, last: Answer | None = None) -> Answer | None:
        """Solve for a decision; None where rows can't be kept with it at any price.

        Parameters
        ----------
        last
            The answer before, if any: members that move in it are soon to be decided about.
        """
        if last is not None:
            self._hold_down(decision, last)
        answer = self._solved(decision, dual=True)
        for _ in range(ROUNDS - 1):
            if answer is None or answer.objective <= self._objective + self._room():
                break
            before = answer.objective
            route, cell, _ = self.model.price(self.stage, answer.dual, 1.0)
            wanted = ~self._shut(decision, route, cell)
            if not self.model.hold(route[wanted], cell[wanted]):
                break
            self._kept = None
            answer = self._solved(decision, dual=False)
            if answer is None or answer.objective > before - self._room():
                break
        if answer is not None:
            self._objective = answer.objective
        return answer

    def begin_with(self, answer: Answer) -> None:
        """Hold what decisions cost against an answer that may break them."""
        cost = self.stage.lane_cost
        self._objective = 0.0
        if cost is not None:
            own = self.model.frame.of_lanes(cost, answer.held)
            self._objective = float(own @ answer.lanes)
        if self.stage.extra_cost is not None:
            self._objective += float(self.stage.extra_cost @ answer.extras)

    def moves(self, decision: Decision, answer: Answer) -> bool:
        """Whether an answer uses lanes that a decision shuts."""
        used = answer.lanes > MOVES
        return bool(self._shut(decision, answer.held.route[used], answer.held.cell[used]).any())

    def short(self, answer: Answer) -> float:
        """Give the parcels that an answer falls short by."""
        return float(self.lost(answer).sum())

    def lost(self, answer: Answer) -> Figures:
        """Give the parcels that each demand falls short by."""
        return np.maximum(self._asked - answer.served, 0.0)

    def gain(self, answer: Answer) -> Figures:
        """Give what a parcel on each lane held would save, those that are shut included."""
        frame, lanes = self.model.frame, self.model.lanes
        saved = np.asarray(self.model.matrix().T @ answer.dual)[: len(lanes)]
        cost = self.stage.lane_cost
        return saved if cost is None else saved - frame.of_lanes(cost, lanes)

    def missed(self, answer: Answer) -> float:
        """Give the most that any guarantee is missed by."""
        return float(answer.more[self._guarantees].max(initial=0.0))

    def go_on(self, model: Model) -> None:
        """Let a model of what a decision leaves begin where this ended."""
        if self._ended is None:
            return
        known = len(self._ended.keys) + len(self.model.frame.extras)
        statuses = self._ended.basis.columns[:known]
        rows = _carried(self.model.frame, model.frame, self._ended.basis.rows)
        model.standing = Standing(self._ended.keys, Basis(statuses, rows))

    def _room(self) -> float:
        return CLOSE * max(abs(self._objective), 1.0) if np.isfinite(self._objective) else np.inf

    def _hold_down(self, decision: Decision, last: Answer) -> None:
        """See to it that there is a row for each member that must carry something."""
        for place, choice in enumerate(self.problem.choices):
            bound = (decision.floor[place] > 0) | np.isfinite(decision.ceiling[place])
            known = np.zeros(len(choice), dtype=bool)
            known[self._member[self._choice == place]] = True
            if not (bound & ~known).any():
                continue
            load = loads(choice, last.held, last.lanes, self.model.frame.grid)
            new = np.flatnonzero((bound | (load > MOVES)) & ~known)
            self._choice = np.append(self._choice, np.full(len(new), place))
            self._member = np.append(self._member, new)
            self._kept = None
            of_route = choice.members.of_route
            routes = np.flatnonzero(np.isin(of_route, new // choice.members.shape[1]))
            row, cell = np.nonzero(self.model.frame.open[self.problem.routes.pattern[routes]])
            route, cell = routes[row].astype(np.int64), cell.astype(np.int64)
            first = self.model.frame.grid.first[cell].astype(np.int64)
            counted = np.isin(choice.of(route, first), new)
            self.model.hold(route[counted], cell[counted])

    def _solved(self, decision: Decision, *, dual: bool) -> Answer | None:
        if self._kept is None:
            self._load()
        kept, lanes = self._kept, self.model.lanes
        assert kept is not None
        high = self._high.copy()
        high[: len(lanes)][self._shut(decision, lanes.route, lanes.cell)] = 0.0
        kept.program = replace(kept.program, high=high)
        low, most = self.stage.row_low, self.stage.row_high
        floor, ceiling = np.zeros(len(self._member)), np.full(len(self._member), ANY)
        for place in range(len(self.problem.choices)):
            own = self._choice == place
            floor[own] = decision.floor[place][self._member[own]]
            ceiling[own] = np.minimum(decision.ceiling[place][self._member[own]], ANY)
        start = None if kept.solved else self._start(kept.program)
        try:
            found = kept.solve(
                np.append(low, floor), np.append(most, ceiling), start=start, dual=dual
            )
        except UnfinishedError as stopped:
            self.model.stopped_at(stopped.x)
            raise
        if found is None:
            return None
        if found.basis is not None:
            self._ended = Standing(self.model.keys(), found.basis)
        return self.model.answer(found)

    def _start(self, program: Program) -> Basis | None:
        """Give where the last program ended; at first, where that of the model did."""
        if self._ended is not None:
            return self._ended.for_(self.model.keys(), program)
        start = self.model.start(program)
        if start is None:
            return None
        # The stage's own columns and rows were those of another stage.
        columns, rows = start.columns.copy(), start.rows.copy()
        columns[len(self.model.lanes) + len(self.model.frame.extras) :] = AT_LOWER
        rows[self.model.frame.rows :] = BASIC
        return Basis(columns, rows)

    def _load(self) -> None:
        """Write the program down, with a row for each member that must carry something."""
        plain = self.model.program(self.stage)
        lanes = self.model.lanes
        first = self.model.frame.grid.first[lanes.cell].astype(np.int64)
        rows, columns = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
        for place, choice in enumerate(self.problem.choices):
            number = np.full(len(choice) + 1, -1)
            own = np.flatnonzero(self._choice == place)
            number[self._member[own]] = own
            row = number[choice.of(lanes.route, first)]
            rows.append(row[row >= 0])
            columns.append(np.flatnonzero(row >= 0))
        row, column = np.concatenate(rows), np.concatenate(columns)
        forced, width = len(self._member), plain.matrix.shape[1]
        own, height = np.arange(forced), plain.matrix.shape[0]
        beside = sparse.csr_matrix((np.ones(len(row)), (row, column)), shape=(forced, width))
        owed = sparse.csr_matrix(
            (np.ones(forced), (height + own, own)), shape=(height + forced, forced)
        )
        matrix = sparse.hstack([sparse.vstack([plain.matrix, beside]), owed]).tocsr()
        program = Program(
            matrix,
            np.append(plain.cost, np.full(forced, self.price * FORCED)),
            np.append(plain.row_low, np.zeros(forced)),
            np.append(plain.row_high, np.full(forced, ANY)),
            np.append(plain.low, np.zeros(forced)),
            np.append(plain.high, np.full(forced, np.inf)),
        )
        self._high = program.high
        self._kept = Kept(program, seed=self.model.seed, budget=self.model.search.budget)

    def _shut(self, decision: Decision, route: Numbers, cell: Numbers) -> NDArray[np.bool_]:
        """Say which lanes a decision shuts."""
        first = self.model.frame.grid.first[cell].astype(np.int64)
        shut = np.zeros(len(route), dtype=bool)
        for choice, gone in zip(self.problem.choices, decision.shut, strict=True):
            if gone.any():
                shut |= np.append(gone, False)[choice.of(route, first)]
        return shut


def _carried(before: Frame, after: Frame, rows: NDArray[np.int8]) -> NDArray[np.int8]:
    """Give the statuses of a frame's rows as those of another's, which has more of them."""
    names, known = of_rows(after), of_rows(before)
    order = np.argsort(known)
    place = np.minimum(np.searchsorted(known[order], names), len(known) - 1)
    found = known[order][place] == names
    statuses = np.full(after.rows, BASIC, np.int8)
    statuses[: len(names)][found] = rows[order[place[found]]]
    return statuses
