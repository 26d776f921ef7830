"""Hold a promise against what planning again comes to."""

from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any, Literal

from mizalla.explain.evidence import CHOICES, Evidence
from mizalla.explain.explanation import Question, Sentence
from mizalla.explain.say import number, points
from mizalla.explain.texts import HOW
from mizalla.explain.words import Words
from mizalla.run import Outcome, answers_of, make
from mizalla.run.stopwatch import Listener, Stopwatch
from mizalla.store import Store
from mizalla_models.account import Account, Blocker
from mizalla_models.base import Word
from mizalla_models.errors import InfeasibleError, UsageError
from mizalla_models.overlay import Overlay, RuleChange
from mizalla_models.plan import Plan
from mizalla_models.routing import NO_TRIPS

if TYPE_CHECKING:
    from mizalla.dispatch import Routing

How = Literal["exact", "solved", "at_most", "choices", "none"]
TENTH = 0.1
DIGITS = 1e-6
"""Share by which two solved levels may differ in their last digits."""
WHOLLY = {"forbid", "charge"}
"""Kinds of rules that are left out where nobody says by how much to ease them."""


class Checked(Word):
    """A promise beside what came of it."""

    rule: str
    """Id of the rule that was eased."""
    group: str
    """Its group; empty where all."""
    by: float | None
    """Units it was eased by; None: it was left out altogether."""
    unit: str
    """What one unit is."""
    promised: float | None
    """Rise of the level of who it holds down, whole parcels aside. None: it has no price."""
    how: How
    """How sure the promise is."""
    actual: float
    """The same, as planned again: the least rise of any of them, by their proven bounds; with
    rules of all or nothing, where bounds say little, in whole parcels."""
    kept: float | None
    """The same, solved again with the choices of rules of all or nothing kept as they are; None
    where there are none."""
    whole: float
    """Mean rise of their level in whole parcels."""
    needs: int
    """How many needs it holds down."""
    village: dict[str, Any]
    """The village asked about: parcels promised and got, before and after; empty where none."""
    before: dict[str, float]
    """Worst-off coverage, parcels served, and cost before."""
    after: dict[str, float]
    """The same after."""


def check_promise(
    store: Store,
    run: str,
    question: Question,
    *,
    group: str | None = None,
    by: float | None = None,
    progress: Listener | None = None,
) -> tuple[Checked, Sentence]:
    """Plan again with one rule eased, and compare.

    Parameters
    ----------
    store, run
        The run.
    question
        Names the rule; or a village, whose first blocker is eased then.
    group
        Only this group of the rule. None: the one that holds most down.
    by
        Units to ease by. None: as far as the price holds and at most a tenth of the bound, one at
        least.
    progress
        Called with each stage.

    Raises
    ------
    UsageError
        There is nothing to ease, or nothing can be planned after it.
    """
    evidence = Evidence(store, run)
    blocker = _chosen(evidence, question, group)
    key = blocker.rule if blocker else question.rule
    if key is None or evidence.rule(key) is None:
        raise UsageError(
            f"Nothing to ease{f': there is no rule {key!r}' if key else ''}.",
            mend="Name a rule with --rule, or a village that some rule holds back.",
        )
    rule = evidence.rule(key)
    assert rule is not None
    kind = rule.rule.kind
    eased_by: float | None = by if by is not None else _step(blocker)
    if by is None and kind in WHOLLY | set(CHOICES):
        eased_by = None
    change = _change(key, kind, blocker, group, eased_by)
    before = store.plan(evidence.run.id)
    try:
        promised, how = _promise(evidence, blocker, eased_by)
        outcome = _again(evidence, before, change, progress)
    except InfeasibleError as error:
        at = "left out" if eased_by is None else f"eased by {eased_by:g}"
        against = ", ".join(dict.fromkeys(item.rule for item in error.conflict))
        raise UsageError(
            f"With {key} {at} nothing can be planned: these can't hold together: {against}.",
            mend="Ease by more than nothing, with --by.",
        ) from error
    checked = _compare(evidence, blocker, question, before, outcome, promised, how, eased_by, key)
    if evidence.choosy:
        checked = _with_choices(evidence, blocker, checked)
    words = Words(evidence)
    english, arabic = HOW[checked.how]
    values = {
        "rule": key,
        "where": words.group(checked.group),
        "by": {"en": "leaving it out", "ar": "إلغائها"} if eased_by is None else number(eased_by),
        "promised": "–" if promised is None else points(promised),
        "how": {"en": english, "ar": arabic},
        "actual": points(checked.actual),
    }
    if checked.how != "choices":
        return checked, Sentence(key="checked", values=values)
    values |= {"kept": "–" if checked.kept is None else points(checked.kept)}
    values |= {"rules": ", ".join(evidence.choosy)}
    return checked, Sentence(key="checked_choices", values=values)


def _chosen(evidence: Evidence, question: Question, group: str | None) -> Blocker | None:
    account: Account | None = evidence.account
    if account is None:
        return None
    numbers = {blocker.round for blocker in account.blockers}
    if question.village is not None:
        numbers = {s.round for s in account.standings if s.village == question.village and s.round}
    found = [
        blocker
        for blocker in account.blockers
        if blocker.round in numbers
        and question.rule in (None, blocker.rule)
        and group in (None, blocker.group)
    ]
    if not found or (question.rule is None and question.village is None):
        return None
    if evidence.rule(found[0].rule) is None or found[0].kind in CHOICES:
        return None  # what was decided for a rule of all or nothing is no bound of its own
    best = found[0]
    known = evidence.ranged(best.round) or account
    key = (best.round, best.rule, best.group, best.side)
    return next((b for b in known.blockers if (b.round, b.rule, b.group, b.side) == key), best)


