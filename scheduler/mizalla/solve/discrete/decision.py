"""Decisions: which members of discrete rules are shut, and how much open ones must carry."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.build.choice import Choice
from mizalla.build.limit import LimitRows

Figures = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Decision:
    """What was decided about the members of each choice of a problem, in their order.

    Attributes
    ----------
    shut
        Members on whose lanes nothing moves.
    floor, ceiling
        Fewest and most parcels of each member; 0 and infinity where nothing was decided.
    """

    shut: tuple[Mask, ...]
    floor: tuple[Figures, ...]
    ceiling: tuple[Figures, ...]

    def with_(
        self,
        place: int,
        *,
        shut: Mask | None = None,
        floor: Figures | None = None,
        ceiling: Figures | None = None,
    ) -> "Decision":
        """Decide anew about one choice."""
        changed = {}
        for name, value in (("shut", shut), ("floor", floor), ("ceiling", ceiling)):
            held = list(getattr(self, name))
            if value is not None:
                held[place] = value
            changed[name] = tuple(held)
        return Decision(**changed)


def undecided(problem: Problem) -> Decision:
    """Leave everything open."""
    return Decision(
        shut=tuple(np.zeros(len(choice), dtype=bool) for choice in problem.choices),
        floor=tuple(np.zeros(len(choice)) for choice in problem.choices),
        ceiling=tuple(np.full(len(choice), np.inf) for choice in problem.choices),
    )


def restricted(problem: Problem, decision: Decision) -> Problem:
    """Make the problem that a decision leaves: fewer lanes, and a limit for all that must be.

    Routes keep their numbers, and limits theirs: new ones come last.
    """
    held = problem.patterns[problem.routes.pattern]
    for choice, shut in zip(problem.choices, decision.shut, strict=True):
        if shut.any():
            held &= ~_on_lanes(choice, shut)
    patterns, of_route = _distinct(held)
    forced = [
        _limit(problem, choice, floor, ceiling)
        for choice, floor, ceiling in zip(
            problem.choices, decision.floor, decision.ceiling, strict=True
        )
        if (floor > 0).any() or np.isfinite(ceiling).any()
    ]
    return replace(
        problem,
        patterns=patterns,
        routes=replace(problem.routes, pattern=of_route),
        limits=(*problem.limits, *forced),
    )


def _on_lanes(choice: Choice, shut: Mask) -> Mask:
    """Say which routes on which days a choice shuts; shape (routes, days)."""
    statics, times = choice.members.shape
    table = np.zeros((statics + 1, times + 1), dtype=bool)
    table[:statics, :times] = shut.reshape(statics, times)
    by_day = table[:, choice.members.of_day]
    return by_day[choice.members.of_route]


def _distinct(rows: Mask) -> tuple[Mask, NDArray[np.int32]]:
    packed = np.ascontiguousarray(np.packbits(rows, axis=1))
    keys = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    return rows[first], inverse.reshape(-1).astype(np.int32)


def _limit(problem: Problem, choice: Choice, floor: Figures, ceiling: Figures) -> LimitRows:
    shape = choice.members.shape
    places = (len(problem.index.warehouses), len(problem.kinds))
    return LimitRows(
        provided=choice.provided,
        groups=choice.members,
        coefficient=np.ones((1, len(problem.routes))),
        at_most=ceiling.reshape(shape),
        at_least=np.where(floor > 0, floor, -np.inf).reshape(shape),
        cumulative=False,
        penalty=None,
        spared=None,
        stored=np.full(places, -1, dtype=np.int32),
        stored_coefficient=np.zeros(len(problem.kinds)),
    )
