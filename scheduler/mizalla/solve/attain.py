"""Attaining: how far demands fall short of what is asked for all of them at once."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.solve.lp import Kept, UnfinishedError
from mizalla.solve.model import Answer, Columns, Model, Stage
from mizalla_models.errors import MizallaError

Figures = NDArray[np.float64]
SPARED = 1e-7
"""Share of the shortage that lanes not held may spare for no more to be sought."""
SHORT = 1e-9
"""Share of a level that may be short of it for it to be had: last digits of linear programs."""
ENOUGH = 0.01
"""Share of a shortage that lanes not held may spare for it to be known well enough for a cut."""
ROUNDS = 50


@dataclass(frozen=True)
class Attained:
    """Lanes that come closest to what is asked."""

    stage: Stage
    answer: Answer
    short: Figures
    """Parcels by which each demand falls short."""


class Attainment:
    """The program of falling short as little as can be, solved for one asking after the other.

    Minimise the sum of shortages, each as a share of its weight, with served + short >= asked.

    Parameters
    ----------
    weight
        Parcels that one level is worth, per demand.
    """

    def __init__(self, model: Model, weight: Figures) -> None:
        self.model, self._weight = model, weight
        demands = np.arange(len(weight))
        self._more = Columns(
            sparse.csc_matrix(
                (np.ones(len(weight)), (demands, demands)), shape=(model.frame.rows, len(weight))
            ),
            float(weight.mean()) / weight,
            np.zeros(len(weight)),
            np.full(len(weight), np.inf),
        )
        self._kept: Kept | None = None
        self._lanes = -1

    def nearest(self, asked: Figures) -> Attained:
        """Find the lanes that fall short least, over all lanes.

        Parameters
        ----------
        asked
            Parcels of each demand.

        Raises
        ------
        MizallaError
            If nothing can be planned at all.
        """
        self.model.search.asked = asked
        low, high = self.model.frame.bounds()
        low[: len(asked)] = asked
        stage = Stage(low, high, more=self._more)
        for left in reversed(range(ROUNDS)):
            answer = self._solve(stage)
            if self.model.complete or not self.missed(answer, asked).any():
                break
            route, cell, slack = self.model.price(stage, answer.dual, 1.0)
            room = float(slack @ asked)
            few = room <= max(SPARED * max(answer.objective, 1.0), ENOUGH * answer.objective)
            few &= not self.model.moves(route)
            if few or not left or not self.model.hold(route, cell):
                break
        return Attained(stage, answer, np.maximum(answer.more, 0))

    def missed(self, answer: Answer, asked: Figures) -> NDArray[np.bool_]:
        """Say who falls short by more than last digits."""
        return np.asarray(answer.more > SHORT * np.maximum(asked, self._weight))

    def _solve(self, stage: Stage) -> Answer:
        start = None
        if self._kept is None or self._lanes != len(self.model.lanes):
            program = self.model.program(stage)
            start = self.model.start(program)
            self._kept = Kept(program, seed=self.model.seed, budget=self.model.search.budget)
            self._lanes = len(self.model.lanes)
        try:
            found = self._kept.solve(stage.row_low, stage.row_high, start)
        except UnfinishedError as stopped:
            self.model.stopped_at(stopped.x)
            raise
        if found is None:
            raise MizallaError("Nothing can be planned, although the rules hold together.")
        self.model.stands(found)
        return self.model.answer(found)
