"""Lateness and cost: what one parcel adds on every lane."""

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.solve.frame import Frame

Figures = NDArray[np.float64]


class Objective:
    """A goal that sums over lanes and extra columns of a frame.

    Calling it gives what one parcel adds on every lane of some routes, shape (routes, cells).
    """

    def __init__(self, goal: str, frame: Frame) -> None:
        self.goal, self._frame = goal, frame
        late = goal == "lateness"
        self.extras = frame.extras.late if late else frame.extras.money
        self._due = _single_due(frame.problem) if late else None

    def __call__(self, chunk: slice) -> Figures:
        """Give the figures of some routes."""
        frame, problem = self._frame, self._frame.problem
        if self._due is not None:
            due = np.append(self._due, np.inf)[problem.routes.demand[chunk]]
            late: Figures = np.maximum(frame.grid.first[None, :] - due[:, None], 0.0)
            return late
        money = (problem.transport + problem.charges)[:, chunk][frame.state].T.copy()
        for amount, when in problem.charged_days:
            money += amount[:, chunk][frame.state].T * when[frame.grid.first]
        return money


def _single_due(problem: Problem) -> Figures:
    """Due day of each demand of one part; never for the others, whose parts count by themselves."""
    demands = problem.demands
    due = np.full(len(demands), np.inf)
    count = np.bincount(demands.part_demand, minlength=len(demands))
    single = count[demands.part_demand] == 1
    due[demands.part_demand[single]] = demands.part_due[single]
    return due


def matters(problem: Problem) -> bool:
    """Whether anything can be late at all."""
    return bool((problem.demands.part_due < len(problem.index.days) - 1).any())
