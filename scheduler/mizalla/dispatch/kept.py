"""Kept: whether changes of what is allocated leave every limit kept as well as before."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.build.limit import LimitRows
from mizalla.dispatch.uses import Use

ROUNDING = 1e-6
"""Share by which floating-point sums may miss a bound."""
Figures = NDArray[np.float64]
Change = tuple[int, int, int]
"""Route, day, and parcels more on it."""


class Kept:
    """All limits, and how far they are used.

    Parameters
    ----------
    problem
        What was allocated from.
    used
        What counts in every group of every limit; added to by ``add``.
    """

    def __init__(self, problem: Problem, used: Sequence[Use]) -> None:
        self._problem, self._used = problem, used
        self._known: dict[int, list[int]] = {}

    def allows(self, changes: Sequence[Change]) -> bool:
        """Whether every limit is kept as well as before."""
        for place in self._limits(changes):
            limit, use = self._problem.limits[place], self._used[place]
            for group, more in self._counted(limit, changes).items():
                now = use.amount[group] + more
                most, least = limit.at_most[group], limit.at_least[group]
                slip = ROUNDING * (1 + np.abs(now))
                if ((more > 0) & (now > most + slip)).any():
                    return False
                if ((more < 0) & (now < least - slip)).any():
                    return False
        return True

    def add(self, changes: Sequence[Change]) -> None:
        """Make changes."""
        for place in self._limits(changes):
            limit, use = self._problem.limits[place], self._used[place]
            for group, more in self._counted(limit, changes).items():
                use.amount[group] += more

    def _limits(self, changes: Iterable[Change]) -> list[int]:
        """Places of the limits that any of the routes counts in."""
        found: set[int] = set()
        for route, _, _ in changes:
            if route not in self._known:
                self._known[route] = [
                    place
                    for place, limit in enumerate(self._problem.limits)
                    if limit.groups.of_route[route] >= 0
                ]
            found.update(self._known[route])
        return sorted(found)

    def _counted(self, limit: LimitRows, changes: Iterable[Change]) -> dict[int, Figures]:
        """What changes in the groups of a limit: by group, an entry for each group of days."""
        found: dict[int, Figures] = {}
        for route, day, quantity in changes:
            group, when = int(limit.groups.of_route[route]), int(limit.groups.of_day[day])
            if group < 0 or when < 0:
                continue
            if limit.spared is not None and limit.spared[0][route] and limit.spared[1][day]:
                continue
            state = int(self._problem.state_of_day[day]) if len(limit.coefficient) > 1 else 0
            row = found.setdefault(group, np.zeros(limit.groups.shape[1]))
            amount = float(limit.coefficient[state, route]) * quantity
            if limit.cumulative:
                row[when:] += amount
            else:
                row[when] += amount
        return found
