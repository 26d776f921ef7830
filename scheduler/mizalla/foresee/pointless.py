"""Rules that pick nothing, and rules that leave a village without any lane."""

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from mizalla.build import Problem
from mizalla.builtin import BUILTIN
from mizalla.collect import picks_nothing
from mizalla_models.fault import Fault
from mizalla_models.rule import Forbid, ProvidedRule
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

SHOWN = 3
MOST_TRIED = 30
"""Forbids that are each tried without: a problem is built anew for every one."""


def pointless(
    scenario: Scenario,
    rules: Rules,
    problem: Problem,
    rebuild: Callable[[Rules], Problem],
) -> list[Fault]:
    """Find rules of members that do nothing, or leave somebody with nothing.

    Parameters
    ----------
    scenario
        The scenario.
    rules
        Its rules.
    problem
        What was built of them.
    rebuild
        Builds the problem of fewer rules; only called where a village has no lane left.

    Returns
    -------
    list of Fault
        Warnings, each with its provider.
    """
    theirs = [item for item in rules.provided if item.provider.plugin not in BUILTIN]
    if not theirs:
        return []
    found = [
        _warning(item, "It picks no movement at all, so it binds nothing.", "Look at its where.")
        for item in picks_nothing(scenario, rules, theirs)
    ]
    return found + _emptied(scenario, rules, problem, rebuild, theirs)


def _emptied(
    scenario: Scenario,
    rules: Rules,
    problem: Problem,
    rebuild: Callable[[Rules], Problem],
    theirs: list[ProvidedRule],
) -> list[Fault]:
    """Forbids that take the last lanes of villages; alone, or together with others."""
    forbids = [item for item in theirs if isinstance(item.rule, Forbid)]
    bare = _without_lanes(problem)
    if not forbids or not bare:
        return []
    lost = bare - _without_lanes(rebuild(_less(rules, forbids)))
    if not lost:
        return []
    near = [item for item in forbids if _may_touch(item, lost, scenario)]
    blame: dict[str, list[ProvidedRule]] = {village: [] for village in sorted(lost)}
    for item in near if len(near) <= MOST_TRIED else ():
        for village in lost - _without_lanes(rebuild(_less(rules, [item]))):
            blame[village].append(item)
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for village, items in blame.items():
        # Where no single one gives a lane back, several do without each other what all do.
        groups[tuple(item.id for item in items or near)].append(village)
    by_id = {item.id: item for item in near}
    return [_left(by_id[ids[0]], [by_id[i] for i in ids[1:]], some) for ids, some in groups.items()]


def _left(item: ProvidedRule, others: list[ProvidedRule], villages: list[str]) -> Fault:
    more = f" and {len(villages) - SHOWN} more" if len(villages) > SHOWN else ""
    some = f"{', '.join(villages[:SHOWN])}{more}"
    mend = "Let some transport through to them."
    if not others:
        return _warning(item, f"It leaves {some} without any lane.", mend)
    by = [(other.id, other.provider.organisation or other.provider) for other in others[:SHOWN]]
    named = "; ".join(f"{rule}, {member}" for rule, member in by)
    named += "; …" if len(others) > SHOWN else ""
    what = f"Together with others ({named}) it leaves {some} without any lane."
    return _warning(item, what, mend)


def _less(rules: Rules, gone: Sequence[ProvidedRule]) -> Rules:
    ids = {item.id for item in gone}
    kept = tuple(item for item in rules.provided if item.id not in ids)
    return rules.model_copy(update={"provided": kept})


def _may_touch(item: ProvidedRule, villages: set[str], scenario: Scenario) -> bool:
    """Whether a forbid may touch lanes to some of these villages."""
    assert isinstance(item.rule, Forbid)
    where = item.rule.where.by
    homes = [village for village in scenario.villages if village.pcode in villages]
    values: dict[str, set[str]] = {
        "village": villages,
        "district": {village.district for village in homes},
        "governorate": {village.governorate for village in homes},
        "point": {point.id for point in scenario.points if point.village in villages},
    }
    return all(set(where[d]) & some for d, some in values.items() if d in where)


def _without_lanes(problem: Problem) -> set[str]:
    """Villages with a need and not one lane."""
    open_patterns = np.asarray(problem.patterns.any(axis=1))
    lanes = problem.routes.demand[open_patterns[problem.routes.pattern]]
    served = np.bincount(lanes[lanes >= 0], minlength=len(problem.demands.village)) > 0
    needed = problem.demands.needed > 0
    names = problem.index.villages.names
    return {names[code] for code in problem.demands.village[needed & ~served]}


def _warning(item: ProvidedRule, what: str, mend: str) -> Fault:
    return Fault(
        file=str(item.provider),
        column=item.id,
        problem=f"{what} ({item.rule.reason})",
        mend=mend,
        severity="warning",
    )
