"""Why a plan as a whole is as it is."""

from mizalla.explain.evidence import Evidence
from mizalla.explain.explanation import Sentence
from mizalla.explain.say import number, parcels, share
from mizalla.explain.village import Told
from mizalla.explain.words import Words

ROUNDS = 5
"""Rounds that are told of one by one, the worst-off first; the others by village or rule."""
SHOWN = 3


def of_plan(evidence: Evidence, words: Words) -> Told:
    """Say at which levels needs were settled, and what holds the worst-off down."""
    figures = evidence.run.figures
    values = {
        "worst": share(figures.coverage_min),
        "served": number(figures.served_parcels),
        "needed": parcels(figures.needed_parcels),
    }
    said = [Sentence(key="plan", values=values)]
    account = evidence.account
    if account is None:
        return [*said, Sentence(key="not_worked_out")], {"rounds": [], "holds_back": []}
    if account.rounds:
        account = evidence.ranged(1) or account
    for turn in account.rounds[:ROUNDS]:
        values = {
            "round": number(turn.number),
            "needs": number(turn.needs),
            "level": share(turn.level),
        }
        said.append(Sentence(key="round", values=values))
        own = [blocker for blocker in account.blockers if blocker.round == turn.number]
        said += [words.held_down(blocker, turn) for blocker in own[:SHOWN]]
    return said, {
        "rounds": [turn.model_dump() for turn in account.rounds],
        "holds_back": [b.model_dump() for b in account.blockers if b.round <= ROUNDS],
    }
