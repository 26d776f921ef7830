"""The model: a frame with the lanes held so far, solved for one objective after another.

The model holds only some of the lanes. After each solve all others are priced by the duals, and
those that could help come in, so that what is found is the optimum over every lane there is.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.build.route import TRANSFER
from mizalla.solve.frame import CHUNK, Frame, Lanes
from mizalla.solve.lp import UnfinishedError, minimise
from mizalla.solve.program import Basis, Program, Solution
from mizalla.solve.search import Search
from mizalla.solve.standing import Standing
from mizalla.solve.warm import Trail

Figures = NDArray[np.float64]
MOST_NEW = 40_000
PRICE_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Columns:
    """Columns of a stage of its own, such as a level or slacks.

    ``matrix`` has a row for each row of the frame, then one for each of ``row_low``.
    """

    matrix: sparse.csc_matrix
    cost: Figures
    low: Figures
    high: Figures

    def shut(self) -> "Columns":
        """Give the same columns at nothing: a basis that has them stays one without their use."""
        return replace(self, high=np.zeros(len(self.high)))


@dataclass(frozen=True)
class Stage:
    """What one solve asks: an objective over a frame with the bounds of its rows.

    ``lane_cost`` gives the cost of one parcel on every lane of some routes, shape (routes, cells),
    ``extra_cost`` that of one unit of each extra column of the frame; None: nothing.
    """

    row_low: Figures
    row_high: Figures
    lane_cost: Callable[[slice], Figures] | None = None
    extra_cost: Figures | None = None
    more: Columns | None = None


@dataclass(frozen=True)
class Answer:
    """The optimum of a stage over all lanes."""

    objective: float
    held: Lanes
    """Lanes that the model held."""
    lanes: Figures
    """Parcels on each of them."""
    served: Figures
    """Parcels served to each demand."""
    extras: Figures
    """Values of the frame's extra columns."""
    more: Figures
    """Values of the stage's own columns."""
    dual: Figures
    slack: Figures
    """How much each demand's dual must give for the duals to hold for every lane: 0 at an exact
    optimum; shape (demands,)."""


