"""What holds a plan back: rules whose bound is reached, and what one more unit would change."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from mizalla.figures import binding, stock_use
from mizalla.show.names import Names
from mizalla.show.tables import Sheet
from mizalla.show.units import units
from mizalla.show.words import exact, group_words, isolate, number, plural, price
from mizalla_models.plan import Plan, RuleUse
from mizalla_models.rules import Rules

RULES_SHOWN = 6


def binding_table(plan: Plan, rules: Rules, names: Names) -> RenderableType:
    """Show the rules that hold a plan back, each by its tightest group.

    Parameters
    ----------
    plan
        The plan.
    rules
        The rules that it was made under.
    names
        Names of its places.
    """
    holding = binding(plan)
    missing = {row.parcel for row in plan.coverage if row.served < row.needed}
    stock = stock_use(plan, rules)
    spent = [names[parcel] for parcel in stock.spent if parcel in missing]
    if not holding:
        return Text(_no_limit(missing=bool(missing), spent=spent, all_spent=stock.is_spent))
    unit = units(rules)
    arabic = {said.id: said.rule.reason_ar for said in rules.provided if names.arabic_first}
    title = "What holds it back"
    if spent:
        what = "which" if stock.is_spent else f"of which {_listed(spent)}"
        title += f", besides stock, {what} is all handed out"
    if len(holding) > RULES_SHOWN:
        title += f": {RULES_SHOWN} of {plural(len(holding), 'rule')}"
    rows = Sheet(
        title,
        ("Rule and reason", "Tightest where", "Used", "Bound", "What it is worth"),
        numbers=("Used", "Bound"),
        spare=("Used",),
    )
    for uses in holding[:RULES_SHOWN]:
        tightest = uses[0]
        more = f" and {number(len(uses) - 1)} more" if len(uses) > 1 else ""
        who = f" by {names[tightest.organisation]}" if tightest.organisation else ""
        rows.add(
            Text.assemble(
                (isolate(tightest.rule), "name"),
                (who, "name"),
                "\n",
                (isolate(arabic.get(tightest.rule) or tightest.reason), "quiet"),
            ),
            group_words(tightest.group, names) + more,
            exact(tightest.used),
            exact(tightest.bound),
            price(tightest, plan.currency, unit.get(tightest.rule, "")),
        )
    return rows


def _no_limit(*, missing: bool, spent: Sequence[str], all_spent: bool) -> str:
    """Say what holds a plan back that no limit does."""
    if not missing:
        return "No limit holds this plan back."
    if not spent:
        return (
            "No limit by itself holds this plan back. Look at where stock lies, what it is kept "
            "for, when it comes, and which trucks get to whom."
        )
    what = "it" if all_spent else _listed(spent)
    return f"Stock alone holds this plan back: all of {what} is handed out."


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def rule_table(uses: Sequence[RuleUse], names: Names, currency: str) -> RenderableType:
    """Show groups of rules with how far each is used."""
    rows = Sheet(
        "Limits",
        ("Rule", "Group", "Side", "Bound", "Used", "What it is worth"),
        numbers=("Bound", "Used"),
        spare=("Side",),
    )
    for use in uses:
        full = use.used >= use.bound if use.side == "at_most" else use.used <= use.bound
        rows.add(
            Text(isolate(use.rule), "name"),
            group_words(use.group, names),
            use.side.replace("_", " "),
            exact(use.bound),
            Text(exact(use.used), "warn" if full else ""),
            price(use, currency) if use.goal else "",
        )
    return rows
