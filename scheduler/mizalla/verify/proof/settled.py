"""Who is settled by what: every need once, at the level and bound of what stops it."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from mizalla.verify.findings import Findings
from mizalla_models.certificate import Certificate, CertifiedNeed
from mizalla_models.plan import Plan

Figures = NDArray[np.float64]
CHECK = "certificate"
CLOSE = 1e-6
LOOSE = 1e-4
"""Share by which a level may lie below its bound: rounds are solved to this, and their bounds are
exact."""


def check_settled(
    written: Certificate,
    priority: Figures,
    plan: Plan,
    findings: Findings,
    *,
    discrete: bool = False,
) -> None:
    """Report needs that no round, no need of their own and no point settles, or a wrong one does.

    Parameters
    ----------
    priority
        Priority of each need.
    discrete
        Whether there are rules that no multiplier stands for. The levels proven are then those of
        a campaign without them: the plan's lowest can be no higher, but who has more than in that
        campaign, since others have less, is bounded otherwise.
    """
    rounds = {one.number: one for one in written.rounds}
    stops = Counter(number for one in written.points for number in one.needs)
    held = Counter(number for one in written.rounds for number in one.needs)
    settles = {one.number: set(one.needs) for one in written.rounds}
    weigh = {one.number: dict(zip(one.priced, one.price, strict=True)) for one in written.rounds}
    for number, need in enumerate(written.needs):
        what = f"Round {need.round}, {need.parcel} in {need.village}"
        times = (held[number], stops[number])
        if times != ((1, 0) if need.cause == "rules" else (0, int(need.cause == "points"))):
            findings.add(CHECK, f"{what}: it is settled {sum(times)} times, by {need.cause}.")
        elif need.cause == "rules":
            one = rounds.get(need.round)
            if one is None or number not in settles[need.round]:
                findings.add(CHECK, f"{what}: that round does not settle it.")
            elif weigh[need.round].get(number, 0.0) <= 0:
                findings.add(CHECK, f"{what}: it has no price there, so it could still be raised.")
            elif (need.level, need.bound) != (one.level, max(one.bound, one.level)):
                findings.add(
                    CHECK,
                    f"{what}: level and bound are {need.level:.10g} and {need.bound:.10g}, the "
                    f"round's {one.level:.10g} and {one.bound:.10g}.",
                )
        elif need.cause == "need" and abs(need.level * priority[number] - 1) > CLOSE:
            findings.add(
                CHECK,
                f"{what}: it is said to have all that it needs at level {need.level:.10g}.",
            )
        if need.level > need.bound * (1 + CLOSE) + CLOSE:
            findings.add(
                CHECK, f"{what}: level {need.level:.10g} is above its bound {need.bound:.10g}."
            )
        if need.bound - need.level > LOOSE * max(need.bound, CLOSE):
            findings.add(
                CHECK,
                f"{what}: level {need.level:.10g} is far from its bound {need.bound:.10g}: it "
                "could still be raised.",
            )
    _in_order(written, findings)
    _lowest_of_plan(written, plan, findings)
    if not discrete:
        _of_plan(written, plan, findings)


def _lowest_of_plan(written: Certificate, plan: Plan, findings: Findings) -> None:
    """Report a bound of the lowest level that is above what is proven."""
    proven = min((need.bound for need in written.needs), default=np.inf)
    for goal in plan.goals:
        if goal.goal == "coverage" and goal.bound > proven * (1 + CLOSE) + CLOSE:
            findings.add(
                CHECK,
                f"The plan bounds the lowest level by {goal.bound:.10g}, the certificate proves "
                f"{proven:.10g}.",
            )


def _in_order(written: Certificate, findings: Findings) -> None:
    """Report needs that stand below a round before theirs."""
    lowest: dict[int, CertifiedNeed] = {}
    for need in written.needs:
        if need.round not in lowest or need.level < lowest[need.round].level:
            lowest[need.round] = need
    highest = -np.inf
    level = {one.number: one.level for one in written.rounds}
    for number in sorted(lowest):
        need = lowest[number]
        if need.level < highest * (1 - CLOSE) - CLOSE:
            findings.add(
                CHECK,
                f"Round {number}, {need.parcel} in {need.village}: level {need.level:.10g} is "
                f"below a round before, which raised all to {highest:.10g}.",
            )
        highest = max(highest, level.get(number, -np.inf))


def _of_plan(written: Certificate, plan: Plan, findings: Findings) -> None:
    """Report bounds of the plan that are not the certificate's."""
    bound = {(need.village, need.parcel): need.bound for need in written.needs}
    for row in plan.coverage:
        own = bound.get((row.village, row.parcel))
        if own is None:
            continue
        own = min(own, 1 / row.priority)
        if abs(row.bound - own) > CLOSE * max(own, 1e-3):
            findings.add(
                CHECK,
                f"{row.parcel} in {row.village}: the plan states the bound {row.bound:.10g}, the "
                f"certificate proves {own:.10g}.",
            )
