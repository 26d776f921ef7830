"""Rules that pick nothing, and rules that leave a village without any lane."""

from collections.abc import Callable

import numpy as np

from mizalla.build import Problem
from mizalla.builtin import BUILTIN
from mizalla.collect import picks_nothing
from mizalla_models.fault import Fault
from mizalla_models.rule import Forbid, ProvidedRule
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

SHOWN = 3


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
    return found + _emptied(rules, problem, rebuild, theirs)


def _emptied(
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
    everything = {item.id for item in forbids}
    kept = tuple(item for item in rules.provided if item.id not in everything)
    lost = bare - _without_lanes(rebuild(rules.model_copy(update={"provided": kept})))
    if not lost:
        return []
    found = []
    for item in forbids:
        others = tuple(other for other in rules.provided if other.id != item.id)
        left = _without_lanes(rebuild(rules.model_copy(update={"provided": others})))
        saved = sorted(lost - left)
        if saved:
            more = f" and {len(saved) - SHOWN} more" if len(saved) > SHOWN else ""
            problem_ = f"It leaves {', '.join(saved[:SHOWN])}{more} without any lane."
            found.append(_warning(item, problem_, "Let some transport through to them."))
            lost -= set(saved)
    if lost:
        named = ", ".join(str(item.provider) for item in forbids)
        some = ", ".join(sorted(lost)[:SHOWN])
        found.append(
            _warning(
                forbids[0],
                f"Together with others ({named}) it leaves {some} without any lane.",
                "Let some transport through to them.",
            )
        )
    return found


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
