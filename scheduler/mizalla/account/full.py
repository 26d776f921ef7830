"""Which limits are full on every day on which a route could be taken."""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.build.limit import LimitRows
from mizalla_models.plan import Plan

ROOM = 1e-3
"""Share of a bound that whole parcels may leave for it to count as full."""
Mask = NDArray[np.bool_]


class Full:
    """The groups of limits that a plan fills.

    Parameters
    ----------
    problem
        What the plan was made of.
    plan
        The plan.
    """

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self._problem = problem
        self._groups: dict[str, set[str]] = defaultdict(set)
        for use in plan.rules:
            if use.side == "at_most" and use.used >= use.bound - max(1.0, ROOM * abs(use.bound)):
                self._groups[use.rule].add(use.group)

    def of(self, chosen: NDArray[np.int64]) -> list[tuple[str, str] | None]:
        """Name the limit that stops each route, with its group on the first day it is full.

        Parameters
        ----------
        chosen
            Routes.

        Returns
        -------
        list of (rule, group) or None
            Of several limits the one that is full on most days; None where some day is free.
        """
        problem = self._problem
        open_days = problem.patterns[problem.routes.pattern[chosen]]
        blocked = np.zeros_like(open_days)
        most = np.zeros(len(chosen), dtype=np.int64)
        named = np.full((len(chosen), 2), -1)
        for place, limit in enumerate(problem.limits):
            if limit.provided.id not in self._groups:
                continue
            group = limit.groups.of_route[chosen]
            days = self._table(limit)[group] & open_days
            days[group < 0] = False
            blocked |= days
            more = days.sum(axis=1)
            better = more > most
            most = np.where(better, more, most)
            named[better, 0] = place
            named[better, 1] = days.argmax(axis=1)[better]
        shut = np.asarray((blocked | ~open_days).all(axis=1))
        return [
            self._name(place, int(route), int(day)) if stopped and place >= 0 else None
            for (place, day), route, stopped in zip(
                named.tolist(), chosen.tolist(), shut.tolist(), strict=True
            )
        ]

    def _table(self, limit: LimitRows) -> Mask:
        """Say which static groups (and a last one for none) are full on which days."""
        groups = self._groups[limit.provided.id]
        statics, times = limit.groups.shape
        full = np.zeros((statics + 1, times + 1), dtype=bool)
        if statics and times:
            full[:-1, :-1] = [[key in groups for key in row] for row in limit.groups.all_keys()]
        return full[:, limit.groups.of_day]

    def _name(self, place: int, route: int, day: int) -> tuple[str, str]:
        limit = self._problem.limits[place]
        group = int(limit.groups.of_route[route])
        return limit.provided.id, limit.groups.key(group, int(limit.groups.of_day[day]))
