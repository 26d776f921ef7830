"""What a rule does to a plan."""

from typing import Any

from mizalla.explain.evidence import CHOICES, Evidence
from mizalla.explain.explanation import Sentence
from mizalla.explain.say import money, number, share
from mizalla.explain.village import Told
from mizalla.explain.words import Words
from mizalla_models.account import Account, Blocker
from mizalla_models.errors import UsageError
from mizalla_models.plan import RuleUse

SHOWN = 6


def of_rule(evidence: Evidence, words: Words, key: str) -> Told:
    """Say who gave a rule and why, how far it is used, and what easing it would give.

    Raises
    ------
    UsageError
        The run knows no such rule.
    """
    rule = evidence.rule(key)
    if rule is None:
        raise UsageError(
            f"Run {evidence.run.id} has no rule '{key}'.",
            mend="mizalla show RUN --rules lists them.",
        )
    values = {"rule": key, "provider": words.provider(key), "reason": words.reason(key)}
    said = [Sentence(key="rule", values=values)]
    uses: tuple[RuleUse, ...] = evidence.part("rules", rule=key)
    full = [use for use in uses if is_full(use)]
    if uses:
        fullest = max(uses, key=_fullness)
        values = {
            "full": number(len(full)),
            "groups": number(len(uses)),
            "where": words.group(fullest.group),
            "used": number(fullest.used),
            "bound": number(fullest.bound),
        }
        said.append(Sentence(key="rule_use", values=values))
    account = evidence.account
    blockers = blocking(evidence, account, {key})
    said += [words.held_down(b, account.rounds[b.round - 1]) for b in blockers[:SHOWN] if account]
    costs = [use for use in uses if use.goal == "cost" and use.shadow_price]
    if costs:
        most = max(costs, key=lambda use: abs(use.shadow_price))
        amount = money(abs(most.shadow_price), evidence.run.currency)
        values = {"amount": amount, "where": words.group(most.group)}
        said.append(Sentence(key="rule_cost", level=1, values=values))
    if not blockers and account is not None:
        said.append(_without_price(evidence, rule.rule.kind))
    elif account is None:
        said.append(Sentence(key="not_worked_out"))
    return said, {
        "id": key,
        "provider": str(rule.provider),
        "organisation": rule.provider.organisation,
        "definition": rule.rule.model_dump(mode="json"),
        "uses": [use.model_dump() for use in uses],
        "full": len(full),
        "holds_back": [blocker.model_dump() for blocker in blockers],
        "villages": _villages(account, blockers),
    }


def blocking(evidence: Evidence, account: Account | None, rules: set[str]) -> list[Blocker]:
    """Give what rules hold down, with the ranges of their prices where they can be worked out."""
    if account is None:
        return []
    found = [blocker for blocker in account.blockers if blocker.rule in rules]
    for turn in sorted({blocker.round for blocker in found[:SHOWN]}):
        account = evidence.ranged(turn) or account
    return [blocker for blocker in account.blockers if blocker.rule in rules]


def is_full(use: RuleUse) -> bool:
    """Whether a group of a limit has no room for another parcel."""
    room = max(1.0, 1e-3 * abs(use.bound))
    if use.side == "at_least":
        return use.used <= use.bound + room
    return use.used >= use.bound - room


def _fullness(use: RuleUse) -> float:
    return use.used / use.bound if use.bound else 1.0


def _villages(account: Account | None, blockers: list[Blocker]) -> list[dict[str, Any]]:
    if account is None:
        return []
    rounds = {blocker.round for blocker in blockers}
    return [
        {"village": s.village, "parcel": s.parcel, "round": s.round}
        for s in account.standings
        if s.round in rounds and not s.own
    ]


def _without_price(evidence: Evidence, kind: str) -> Sentence:
    """Say of a rule that holds nobody back why that is."""
    if kind not in CHOICES:
        return Sentence(
            key="rule_free" if kind in ("limit", "vehicles", "supply") else "rule_no_use"
        )
    goals = {goal.goal: goal for goal in evidence.part("goals")}
    if "coverage" not in goals:
        return Sentence(key="rule_no_use")
    worst, bound = share(goals["coverage"].value), share(goals["coverage"].bound)
    return Sentence(key="rule_choice", values={"worst": worst, "bound": bound})
