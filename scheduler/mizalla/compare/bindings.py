"""Rules that hold runs back, run beside run."""

from collections.abc import Sequence

from mizalla.compare.comparison import Binding
from mizalla_models.plan import Plan, RuleUse


def bindings(plans: Sequence[Plan]) -> tuple[Binding, ...]:
    """List rules of which a group has a shadow price in some run, the most telling first."""
    count = len(plans)
    whose: dict[str, str] = {}
    full: dict[str, list[int]] = {}
    best: dict[str, list[RuleUse | None]] = {}
    for number, plan in enumerate(plans):
        order = {result.goal: place for place, result in enumerate(plan.goals)}
        for use in plan.rules:
            if use.goal is None or use.shadow_price == 0:
                continue
            whose[use.rule] = use.organisation
            full.setdefault(use.rule, [0] * count)[number] += 1
            most = best.setdefault(use.rule, [None] * count)
            most[number] = min(
                filter(None, (most[number], use)),
                key=lambda one: (order.get(one.goal or "cost", 9), -abs(one.shadow_price)),
            )
    found = [
        Binding(
            rule=rule,
            organisation=whose[rule],
            full=tuple(full[rule]),
            price=tuple(use.shadow_price if use else 0.0 for use in best[rule]),
            goal=tuple(str(use.goal) if use else "" for use in best[rule]),
        )
        for rule in full
    ]
    changed = {item.rule: len(set(item.full)) > 1 for item in found}
    return tuple(sorted(found, key=lambda item: (not changed[item.rule], item.rule)))
