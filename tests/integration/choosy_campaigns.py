"""Random campaigns with rules of all or nothing, held against an outside integer program."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from integration.compare import Made
from integration.monolith import Monolith
from integration.program import INF, Row
from integration.random_campaigns import Drawn, draw
from mizalla.verify import verify
from mizalla_models.rule import AtMostActive, Rule, SmallestDrop, WholePallets

EXACT = 2e-6
"""Share by which values of two solvers may differ."""


def draw_choosy(seed: int) -> Drawn:
    """Draw a campaign with one or two rules of all or nothing, its goals in the usual order."""
    drawn, lot = draw(seed), Random(f"choosy {seed}")
    tables = dict(drawn.tables)
    for row, holds in zip(tables["parcels"] or (), (lot.choice([6, 10]), ""), strict=True):
        row["pallet"] = holds
    goals = [{"goal": goal} for goal in ("coverage", "lateness", "cost")]
    made = [_rule(lot, drawn, number) for number in range(lot.choice([1, 1, 2]))]
    return replace(
        drawn,
        settings=drawn.settings | {"goals": goals},
        tables=tables,
        rules=(*drawn.rules, *made),
    )


def _rule(lot: Random, drawn: Drawn, number: int) -> Rule:
    said: dict[str, Any] = {"name": f"choice {number}", "reason": "So."}
    villages = [row["pcode"] for row in drawn.tables["villages"] or ()]
    where: dict[str, list[str]] = {}
    if lot.random() < 0.4:
        where["movement"] = ["delivery"]
    if lot.random() < 0.25:
        where["village"] = lot.sample(villages, 2)
    if lot.random() < 0.2:
        where["parcel"] = ["dry"]
    said["where"] = where
    match lot.randrange(4):
        case 0:
            of = lot.choice(["organisation", "origin", "fleet", "owner", "lot"])
            per = lot.choice([("village",), ("point",), ("village", "day"), ("parcel", "day"), ()])
            return AtMostActive(of=of, count=lot.choice([1, 1, 2]), per=per, **said)
        case 1:
            per = lot.choice([("point",), ("village",), ("origin", "point"), ("fleet",)])
            return AtMostActive(of="day", count=lot.choice([1, 2]), per=per, **said)
        case 2:
            per = lot.choice([("point", "day"), ("village",), ("origin", "day"), ("fleet", "day")])
            return SmallestDrop(quantity=lot.randint(5, 40), per=per, **said)
        case _:
            per = lot.choice(
                [("origin", "destination", "fleet", "day"), ("origin",), ("point", "day")]
            )
            return WholePallets(per=per, **said)


def misjudged(made: Made) -> Iterator[str]:
    """Everything in which plan and outside integer program disagree."""
    outside = Monolith(made.scenario, made.rules)
    possible = outside.feasible(whole=True)
    if made.plan is None:
        if possible:
            yield f"{[item.rule for item in made.conflict]} are called a conflict, but all can hold"
        return
    if not possible:
        yield "a plan was made, though the outside program finds none"
        return
    for finding in verify(made.scenario, made.rules, made.plan):
        yield f"{finding.check}: {finding.problem}"
    goals = {goal.goal: goal for goal in made.plan.goals}
    served = {(row.village, row.parcel): float(row.served) for row in made.plan.coverage}
    best = lowest(outside)
    coverage = goals["coverage"]
    if not coverage.value <= best + EXACT:
        yield f"lowest level {coverage.value}, the outside program reaches only {best}"
    if best > coverage.bound + EXACT:
        yield f"lowest level bounded by {coverage.bound}, the outside program reaches {best}"
    least = [Row(outside.served[key], quantity, INF) for key, quantity in served.items()]
    everything = {v: -1.0 for terms in outside.served.values() for v in terms}
    found = outside.program.minimise(everything, least, whole=True)
    assert found is not None, "what the plan serves can't be served"
    if -found[0] > goals["served"].bound + EXACT * max(1.0, -found[0]):
        yield f"served bounded by {goals['served'].bound}, {-found[0]} is possible"
    rows = outside.holding(served)
    for name in ("lateness", "cost"):
        cost, more = outside.lateness(served) if name == "lateness" else (outside.cost, [])
        found = outside.program.minimise(cost, [*rows, *more], whole=True)
        assert found is not None, "what the plan serves can't be served"
        room = EXACT * max(1.0, abs(found[0]))
        if goals[name].bound > found[0] + room:
            yield f"{name} bounded by {goals[name].bound}, {found[0]} is possible"
        if goals[name].value < found[0] - room:
            yield f"{name} {goals[name].value}, the outside program finds none below {found[0]}"
        rows += [*more, Row(dict(cost), -INF, goals[name].value + room)]


def lowest(outside: Monolith) -> float:
    """Give the highest that the lowest level can be, in whole parcels."""
    top = outside.program.variable()
    rows = [Row({**outside.level(key), top: -1.0}, 0, INF) for key in outside.served]
    found = outside.program.minimise({top: -1.0}, rows, whole=True)
    assert found is not None, "rules that hold don't"
    return -found[0]
