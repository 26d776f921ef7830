"""What holds a plan back: rules whose bound is reached, and what one more unit would change."""

from collections import defaultdict

from mizalla_models.plan import Plan, RuleUse


def binding(plan: Plan) -> list[list[RuleUse]]:
    """Gather the groups that hold a plan back, rule by rule; the most important rule first.

    A rule counts by the first goal that it holds back, then by how much.
    """
    order = {result.goal: place for place, result in enumerate(plan.goals)}
    gathered: dict[tuple[str, str], list[RuleUse]] = defaultdict(list)
    for use in plan.rules:
        if use.goal is not None and use.shadow_price != 0:
            gathered[use.rule, use.side].append(use)

    def weight(use: RuleUse) -> tuple[int, float]:
        return order.get(use.goal or "cost", len(order)), -abs(use.shadow_price)

    for uses in gathered.values():
        uses.sort(key=weight)
    return sorted(gathered.values(), key=lambda uses: (weight(uses[0]), -len(uses), uses[0].rule))
