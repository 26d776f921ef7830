"""Day patterns: on which days each route may leave, shared by the many routes that agree."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mizalla.build.costs import SLACK, Costs
from mizalla.build.dimension import Dimensions
from mizalla.build.index import Index
from mizalla.build.route import TRANSFER, Routes
from mizalla_models.rule import Forbid

Mask = NDArray[np.bool_]


class Patterns:
    """Sets of days, numbered as they turn up."""

    def __init__(self, days: int) -> None:
        self._number: dict[bytes, int] = {}
        self._rows: list[Mask] = []
        self.of(np.ones(days, dtype=bool))

    def of(self, days: Mask) -> int:
        """Give the number of a set of days."""
        key = days.tobytes()
        if key not in self._number:
            self._number[key] = len(self._rows)
            self._rows.append(days.copy())
        return self._number[key]

    def restrict(self, routes: Routes, mask: Mask, days: Mask) -> None:
        """Take all but the given days away from the routes of a mask."""
        if days.all() or not mask.any():
            return
        held = routes.pattern[mask]
        new = np.zeros(len(self._rows), dtype=np.int32)
        for number in np.flatnonzero(np.bincount(held, minlength=len(self._rows))):
            new[number] = self.of(self._rows[number] & days)
        routes.pattern[mask] = new[held]

    def table(self) -> Mask:
        """Give all sets; shape (patterns, days)."""
        return np.array(self._rows)


def open_days(
    index: Index,
    dimensions: Dimensions,
    costs: Costs,
    routes: Routes,
    forbids: Sequence[Forbid],
) -> tuple[Routes, Mask]:
    """Work out the days of every route and drop the routes that have none.

    Returns
    -------
    tuple of Routes and array
        The routes left, and the day patterns that they refer to, shape (patterns, days).
    """
    count = len(index.days)
    patterns = Patterns(count)
    number = np.arange(count)
    for fleet, truck in enumerate(index.trucks):
        first = index.day_number(truck.from_day, 0)
        last = index.day_number(truck.until, count - 1)
        if first > 0 or last < count - 1:
            patterns.restrict(routes, routes.fleet == fleet, (first <= number) & (number <= last))
    for lead in np.unique(routes.lead[routes.movement == TRANSFER]):
        patterns.restrict(routes, routes.lead == lead, number + lead < count)
    states = costs.travel.state_of_day
    for state in np.unique(states):
        minutes = costs.minutes(routes, state)
        too_far = costs.away(routes, state) > costs.tariff.shift_minutes[routes.fleet] * SLACK
        patterns.restrict(routes, too_far & (routes.fleet >= 0), states != state)
        for forbid in forbids:
            if forbid.minutes_over is None and forbid.km_over is None:
                continue
            mask = _ruled(dimensions, routes, forbid)
            if forbid.minutes_over is not None:
                mask &= minutes > forbid.minutes_over
            if forbid.km_over is not None:
                mask &= costs.km(routes, state) > forbid.km_over
            _forbid(patterns, dimensions, routes, forbid, mask, states == state)
    for forbid in forbids:
        if forbid.minutes_over is None and forbid.km_over is None:
            mask = _ruled(dimensions, routes, forbid)
            _forbid(patterns, dimensions, routes, forbid, mask, np.ones(count, dtype=bool))
    table = patterns.table()
    return routes.take((table.sum(axis=1) > 0)[routes.pattern]), table


def _ruled(dimensions: Dimensions, routes: Routes, forbid: Forbid) -> Mask:
    return dimensions.picked(forbid.where, routes)


def _forbid(
    patterns: Patterns,
    dimensions: Dimensions,
    routes: Routes,
    forbid: Forbid,
    mask: Mask,
    when: Mask,
) -> None:
    """Take the forbidden days away; ``unless`` gives a movement back where all of it agrees."""
    days = dimensions.days(forbid.where) & when
    if not forbid.unless:
        patterns.restrict(routes, mask, ~days)
        return
    spared = dimensions.picked(forbid.unless, routes)
    patterns.restrict(routes, mask & ~spared, ~days)
    patterns.restrict(routes, mask & spared, ~days | dimensions.days(forbid.unless))
