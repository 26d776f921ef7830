"""Why a village gets what it gets."""

from typing import Any

from mizalla.explain.evidence import Evidence
from mizalla.explain.explanation import Sentence
from mizalla.explain.say import km, money, number, parcels, share
from mizalla.explain.texts import GOALS
from mizalla.explain.words import Words
from mizalla_models.account import Account, Blocker, Source, Standing
from mizalla_models.errors import UsageError
from mizalla_models.plan import Coverage, Shipment

SHOWN = 6
"""Blockers that are named of a need."""
Told = tuple[list[Sentence], dict[str, Any]]


def of_village(evidence: Evidence, words: Words, pcode: str) -> Told:
    """Say of each need of a village what decided it, what holds it back, and what else there was.

    Raises
    ------
    UsageError
        The run knows no need of that village.
    """
    rows: tuple[Coverage, ...] = evidence.part("coverage", village=pcode)
    if not rows:
        raise UsageError(
            f"Run {evidence.run.id} has no need in a village '{pcode}'.",
            mend="Name it by its p-code, as in mizalla show RUN --coverage.",
        )
    account = evidence.account
    shipments: tuple[Shipment, ...] = evidence.part("shipments", village=pcode)
    sentences, needs = [], []
    for row in rows:
        said, facts = _need(evidence, words, row, account, shipments)
        sentences += said
        needs.append(facts)
    name = words[pcode]
    return sentences, {"village": pcode, "name": name.en, "name_ar": name.ar, "needs": needs}


def _need(
    evidence: Evidence,
    words: Words,
    row: Coverage,
    account: Account | None,
    shipments: tuple[Shipment, ...],
) -> Told:
    said = [
        Sentence(
            key="village",
            values={
                "village": words[row.village],
                "parcel": words[row.parcel],
                "needed": number(row.needed),
                "served": number(row.served),
                "ratio": share(row.ratio),
            },
        )
    ]
    facts: dict[str, Any] = row.model_dump()
    standing = _standing(account, row)
    decided, more = _decided(evidence, row, account, standing)
    said += more
    facts |= {"decided_by": decided, "round": standing.round if standing else None}
    blockers: tuple[Blocker, ...] = ()
    if standing is not None and standing.round and row.served < row.needed and not standing.own:
        known = evidence.ranged(standing.round)
        blockers = tuple(b for b in known.blockers if b.round == standing.round) if known else ()
        weight = row.needed * row.priority
        evidence.read_rules([blocker.rule for blocker in blockers])
        said.append(Sentence(key="held_back" if blockers else "no_blocker"))
        said += [words.blocker(blocker, weight) for blocker in blockers[:SHOWN]]
        facts["parcels_per_level"] = weight
    facts["held_back_by"] = [_blocker_facts(evidence, b, row) for b in blockers]
    used = _used(row, shipments)
    for origin, (quantity, cost) in used.items():
        values = {
            "origin": words[origin],
            "quantity": parcels(quantity),
            "cost": money(cost / quantity, evidence.run.currency),
        }
        said.append(Sentence(key="used", values=values))
    facts["served_from"] = [
        {"origin": origin, "quantity": quantity, "cost_per_parcel": cost / quantity}
        for origin, (quantity, cost) in used.items()
    ]
    others = _sources(account, row)
    if row.served < row.needed:
        said += [_other(evidence, words, source) for source in others[:2]]
        if account is not None and not others:
            said.append(Sentence(key="no_other"))
    facts["next_best"] = [source.model_dump() for source in others]
    return said, facts


def _standing(account: Account | None, row: Coverage) -> Standing | None:
    if account is None:
        return None
    return next(
        (s for s in account.standings if (s.village, s.parcel) == (row.village, row.parcel)), None
    )


def _sources(account: Account | None, row: Coverage) -> list[Source]:
    if account is None:
        return []
    return [s for s in account.sources if (s.village, s.parcel) == (row.village, row.parcel)]


def _decided(
    evidence: Evidence,
    row: Coverage,
    account: Account | None,
    standing: Standing | None,
) -> tuple[str, list[Sentence]]:
    """Which goal decided, and the sentences that say so."""
    if row.served >= row.needed:
        return "need", [Sentence(key="full")]
    if account is None or standing is None:
        return "unknown", [Sentence(key="not_worked_out")]
    goals = evidence.part("goals")
    if not standing.round:
        first = goals[0].goal if goals else "coverage"
        english, arabic = GOALS[first]
        named = {"goal": {"en": english, "ar": arabic}}
        return first, [Sentence(key="other_goal_decided", values=named)]
    said = []
    rounds = len(account.rounds)
    values: dict[str, Any] = {
        "round": standing.round,
        "rounds": rounds,
        "level": share(standing.level),
    }
    turn = account.rounds[standing.round - 1]
    choices = evidence.choosy
    if choices:
        values |= {"rules": ", ".join(choices), "bound": share(row.bound)}
    if standing.own and standing.level <= 0:
        if choices and row.bound > 0:
            return "choices", [Sentence(key="choices_shut", values=values)]
        return "out_of_reach", [Sentence(key="out_of_reach")]
    key, decided = ("own_decided", "own") if standing.own else ("coverage_decided", "coverage")
    if choices and not standing.own:
        key, decided = "choices_decided", "coverage"
    said.append(Sentence(key=key, values=values | {"peers": max(turn.needs - turn.own - 1, 0)}))
    owed = standing.level * row.priority * row.needed
    tolerance = next((goal.tolerance for goal in goals if goal.goal == "coverage"), 0.0)
    if tolerance and row.served < owed - 1:
        values = {"bound": share(standing.level), "tolerance": share(tolerance)}
        return "tolerance", [*said, Sentence(key="tolerance_decided", values=values)]
    parts = owed - row.served
    if 1e-6 < parts < 1:
        said.append(Sentence(key="whole", values={"parts": f"{parts:.2f}"}))
    return decided, said


def _blocker_facts(evidence: Evidence, blocker: Blocker, row: Coverage) -> dict[str, Any]:
    rule = evidence.rule(blocker.rule)
    return blocker.model_dump() | {
        "provider": "" if rule is None else str(rule.provider),
        "organisation": "" if rule is None else rule.provider.organisation,
        "reason": "" if rule is None else rule.rule.reason,
        "reason_ar": "" if rule is None else rule.rule.reason_ar,
        "parcels_here": blocker.price * row.priority * row.needed,
    }


def _used(row: Coverage, shipments: tuple[Shipment, ...]) -> dict[str, tuple[int, float]]:
    used: dict[str, tuple[int, float]] = {}
    for shipment in shipments:
        if shipment.parcel == row.parcel:
            quantity, cost = used.get(shipment.origin, (0, 0.0))
            used[shipment.origin] = quantity + shipment.quantity, cost + shipment.cost
    return dict(sorted(used.items(), key=lambda item: -item[1][0]))


def _other(evidence: Evidence, words: Words, source: Source) -> Sentence:
    lost = {"parcel": words[source.parcel], "rule": source.rule}
    if source.obstacle == "rule":
        lost["reason"] = words.reason(source.rule)
    if source.obstacle == "dearer" and source.paid is not None:
        lost["more"] = money(source.cost - source.paid, evidence.run.currency)
    return Sentence(
        key="next_best",
        values={
            "origin": words[source.origin],
            "carrier": words[source.organisation],
            "km": km(source.km),
            "cost": money(source.cost, evidence.run.currency),
            "lost": Sentence(key=f"lost_{source.obstacle}", values=lost),
        },
    )
