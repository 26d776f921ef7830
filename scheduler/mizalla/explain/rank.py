"""Which changes would lift the worst-off most per pound: ranked by duals, confirmed by solving."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mizalla.explain.evidence import CHOICES, Evidence
from mizalla.run import Step, answers_of
from mizalla.run.stopwatch import Listener
from mizalla.store import Store
from mizalla_models.account import Account, Blocker
from mizalla_models.base import Word
from mizalla_models.errors import InfeasibleError
from mizalla_models.overlay import Overlay, RuleChange
from mizalla_models.plan import Coverage, Plan
from mizalla_models.routing import NO_TRIPS

if TYPE_CHECKING:
    from mizalla.solve import Allocation, Start

TENTH = 0.1


class Ranked(Word):
    """A change, what duals promise of it, and what solving again comes to."""

    rule: str
    """Id of the rule that is eased."""
    group: str
    """Its group; empty where it has one."""
    unit: str
    """What one unit is."""
    by: float
    """Units that it is eased by."""
    round: int
    """The first round that it holds down, from 1."""
    needs: int
    """Needs that rise with it."""
    price: float
    """What the change itself costs, campaign currency; 0 where no price was given."""
    promised: float
    """Rise of their level by duals: at most that; beside rules of all or nothing, while their
    choices stay."""
    actual: float
    """The same, solved again (proven, whole parcels aside; with rules of all or nothing, in whole
    parcels)."""
    worst: float
    """Rise of the least level of all."""
    served: int
    """Parcels more that are served."""
    cost: float
    """What the plan costs more, the change itself included, campaign currency."""
    per_pound: float | None
    """actual ÷ cost, points of a percentage for 1,000 of the currency; None: it costs nothing."""


@dataclass(frozen=True)
class Solved:
    """A plan without trips, and where the engine ended."""

    plan: Plan
    allocation: "Allocation"
    choosy: bool
    """Whether there are rules of all or nothing, beside which bounds say little."""

    @property
    def levels(self) -> dict[tuple[str, str], float]:
        """Level of each village and parcel that is proven, or planned."""
        return {
            (row.village, row.parcel): row.level if self.choosy else row.bound
            for row in self.plan.coverage
        }


def rank(
    store: Store,
    run: str,
    *,
    count: int = 10,
    prices: Mapping[str, float] | None = None,
    progress: Listener | None = None,
) -> tuple[Ranked, ...]:
    """Rank the changes that lift the worst-off most, and solve again with each of the best.

    A change eases one rule by a tenth of its bound, in whole trucks and parcels. Duals put them in
    order: by the round that they lift, then by the rise that they promise for what they cost. The
    best are confirmed by solving the problem again, trips apart, and ordered by what came of it.
    Changes that break another rule, such as stock for which there is no room, are passed over.

    Parameters
    ----------
    store, run
        The run.
    count
        How many are confirmed.
    prices
        What one unit of ``trucks``, ``parcels`` and so on costs beyond what the plan itself does.
    progress
        Called before each is confirmed.
    """
    evidence = Evidence(store, run)
    account = evidence.account
    if account is None or not account.blockers:
        return ()
    prices = prices or {}
    rows: tuple[Coverage, ...] = evidence.part("coverage")
    chosen = _candidates(account, rows, evidence, prices)
    before = _solved(evidence, None)
    start = before.allocation.trail.ended()
    ranked: list[Ranked] = []
    for blocker, by in chosen:
        if len(ranked) == count:
            break
        if progress is not None:
            said = f"{len(ranked) + 1} of {min(count, len(chosen))}: {blocker.rule}"
            progress(Step("confirm", said))
        try:
            after = _solved(evidence, (blocker, by), start)
        except InfeasibleError:
            continue  # more stock than there is room for: this is no change to recommend
        ranked.append(_ranked(account, blocker, by, before, after, prices))
    return tuple(sorted(ranked, key=lambda one: (one.round, -(one.per_pound or np.inf), one.rule)))


def _candidates(
    account: Account, rows: Sequence[Coverage], evidence: Evidence, prices: Mapping[str, float]
) -> list[tuple[Blocker, float]]:
    """Changes in the order of duals; of each lever that of the lowest round."""
    weight = {(row.village, row.parcel): row.priority * row.needed for row in rows}
    held: dict[int, float] = {}
    for standing in account.standings:
        if not standing.own:
            need = weight[standing.village, standing.parcel]
            held[standing.round] = held.get(standing.round, 0.0) + need
    figures = evidence.run.figures
    each = figures.cost / figures.served_parcels if figures.served_parcels else 0.0
    seen = set()
    found = []
    for blocker in account.blockers:
        lever = (blocker.rule, blocker.group, blocker.side)
        if lever in seen or blocker.price <= 0 or blocker.kind in CHOICES:
            continue
        seen.add(lever)
        by = max(1.0, TENTH * abs(blocker.bound))
        by = float(int(by)) if blocker.unit in ("trucks", "parcels") else by
        rise = blocker.price * by
        pounds = prices.get(blocker.unit, 0.0) * by + rise * held.get(blocker.round, 0.0) * each
        found.append((blocker.round, -rise / max(pounds, 1e-9), -rise, blocker, by))
    found.sort(key=lambda item: (*item[:3], item[3].rule, item[3].group))
    return [(blocker, by) for *_, blocker, by in found]


def _solved(
    evidence: Evidence,
    change: tuple[Blocker, float] | None,
    start: "Start | None" = None,
) -> "Solved":
    from mizalla.build import build
    from mizalla.dispatch import Routing, dispatch
    from mizalla.overlay import change_rules
    from mizalla.solve import solve
    from mizalla.travel import travel

    scenario = evidence.scenario
    rules = evidence.store.rules(evidence.run.id)
    answers = answers_of(scenario, rules)
    if change is not None:
        blocker, by = change
        eased = RuleChange(
            rule=blocker.rule,
            group=(blocker.group or None) if blocker.kind == "limit" else None,
            side=blocker.side if blocker.kind == "limit" else None,
            add=-by if blocker.side == "at_least" else by,
        )
        rules = change_rules(scenario, rules, Overlay(name="eased", changes=(eased,)))
    problem = build(scenario, rules, travel(scenario, answers))
    found = solve(problem, seed=evidence.run.seed, start=start)
    plan = dispatch(
        scenario,
        rules,
        problem,
        found,
        settings={},
        answers=answers,
        routing=Routing(engine=NO_TRIPS),
    )
    return Solved(plan, found, choosy=bool(evidence.choosy))


def _ranked(
    account: Account,
    blocker: Blocker,
    by: float,
    before: "Solved",
    after: "Solved",
    prices: Mapping[str, float],
) -> Ranked:
    held = {(s.village, s.parcel) for s in account.standings if s.round == blocker.round}
    held -= {(s.village, s.parcel) for s in account.standings if s.own}
    old, new = before.levels, after.levels
    rises = [new[need] - old[need] for need in sorted(held)]
    actual = min(rises, default=0.0)
    price = prices.get(blocker.unit, 0.0) * by
    cost = after.plan.cost.get("total", 0.0) - before.plan.cost.get("total", 0.0) + price
    served = [sum(row.served for row in one.plan.coverage) for one in (before, after)]
    return Ranked(
        rule=blocker.rule,
        group=blocker.group,
        unit=blocker.unit,
        by=by,
        round=blocker.round,
        needs=len(rises),
        price=price,
        promised=blocker.price * by,
        actual=actual,
        worst=min(new.values()) - min(old.values()),
        served=served[1] - served[0],
        cost=cost,
        per_pound=100_000 * actual / cost if cost > 0 else None,
    )
