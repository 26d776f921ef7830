"""A guarantee above what another rule lets through, or above what is needed."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.build.limit import LimitRows
from mizalla_models.errors import InfeasibleError
from mizalla_models.plan import Conflict
from mizalla_models.rule import Limit, Need, ProvidedRule, Vehicles
from mizalla_models.rules import Rules

SLACK = 1e-6
Mask = NDArray[np.bool_]


def contradictions(problem: Problem, rules: Rules) -> None:
    """Refuse a guarantee that another rule makes impossible by itself.

    Looks at every group that has a lower bound: whether it has lanes at all, whether the groups of
    one other limit that hold all its lanes let so much through, and whether so much is needed.

    Parameters
    ----------
    problem
        The problem.
    rules
        Its rules.

    Raises
    ------
    InfeasibleError
        With the two rules that can't both hold, each with its provider and reason.
    """
    needs = {
        (item.rule.village, item.rule.parcel): item
        for item in rules.provided
        if isinstance(item.rule, Need)
    }
    for floor in problem.limits:
        if floor.hard and not floor.cumulative and not floor.holds_storage and not floor.spared:
            for group, when in zip(*np.where(floor.at_least > SLACK), strict=True):
                pair = _clash(problem, floor, int(group), int(when), needs)
                if pair is not None:
                    raise InfeasibleError(pair, foreseen=True)


def _clash(
    problem: Problem,
    floor: LimitRows,
    group: int,
    when: int,
    needs: dict[tuple[str, str], ProvidedRule],
) -> tuple[Conflict, ...] | None:
    least = float(floor.at_least[group, when])
    routes = floor.groups.of_route == group
    days = floor.groups.of_day == when
    if not routes.any():
        return None
    key = floor.groups.key(group, when)
    for ceiling, most, keys in _ceilings(problem, floor, routes, days):
        if most < least - SLACK:
            return (
                _conflict(floor.provided, (key,)),
                _conflict(ceiling.provided, keys),
            )
    if not isinstance(floor.provided.rule, Limit) or floor.provided.rule.measure != "parcels":
        return None
    demands = np.unique(problem.routes.demand[routes])
    if (demands >= 0).all():
        needed = float(problem.demands.needed[demands].sum())
        if needed < least - SLACK:
            first = int(demands[0])
            village = problem.index.villages.names[problem.demands.village[first]]
            parcel = problem.index.parcels.names[problem.demands.parcel[first]]
            need = needs.get((village, parcel))
            if need is not None:
                return (
                    _conflict(floor.provided, (key,)),
                    _conflict(need, ()),
                )
    return None


def _ceilings(
    problem: Problem, floor: LimitRows, routes: Mask, days: Mask
) -> Iterator[tuple[LimitRows, float, tuple[str, ...]]]:
    """Limits of the same measure whose groups hold all that the floor asks for, and their sum."""
    for other in problem.limits:
        if (
            not other.hard
            or other.cumulative
            or other.holds_storage
            or other.spared
            or _measure(other) != _measure(floor)
        ):
            continue
        statics = np.unique(other.groups.of_route[routes])
        times = np.unique(other.groups.of_day[days])
        if not len(times) or statics[0] < 0 or times[0] < 0:
            continue
        bounds = other.at_most[np.ix_(statics, times)]
        if np.isfinite(bounds).all():
            keys = [other.groups.key(int(s), int(t)) for s in statics[:3] for t in times[:3]]
            yield other, float(bounds.sum()), tuple(keys[:5])


def _measure(limit: LimitRows) -> str:
    rule = limit.provided.rule
    return "truck_hours" if isinstance(rule, Vehicles) else str(getattr(rule, "measure", ""))


def _conflict(item: ProvidedRule, groups: tuple[str, ...]) -> Conflict:
    return Conflict(
        provider=str(item.provider),
        organisation=item.provider.organisation,
        rule=item.id,
        groups=tuple(group for group in groups if group),
        reason=item.rule.reason,
    )
