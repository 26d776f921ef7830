"""What holds a plan back: rules whose bound is reached, and what one more unit would change."""

from collections import defaultdict
from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from mizalla.show.tables import table
from mizalla.show.words import isolate, number, plural, price
from mizalla_models.plan import Plan, RuleUse

RULES_SHOWN = 6


def binding(plan: Plan) -> list[list[RuleUse]]:
    """Gather the groups that hold a plan back, rule by rule; the most important rule first.

    A rule counts by the first goal that it holds back, then by how much.
    """
    order = {result.goal: place for place, result in enumerate(plan.goals)}
    gathered: dict[tuple[str, str], list[RuleUse]] = defaultdict(list)
    for use in plan.rules:
        if use.goal is not None and use.shadow_price != 0:
            gathered[use.rule, use.side].append(use)
    for uses in gathered.values():
        uses.sort(key=lambda use: (order.get(use.goal or "cost", 9), -abs(use.shadow_price)))
    return sorted(
        gathered.values(),
        key=lambda uses: (
            order.get(uses[0].goal or "cost", 9),
            -abs(uses[0].shadow_price) * len(uses),
            uses[0].rule,
        ),
    )


def binding_table(plan: Plan) -> RenderableType:
    """Show the rules that hold a plan back, each by its tightest group."""
    rules = binding(plan)
    if not rules:
        return Text("No rule holds this plan back.\n", "quiet")
    rows = table(
        "What holds it back"
        + (f" ({RULES_SHOWN} of {plural(len(rules), 'rule')})" if len(rules) > RULES_SHOWN else ""),
        "From",
        "Rule",
        "Tightest where",
        "Used",
        "Bound",
        "What it is worth",
        "Why it is there",
        numbers=("Used", "Bound"),
    )
    for uses in rules[:RULES_SHOWN]:
        tightest = uses[0]
        more = f" (and {number(len(uses) - 1)} more)" if len(uses) > 1 else ""
        rows.add_row(
            Text(isolate(tightest.provider), "name"),
            Text(tightest.rule),
            Text(isolate(tightest.group) + more),
            number(tightest.used),
            number(tightest.bound),
            price(tightest, plan.currency),
            Text(isolate(tightest.reason), "quiet"),
        )
    return rows


def rule_table(uses: Sequence[RuleUse], currency: str) -> RenderableType:
    """Show groups of rules with how far each is used."""
    rows = table(
        "",
        "From",
        "Rule",
        "Group",
        "",
        "Bound",
        "Used",
        "What it is worth",
        numbers=("Bound", "Used"),
    )
    for use in uses:
        full = use.used >= use.bound if use.side == "at_most" else use.used <= use.bound
        rows.add_row(
            Text(isolate(use.provider), "name"),
            Text(use.rule),
            Text(isolate(use.group)),
            "at most" if use.side == "at_most" else "at least",
            number(use.bound, 2).removesuffix(".00"),
            Text(number(use.used, 2).removesuffix(".00"), "warn" if full else ""),
            price(use, currency) if use.goal else "",
        )
    return rows
