"""Complementary slackness of the plan: what a round's multipliers price is used up by it."""

import numpy as np

from mizalla.verify.facts import Facts
from mizalla.verify.findings import Findings
from mizalla.verify.proof.multipliers import Multipliers
from mizalla_models.certificate import Certificate, CertifiedRound
from mizalla_models.plan import Plan

ROOM = 0.01
"""Share of what a round's rules and stock are worth that a plan may leave unused, on top of a
parcel for each need: whole parcels, and days that were summed."""


def check_slackness(
    written: Certificate,
    one: CertifiedRound,
    given: Multipliers,
    worth: float,
    plan: Plan,
    facts: Facts,
    findings: Findings,
) -> None:
    """Report a round whose rules the plan leaves unused, so that they can't be what stops it.

    What a plan leaves unused of each group, stock and cap, times its multiplier, and what it sends
    on lanes of negative gain, times that, adds up to the worth of all of them less the worth of
    what needs are served. None of these terms is below zero, so none is above their sum. It is zero
    for a plan in parts of parcels; a plan in whole parcels may lack one for each need.
    Nothing is asked of a plan that other goals, a tolerance, trips or rules that are no limits kept
    from what the levels would have.

    Parameters
    ----------
    worth
        What all bounds and stock come to at the multipliers.
    """
    if not binding(plan, facts):
        return
    served = {(row.village, row.parcel): row.served for row in plan.coverage}
    gets = np.array([served.get((need.village, need.parcel), 0) for need in written.needs])
    unused = worth - float(given.price @ gets)
    allowed = ROOM * abs(worth) + float(given.price.sum())
    if unused > allowed:
        short = given.price * np.maximum(
            np.array([need.level for need in written.needs]) * _weight(written, facts) - gets, 0
        )
        need = written.needs[int(np.argmax(short))]
        findings.add(
            "certificate",
            f"Round {one.number}, {need.parcel} in {need.village}: the plan leaves "
            f"{unused / worth:.2%} of what its rules and stock are worth unused, so they don't "
            "stop it.",
        )


def binding(plan: Plan, facts: Facts) -> bool:
    """Whether nothing but the levels decides what the plan serves."""
    first = facts.scenario.campaign.goals[0]
    learned = any(provided.provider.plugin == "trips" for provided in facts.provided.values())
    return (
        first.goal == "coverage"
        and not first.tolerance
        and not facts.actives
        and not facts.drops
        and not facts.pallets
        and not learned
        and len(plan.rounds) <= 1
    )


def _weight(written: Certificate, facts: Facts) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array(
        [
            facts.needed(need.village, need.parcel)
            * facts.needs[need.village, need.parcel][0].priority
            for need in written.needs
        ]
    )
