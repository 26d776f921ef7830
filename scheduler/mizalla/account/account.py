"""Give an account of a plan."""

from mizalla.account.blockers import blockers, with_range
from mizalla.account.sources import sources
from mizalla.account.standings import rounds, standings
from mizalla.build import Problem
from mizalla.solve.why import Why
from mizalla_models.account import Account
from mizalla_models.plan import Plan

RANGED = 6
"""Blockers of a round whose ranges are worked out, the most telling ones."""


def account(problem: Problem, plan: Plan, why: Why | None) -> Account:
    """Say what decided a plan.

    Parameters
    ----------
    problem
        What it was made of.
    plan
        The plan.
    why
        The rounds of leximin; None where coverage was not the first goal. Where there are rules
        of all or nothing, those of what the plan's choices leave.
    """
    return Account(
        rounds=() if why is None else rounds(why),
        standings=standings(problem, why),
        blockers=() if why is None else blockers(why),
        sources=sources(problem, plan),
    )


def ranged(said: Account, why: Why, number: int) -> Account:
    """Work out how far the prices of one round hold, for the blockers that say most.

    Parameters
    ----------
    said
        The account so far.
    why
        The rounds.
    number
        The round, from 1.
    """
    left = RANGED
    found = []
    for blocker in said.blockers:
        if blocker.round == number and left:
            left -= 1
            if blocker.proof == "at_most":
                blocker = with_range(blocker, why)
        found.append(blocker)
    return said.model_copy(update={"blockers": tuple(found)})