def _step(blocker: Blocker | None) -> float:
    if blocker is None:
        return 1.0
    step = max(1.0, TENTH * abs(blocker.bound))
    if blocker.high is not None and blocker.high >= 1:
        step = min(step, blocker.high)
    return float(int(step)) if blocker.unit in ("trucks", "parcels") else step


def _change(
    key: str, kind: str, blocker: Blocker | None, group: str | None, by: float | None
) -> RuleChange:
    if by is None:
        return RuleChange(rule=key, drop=True)
    if kind != "limit":
        return RuleChange(rule=key, add=-by if kind == "smallest_drop" else by)
    side = blocker.side if blocker else None
    where = blocker.group if blocker else group
    return RuleChange(
        rule=key, group=where or None, side=side, add=-by if side == "at_least" else by
    )


def _promise(
    evidence: Evidence, blocker: Blocker | None, by: float | None
) -> tuple[float | None, How]:
    if blocker is None or by is None:
        return None, "none"
    if blocker.high is not None and blocker.low is not None and blocker.low <= by <= blocker.high:
        return blocker.price * by, "exact"
    found = _gain(evidence, blocker, by)
    if found is None:
        return blocker.price * by, "at_most"
    # Levels are concave in every bound: what comes up to the price at its end does so all the way.
    exact = abs(found - blocker.price * by) <= DIGITS * max(abs(found), 1e-6)
    return found, "exact" if exact else "solved"


def _gain(evidence: Evidence, blocker: Blocker, by: float) -> float | None:
    """Solve the levels again with a rule eased; None where that does not say what is asked."""
    from mizalla.account import gain

    return None if evidence.why is None else gain(blocker, evidence.why, by)


def _with_choices(evidence: Evidence, blocker: Blocker | None, checked: Checked) -> Checked:
    """Say of a promise that it holds while choices stay, and what they give when they do."""
    if blocker is None or checked.by is None or checked.promised is None:
        return checked
    kept = _gain(evidence, blocker, checked.by)
    return checked.model_copy(update={"how": "choices", "kept": kept})


def _again(
    evidence: Evidence, before: Plan, change: RuleChange, progress: Listener | None
) -> Outcome:
    from mizalla.overlay import change_rules

    rules = evidence.store.rules(evidence.run.id)
    overlay = Overlay(name=f"{change.rule} eased", changes=(change,))
    scenario = evidence.scenario
    return make(
        scenario,
        change_rules(scenario, rules, overlay),
        answers_of(scenario, rules),
        seed=evidence.run.seed,
        overlay=overlay,
        routing=_routing(before),
        watch=Stopwatch(progress),
    )


def _routing(before: Plan) -> "Routing | None":
    """Look for no trips where the run itself has none."""
    from mizalla.dispatch import Routing

    return Routing(engine=NO_TRIPS) if before.settings.get("routing") == NO_TRIPS else None


def _compare(
    evidence: Evidence,
    blocker: Blocker | None,
    question: Question,
    before: Plan,
    outcome: Outcome,
    promised: float | None,
    how: How,
    by: float | None,
    key: str,
) -> Checked:
    account = evidence.account
    old = {(row.village, row.parcel): row for row in before.coverage}
    new = {(row.village, row.parcel): row for row in outcome.plan.coverage}
    held = [
        (s.village, s.parcel)
        for s in (account.standings if account else ())
        if blocker is not None and s.round == blocker.round and not s.own
    ] or [(row.village, row.parcel) for row in before.coverage]
    # Bounds leave rules of all or nothing out of account, so only what is planned tells.
    figure = "level" if evidence.choosy else "bound"
    rises = [getattr(new[need], figure) - getattr(old[need], figure) for need in held]
    village = {}
    if question.village is not None:
        village = {
            "pcode": question.village,
            "needs": [
                {
                    "parcel": parcel,
                    "before": row.served,
                    "after": new[place, parcel].served,
                    "promised": None if promised is None else promised * row.priority * row.needed,
                    "actual": (getattr(new[place, parcel], figure) - getattr(row, figure))
                    * row.priority
                    * row.needed,
                }
                for (place, parcel), row in old.items()
                if place == question.village
            ],
        }
    return Checked(
        rule=key,
        group=blocker.group if blocker else "",
        by=by,
        unit=blocker.unit if blocker else "",
        promised=promised,
        how=how,
        actual=min(rises) if blocker else max(rises, default=0.0),
        kept=None,
        whole=reduce(add, (new[need].level - old[need].level for need in held), 0.0)
        / max(len(held), 1),
        needs=len(held),
        village=village,
        before=_figures(before),
        after=_figures(outcome.plan),
    )


def _figures(plan: Plan) -> dict[str, float]:
    return {
        "worst": min((row.ratio for row in plan.coverage), default=1.0),
        "served": float(sum(row.served for row in plan.coverage)),
        "cost": plan.cost.get("total", 0.0),
    }