class Model:
    """A frame and the lanes in it.

    Parameters
    ----------
    lanes
        Lanes to hold from the start.
    transfers
        Whether to hold every transfer too.
    trail
        Where the same model of an earlier problem ended, and where to note how far this one comes.
    search
        The time that its programs may take, and where to note what they come to. None: all that
        they need.
    """

    def __init__(
        self,
        frame: Frame,
        lanes: Lanes,
        *,
        seed: int = 0,
        transfers: bool = True,
        trail: Trail | None = None,
        search: Search | None = None,
    ) -> None:
        self.frame = frame
        self.seed = seed
        self.search = search or Search()
        problem = frame.problem
        self._held = np.zeros((len(problem.routes), len(frame.grid)), dtype=bool)
        self._held[lanes.route, lanes.cell] = True
        if transfers:
            self._held[problem.routes.movement == TRANSFER] = True
        self.trail = trail or Trail()
        known = self.trail.lanes(frame)
        if known is not None:
            self._held[known.route, known.cell] = True
        self._held &= frame.open[problem.routes.pattern]
        self._matrix: sparse.csc_matrix | None = None
        self.lanes = self._sorted()
        self.standing = self.trail.standing(frame, self.lanes, self.keys())
        """Where the last solve ended, or one that the next is to begin at."""
        self._lanes_open = int(frame.open[problem.routes.pattern].sum())

    @property
    def complete(self) -> bool:
        """Whether every lane there is is held."""
        return len(self.lanes) == self._lanes_open

    def _sorted(self) -> Lanes:
        route, cell = np.nonzero(self._held)
        return Lanes(route.astype(np.int64), cell.astype(np.int64))

    def hold(self, route: NDArray[np.int64], cell: NDArray[np.int64]) -> int:
        """Take more lanes in and say how many were new."""
        before = len(self.lanes)
        self._held[route, cell] = True
        self.lanes = self._sorted()
        if len(self.lanes) != before:
            self._matrix = None
        return len(self.lanes) - before

    def matrix(self) -> sparse.csc_matrix:
        """Give the matrix of lanes and extra columns."""
        if self._matrix is None or self._matrix.shape[0] != self.frame.rows:
            entries, extras = self.frame.entries(self.lanes), self.frame.extras
            goals = [
                (np.full(len(extras), self.frame.goal_start + place), goal.extras)
                for place, goal in enumerate(self.frame.goals)
            ]
            own = np.arange(len(extras), dtype=np.int64)
            count = len(self.lanes)
            self._matrix = sparse.csc_matrix(
                (
                    np.concatenate([entries.value, extras.values, *(v for _, v in goals)]),
                    (
                        np.concatenate([entries.row, extras.rows, *(r for r, _ in goals)]),
                        np.concatenate(
                            [entries.column, count + extras.columns, *(count + own for _ in goals)]
                        ),
                    ),
                ),
                shape=(self.frame.rows, count + len(extras)),
            )
            self._matrix.eliminate_zeros()
        return self._matrix

    def program(self, stage: Stage) -> Program:
        """Write a stage down for a solver, on the lanes held."""
        extras, count = self.frame.extras, len(self.lanes)
        matrix = self.matrix()
        cost = np.zeros(matrix.shape[1])
        if stage.lane_cost is not None:
            cost[:count] = self.frame.of_lanes(stage.lane_cost, self.lanes)
        if stage.extra_cost is not None:
            cost[count:] = stage.extra_cost
        low = np.zeros(len(cost))
        high = np.concatenate([np.full(count, np.inf), extras.high])
        if stage.more is not None:
            new = stage.more.matrix.shape[0] - matrix.shape[0]
            if new:
                matrix = sparse.vstack([matrix, sparse.csc_matrix((new, matrix.shape[1]))])
            matrix = sparse.hstack([matrix, stage.more.matrix])
            cost = np.concatenate([cost, stage.more.cost])
            low = np.concatenate([low, stage.more.low])
            high = np.concatenate([high, stage.more.high])
        alike = None
        if len(self.frame.problem.kinds) > 1:
            own = self.frame.alike[self.lanes.route] * len(self.frame.grid) + self.lanes.cell
            alike = np.append(own, np.full(len(cost) - count, -1))
        return Program(matrix.tocsr(), cost, stage.row_low, stage.row_high, low, high, alike)

    def solve(self, stage: Stage, *, dual: bool = False) -> Answer | None:
        """Solve a stage on the lanes held, without looking at the others; None if it can't be.

        Parameters
        ----------
        dual
            Whether by the dual simplex method; see :func:`mizalla.solve.lp.minimise`.
        """
        program = self.program(stage)
        try:
            found = minimise(
                program,
                seed=self.seed,
                start=self.start(program),
                budget=self.search.budget,
                dual=dual,
            )
        except UnfinishedError as stopped:
            self.stopped_at(stopped.x)
            raise
        if found is None:
            return None
        self.stands(found)
        return self.answer(found)

    def answer(self, found: Solution) -> Answer:
        """Read a solution of a program of the lanes held."""
        count, own = len(self.lanes), len(self.lanes) + len(self.frame.extras)
        lanes = np.maximum(found.x[:count], 0)
        self.search.note(self.frame, self.lanes, lanes)
        demand = self.frame.problem.routes.demand[self.lanes.route]
        demands = len(self.frame.problem.demands)
        return Answer(
            objective=found.objective,
            held=self.lanes,
            lanes=lanes,
            served=np.bincount(demand[demand >= 0], lanes[demand >= 0], demands).astype(float),
            extras=np.maximum(found.x[count:own], 0),
            more=found.x[own:],
            dual=found.dual[: self.frame.rows],
            slack=np.zeros(demands),
        )

    def stopped_at(self, x: Figures) -> None:
        """Note where a solver was stopped: values that keep all bounds."""
        self.search.note(self.frame, self.lanes, np.maximum(x[: len(self.lanes)], 0))

    def start(self, program: Program) -> Basis | None:
        """Give where the last solve ended, for a program to start from."""
        return None if self.standing is None else self.standing.for_(self.keys(), program)

    def stands(self, found: Solution) -> None:
        """Remember where a solve of a program of the lanes held ended."""
        if found.basis is not None:
            self.standing = Standing(self.keys(), found.basis)
            self.trail.note(self.frame, self.lanes, found.basis)

    def keys(self) -> NDArray[np.int64]:
        """Give a number for each lane held, ascending, that it keeps when others come in."""
        return self.lanes.route * len(self.frame.grid) + self.lanes.cell

    def optimum(
        self,
        stage: Stage,
        *,
        scale: float = 1.0,
        enough: float = 1e-6,
        rounds: int = 50,
        dual: bool = False,
    ) -> Answer | None:
        """Solve a stage over all lanes: price, take in, solve again, until none could help.

        Parameters
        ----------
        scale
            Size of a dual that matters, in units of the objective per parcel.
        enough
            Distance of optimum and bound, as a share of the optimum, at which no more lanes are
            sought.
        dual
            Whether the first program goes to the dual simplex method.
        """
        most = self.frame.problem.demands.needed
        for left in reversed(range(rounds)):
            answer = self.solve(stage, dual=dual)
            dual = False
            if answer is None:
                return None
            route, cell, slack = self.price(stage, answer.dual, scale)
            room = float(slack @ np.minimum(most, stage.row_high[: len(most)]))
            close = room <= enough * max(abs(answer.objective), 1.0) and not self.moves(route)
            if close or not left or not self.hold(route, cell):
                break
        if self.moves(route):  # no demand's slack makes up for a transfer that is not held
            self.hold_transfers()
            answer = self.solve(stage)
            if answer is None:
                return None
            _, _, slack = self.price(stage, answer.dual, scale)
        return Answer(**{**vars(answer), "slack": slack})

    def moves(self, route: NDArray[np.int64]) -> bool:
        """Whether a transfer is among some routes."""
        return bool((self.frame.problem.routes.movement[route] == TRANSFER).any())

    def go_on_from(self, other: "Model") -> None:
        """Hold what another model on the same grid holds, and begin where it ended."""
        self.hold(other.lanes.route, other.lanes.cell)
        self.standing = other.standing

    def hold_transfers(self) -> None:
        """Take every transfer in."""
        self.hold_routes(np.flatnonzero(self.frame.problem.routes.movement == TRANSFER))

    def hold_routes(self, routes: NDArray[np.int64]) -> int:
        """Take routes in on all their days and say how many lanes were new."""
        row, cell = np.nonzero(self.frame.open[self.frame.problem.routes.pattern[routes]])
        return self.hold(routes[row].astype(np.int64), cell.astype(np.int64))

    def price(
        self, stage: Stage, dual: Figures, scale: float, *, least: float = 0.0
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], Figures]:
        """Find the lanes that the duals say would help.

        Parameters
        ----------
        scale
            Size of a dual that matters, in units of the objective per parcel.
        least
            What a lane must gain per parcel to be taken in.

        Returns
        -------
        tuple of routes, cells and slack
            The most helpful lanes not held, and per demand the most that any lane to it, held or
            not, gains per parcel: taking that much off the demand's dual makes the duals good for
            every lane.
        """
        problem = self.frame.problem
        slack = np.zeros(len(problem.demands) + 1)
        none = np.zeros(0, dtype=np.int64)
        found: list[tuple[NDArray[np.int64], NDArray[np.int64], Figures]] = [
            (none, none, np.zeros(0))
        ]
        for begin in range(0, max(len(problem.routes), 1), CHUNK):
            chunk = slice(begin, min(begin + CHUNK, len(problem.routes)))
            gain = self.frame.price(dual, chunk)
            if stage.lane_cost is not None:
                gain -= stage.lane_cost(chunk)
            gain[~self.frame.open[problem.routes.pattern[chunk]]] = -np.inf
            np.maximum.at(slack, problem.routes.demand[chunk], gain.max(axis=1, initial=0))
            gain[self._held[chunk]] = -np.inf
            route, cell = np.nonzero(gain > max(least, PRICE_TOLERANCE * scale))
            found.append((route + begin, cell, gain[route, cell]))
        route, cell, gain = (np.concatenate(column) for column in zip(*found, strict=True))
        chosen = self._best(route, gain)
        return route[chosen], cell[chosen], slack[:-1]

    def _best(self, route: NDArray[np.int64], gain: Figures) -> NDArray[np.intp]:
        """Most helpful lanes, a few for each demand first so that all regions get some."""
        if len(route) <= MOST_NEW // 8:
            return np.arange(len(route))
        demand = self.frame.problem.routes.demand[route]
        order = np.lexsort((route, -gain, demand))
        starts = np.flatnonzero(np.append(True, np.diff(demand[order]) != 0))
        place = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
        keep = max(1, MOST_NEW // max(len(starts), 1))
        chosen = (place < min(keep, 6)) | (demand[order] < 0)
        return np.sort(order[chosen])
