"""Numbers, names and verdicts in the words of a planner."""

import unicodedata
from typing import Protocol

from mizalla_models.plan import Plan, RuleUse
from mizalla_models.rule import GROUP_SEPARATOR

FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"
RIGHT_TO_LEFT = ("R", "AL")


def number(value: float, digits: int = 0) -> str:
    """Write a number with thousands apart: 12,345."""
    return f"{value:,.{digits}f}"


def exact(value: float) -> str:
    """Write a number with two digits behind the point where they say something: 1.5, 4,000."""
    return number(value, 2).rstrip("0").rstrip(".")


def share(value: float) -> str:
    """Write a share as a percentage; never 100% for less than all, nor 0% for more than none."""
    percent = 100 * value
    if 99.95 <= percent < 100:
        return "99.9%"
    if 0 < percent < 0.05:
        return "<0.1%"
    return f"{percent:.0f}%" if percent == int(percent) else f"{percent:.1f}%"


def gap(value: float) -> str:
    """Write a gap as a percentage: 0% only where value and bound are one."""
    return "0%" if value <= 1e-9 else "<0.001%" if value < 1e-5 else f"{100 * value:.2g}%"


def money(value: float, currency: str) -> str:
    """Write an amount in the campaign's currency."""
    return f"{value:,.0f} {currency}"


def seconds(value: float) -> str:
    """Write a duration, s: 0.31 s, 12.4 s, 3 min 20 s."""
    if value >= 60:
        return f"{int(value // 60)} min {int(value % 60)} s"
    return f"{value:.2f} s" if value < 10 else f"{value:.1f} s"


def plural(count: float, noun: str, more: str = "") -> str:
    """Write a count with its noun: 1 fault, 3 faults."""
    return f"{number(count)} {noun if count == 1 else more or noun + 's'}"


def isolate(text: str) -> str:
    """Keep right-to-left text from reordering its neighbours on terminals that know how to."""
    if any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in text):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text


class Lookup(Protocol):
    """Anything that knows what ids stand for."""

    def __getitem__(self, key: str) -> str:
        """Name of an id."""
        ...


def group_words(group: str, names: Lookup | None = None) -> str:
    """Write the group of a rule with the names of its places: Assiut store, 2027-02-08."""
    if not group:
        return "in all"
    parts = group.split(GROUP_SEPARATOR)
    return ", ".join(isolate(part) if names is None else names[part] for part in parts)


def verdict(plan: Plan) -> tuple[str, str]:
    """Say what a plan is worth: a sentence, and the style that goes with it."""
    if plan.status == "rejected":
        return f"Rejected: verification found {plural(len(plan.findings), 'thing')} wrong", "bad"
    worst = max((goal.gap for goal in plan.goals), default=0.0)
    if plan.status == "optimal":
        if gap(worst) == "0%":
            return "Proven optimal: no plan does better in any goal", "good"
        return f"Proven optimal, every goal within {gap(worst)} of the best there is", "good"
    return f"Feasible, and at worst {gap(worst)} from the best there can be", "warn"


GOAL_WORDS = {
    "coverage": "the worst-off village's coverage",
    "served": "parcels served",
    "district_gap": "the gap between districts",
    "lateness": "parcel-days late",
    "cost": "cost",
}


def price(use: RuleUse, currency: str, unit: str = "") -> str:
    """Say what one more unit of a rule that binds would change.

    Parameters
    ----------
    use
        The rule's group.
    currency
        The campaign's.
    unit
        What one unit of the rule is called; empty where nobody knows.
    """
    if use.goal is None or use.shadow_price == 0:
        return "nothing more to gain"
    amount = abs(use.shadow_price)
    one = " ".join(filter(None, ("one", unit, "more" if use.side == "at_most" else "less")))
    if use.goal == "cost":
        return f"{one} saves {f'{amount:,.2f}' if amount >= 0.005 else 'below 0.01'} {currency}"
    if use.goal == "coverage":
        return f"{one} raises the worst-off by {100 * amount:.2g} points"
    if use.goal == "served":
        return f"{one} serves {amount:.3g} more"
    return f"{one} saves {amount:.3g} {GOAL_WORDS[use.goal]}"
