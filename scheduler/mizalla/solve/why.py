"""Why levels are what they are: the rounds of leximin, and what easing a rule does to them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.solve.by_day import by_day
from mizalla.solve.conflict import require_feasible
from mizalla.solve.frame import Frame
from mizalla.solve.grid import daily
from mizalla.solve.leximin import Profile, leximin
from mizalla.solve.model import Model
from mizalla.solve.ranging import Ranging, Reach
from mizalla.solve.rounds import Pull, held, levers, pull
from mizalla.solve.start import nearest, on_summed_days

SMALL = 60_000
"""Lanes up to which rounds are found day by day, as ``solve`` does."""


@dataclass(frozen=True)
class Why:
    """The rounds of a problem, the worst-off first."""

    model: Model
    profile: Profile

    @property
    def problem(self) -> Problem:
        """The problem: of one with rules of all or nothing, what its plan's choices leave."""
        return self.model.frame.problem

    @property
    def small(self) -> bool:
        """Whether it can be found again in a moment."""
        return self.problem.lanes <= SMALL

    @property
    def weight(self) -> NDArray[np.float64]:
        """Parcels that one level is worth, per demand."""
        demands = self.problem.demands
        return demands.needed * demands.priority

    @cached_property
    def pulls(self) -> tuple[Pull, ...]:
        """What one unit of each rule that holds some round down does to all rounds."""
        frame, weight = self.model.frame, self.weight
        return tuple(pull(self.profile, weight, lever) for lever in levers(frame, self.profile))

    @cached_property
    def _ranging(self) -> Ranging:
        return Ranging(self.model, self.weight, self.profile)

    def reach(self, pulled: Pull, number: int) -> Reach | None:
        """Say how far a lever may be moved while its price holds in a round (from 0)."""
        return self._ranging.reach(pulled.lever, pulled.level, number)

    def held(self, number: int) -> NDArray[np.intp]:
        """Give the needs that a round (from 0) holds down together."""
        return held(self.profile, self.profile.stages[number])


def why(
    problem: Problem, *, seed: int = 0, tell: Callable[[str], None] | None = None
) -> Why | None:
    """Find the rounds of leximin anew.

    Parameters
    ----------
    problem
        The problem.
    seed
        Seed of the solver.
    tell
        Called with a line of progress before each round.

    Returns
    -------
    Why or None
        None where coverage is not the first goal: then other goals decide what is served.

    Raises
    ------
    InfeasibleError
        Hard rules can't hold together.
    """
    if not len(problem.demands) or problem.goals[0][0] != "coverage":
        return None
    if problem.lanes <= SMALL:
        frame = Frame(problem, daily(problem))
        model = Model(frame, nearest(problem, frame, len(problem.index.warehouses)), seed=seed)
    else:
        model = on_summed_days(problem, seed=seed)
    require_feasible(model)
    weight = problem.demands.needed * problem.demands.priority
    tell = tell or (lambda _: None)
    return Why(*by_day(model, leximin(model, weight, tell), weight, tell))
