"""One rule eased, tightened or left out."""

from typing import Any

from mizalla.overlay.misfit import Misfit
from mizalla.read import Closest
from mizalla_models.overlay import RuleChange
from mizalla_models.rule import (
    AtMostActive,
    Bound,
    Charge,
    Limit,
    Need,
    ProvidedRule,
    Rule,
    SmallestDrop,
    Supply,
    Vehicles,
)

Provided = tuple[ProvidedRule, ...]


def change_rule(provided: Provided, change: RuleChange) -> tuple[Provided, list[Misfit]]:
    """Change the rule of an id."""
    meant = next((item for item in provided if item.id == change.rule), None)
    if meant is None:
        mend = Closest(item.id for item in provided).mend(change.rule, "Write the id of a rule.")
        return provided, [Misfit("rule", f"There is no rule '{change.rule}'.", mend)]
    if change.drop:
        return tuple(item for item in provided if item is not meant), []
    changed = _changed(meant.rule, change)
    if isinstance(changed, Misfit):
        return provided, [changed]
    new = meant.model_copy(update={"rule": changed})
    return tuple(new if item is meant else item for item in provided), []


def _changed(rule: Rule, change: RuleChange) -> Rule | Misfit:
    if not isinstance(rule, Limit) and (change.group or change.side):
        return Misfit("group", "Only limits have groups and sides.", "Leave group and side out.")
    match rule:
        case Limit():
            return _limit(rule, change)
        case Supply() | Need():
            return _with(rule, quantity=max(int(change.of(rule.quantity) + 1e-9), 0))
        case Vehicles():
            return _with(rule, count=max(int(change.of(rule.count) + 1e-9), 0))
        case Charge():
            return _with(rule, amount=change.of(rule.amount))
        case AtMostActive():
            return _with(rule, count=max(int(change.of(rule.count) + 1e-9), 1))
        case SmallestDrop():
            return _with(rule, quantity=max(int(change.of(rule.quantity) + 1e-9), 1))
        case _:
            return Misfit("rule", f"A {rule.kind} has no number to change.", "Use drop: true.")


def _with(rule: Rule, **updated: Any) -> Rule:
    return rule.model_copy(update=updated)


def _limit(rule: Limit, change: RuleChange) -> Rule | Misfit:
    side = change.side or ("at_most" if rule.at_most is not None else "at_least")
    bound: Bound | None = getattr(rule, side)
    if bound is None:
        return Misfit("side", f"The rule has no {side}.", "Name the bound that it has.")
    if change.group is None:
        changed: Bound = (
            {key: change.of(value) for key, value in bound.items()}
            if isinstance(bound, dict)
            else change.of(bound)
        )
        return _with(rule, **{side: changed})
    table = dict(bound) if isinstance(bound, dict) else {"": bound}
    value = _of_group(table, change.group)
    if value is None:
        return Misfit("group", f"No bound of the rule holds for '{change.group}'.", "Name another.")
    return _with(rule, **{side: table | {change.group: change.of(value)}})


def _of_group(table: dict[str, float], group: str) -> float | None:
    """Bound of a group: that of the longest key which the group begins with."""
    parts = group.split("|") if group else []
    for length in range(len(parts), -1, -1):
        key = "|".join(parts[:length])
        if key in table:
            return table[key]
    return None
