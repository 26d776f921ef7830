"""How far a price holds: the face of optima that the duals belong to, moved along a lever.

An optimum x and duals y of a linear program are complementary: what has a reduced cost stays at
its bound, what has a dual has no slack. As long as bounds b + δ d leave some x that is
complementary to the same y, y is optimal there too, and the optimum is exactly y (b + δ d). The
largest and the least such δ are found by a linear program each, over the columns without reduced
cost only (Jansen, de Jong, Roos and Terlaky, "Sensitivity analysis in linear programming: just be
careful!", European Journal of Operational Research 101, 1997). Other than ranges of a basis these
do not depend on which of many optimal bases a solver came to.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.solve.leximin import EXACT, Profile
from mizalla.solve.lp import minimise
from mizalla.solve.model import Columns, Model, Stage
from mizalla.solve.program import Program
from mizalla.solve.rounds import Lever, held

Figures = NDArray[np.float64]
Mask = NDArray[np.bool_]
DIGITS = 1e-7
"""Dual or reduced cost, in needs of a mean size, up to which it is a solver's last digit."""
ROOM = 1e-7
"""Share of a bound that complementary rows may miss, for the digits of the first solver."""


FAR = 1e9
"""Units that stand for without end."""


@dataclass(frozen=True)
class Reach:
    """How far a lever may be moved while its price holds."""

    low: float
    """Units less, at most 0."""
    high: float
    """Units more, at least 0; inf where it always holds."""


@dataclass(frozen=True)
class Face:
    """Columns without reduced cost, and rows that hold exactly where they have a dual."""

    matrix: sparse.csc_matrix
    tight: Mask
    low: Figures
    high: Figures
    least: Figures
    most: Figures


class Ranging:
    """The linear programs of all rounds, kept to ask how far prices hold.

    Parameters
    ----------
    model
        The model that the rounds were found with, with the lanes that it holds.
    weight
        Parcels that one level is worth, per demand.
    profile
        The rounds.
    """

    def __init__(self, model: Model, weight: Figures, profile: Profile) -> None:
        self._model, self._weight, self._profile = model, weight, profile
        self._faces: dict[int, Face] = {}
        rising = np.ones(len(weight), dtype=bool)
        self._rising: list[Mask] = []
        for stage in profile.stages:
            rising = rising.copy()
            rising[np.setdiff1d(stage.demands, held(profile, stage))] = False
            self._rising.append(rising)
            rising = rising.copy()
            rising[stage.demands] = False

    def reach(self, lever: Lever, levels: Figures, number: int) -> Reach | None:
        """Say how far the price of a lever holds in one round and all before it.

        Parameters
        ----------
        lever
            What is eased.
        levels
            Rise of each round's level per unit, as ``pull`` gives it.
        number
            Place of the round.

        Returns
        -------
        Reach or None
            None where digits of the solver stand in the way.
        """
        low, high = -np.inf, np.inf
        for earlier in range(number + 1):
            if earlier < number and abs(levels[earlier]) <= 1e-12:
                continue
            found = self._one(lever, levels, earlier)
            if found is None:
                return None
            low, high = max(low, found.low), min(high, found.high)
        return Reach(low, high)

    def _one(self, lever: Lever, levels: Figures, number: int) -> Reach | None:
        face = self._face(number)
        shift = np.zeros(len(face.low))
        shift[lever.rows] = lever.step
        for earlier in range(number):
            who = held(self._profile, self._profile.stages[earlier])
            shift[who] += self._weight[who] * levels[earlier]
        # A row that is not tight gives way only on the side that the lever moves.
        moves = np.zeros(len(shift), dtype=bool)
        moves[lever.rows] = lever.side == "at_most"
        shift = np.where(face.tight | moves | (shift > 0), shift, 0.0)
        matrix = sparse.hstack([face.matrix, sparse.csc_matrix(-shift[:, None])]).tocsr()
        ends = []
        for sign in (-1.0, 1.0):
            cost = np.append(np.zeros(matrix.shape[1] - 1), sign)
            low, high = np.append(face.least, -FAR), np.append(face.most, FAR)
            found = minimise(Program(matrix, cost, face.low, face.high, low, high))
            if found is None:
                return None
            ends.append(float(found.x[-1]))
        least, most = self._order(levels, number)
        ends = [min(ends[0], most), max(ends[1], least)]
        return Reach(
            low=-np.inf if ends[1] <= -FAR / 2 else min(ends[1], 0.0),
            high=np.inf if ends[0] >= FAR / 2 else max(ends[0], 0.0),
        )

    def _order(self, levels: Figures, number: int) -> tuple[float, float]:
        """Units within which a round stays above those before it and below what is needed."""
        stage, profile = self._profile.stages[number], self._profile
        rate = np.zeros(len(self._weight))
        for earlier in range(number):
            rate[held(profile, profile.stages[earlier])] = levels[earlier]
        below = ~self._rising[number]
        gap = (stage.level - profile.level)[below]
        closing = levels[number] - rate[below]
        with np.errstate(divide="ignore", invalid="ignore"):
            meet = -gap / closing
        least = float(meet[closing > 0].max(initial=-np.inf))
        most = float(meet[closing < 0].min(initial=np.inf))
        # Who rises stops at all that is needed there, and the others go on without.
        rising = self._rising[number]
        needed = self._model.frame.problem.demands.needed
        full = float((needed / self._weight)[rising].min(initial=np.inf))
        if levels[number] > 0:
            most = min(most, (full - stage.level) / float(levels[number]))
        elif levels[number] < 0:
            least = max(least, (full - stage.level) / float(levels[number]))
        return least, most

    def _face(self, number: int) -> "Face":
        """Write down which optima a round's duals belong to."""
        if number not in self._faces:
            program, dual = self._program(number)
            reduced = program.cost - program.matrix.T @ dual
            # In levels a parcel is worth next to nothing; weighed by a need, digits are comparable.
            unit = float(self._weight.mean())
            free = np.abs(reduced) * unit <= DIGITS
            at = np.where(reduced > 0, program.low, program.high)
            at = np.where(free | ~np.isfinite(at), 0.0, at)
            base = program.matrix @ at
            tight = np.abs(dual) * unit > DIGITS
            low, high = program.row_low - base, program.row_high - base
            # A row with a dual holds exactly, at the bound that its dual pushes against.
            bound = np.where(tight, np.where(dual > 0, low, high), 0.0)
            room = ROOM * (1 + np.abs(bound))
            matrix = program.matrix.tocsc()[:, np.flatnonzero(free)]
            self._faces[number] = Face(
                matrix=matrix,
                tight=tight,
                low=np.where(tight, bound - room, low - ROOM),
                high=np.where(tight, bound + room, high + ROOM),
                least=program.low[free],
                most=program.high[free],
            )
        return self._faces[number]

    def _program(self, number: int) -> tuple[Program, Figures]:
        """Write a round's linear program down again, with the duals that were found."""
        stage, rising = self._profile.stages[number], self._rising[number]
        frame = self._model.frame
        demands = len(self._weight)
        low, high = frame.bounds()
        owed = self._profile.level * self._weight * (1 - EXACT)
        low[:demands] = np.where(rising, 0.0, owed)
        who = np.flatnonzero(rising)
        column = sparse.csc_matrix(
            (-self._weight[who], (who, np.zeros(len(who), dtype=np.int64))), shape=(frame.rows, 1)
        )
        more = Columns(column, np.array([-1.0]), np.zeros(1), np.array([np.inf]))
        dual = -stage.row_price
        dual[:demands] = stage.price
        return self._model.program(Stage(low, high, more=more)), dual
