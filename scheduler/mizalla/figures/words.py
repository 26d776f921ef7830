"""Figures in words: verdicts, goals, reasons and prices, in the reader's language."""

from collections.abc import Mapping
from datetime import date

from mizalla.figures.leftover import Leftover
from mizalla.figures.reason import Shortfall
from mizalla.figures.setting import Setting
from mizalla.language import Language
from mizalla_models.plan import GoalResult, Plan, PlanGoal, RuleUse
from mizalla_models.rule import GROUP_SEPARATOR, Limit, Vehicles
from mizalla_models.rules import Rules


def goal_title(goal: PlanGoal, language: Language) -> str:
    """Name a goal."""
    say = language.say
    titles = {
        "coverage": say("Worst-off village's coverage"),
        "served": say("Parcels served"),
        "district_gap": say("Districts apart"),
        "lateness": say("Lateness"),
        "cost": say("Cost"),
    }
    return titles[goal]


def goal_amount(result: GoalResult, value: float, language: Language) -> str:
    """Write what is reached of a goal, or its bound, with its unit."""
    if result.goal in ("coverage", "district_gap"):
        return language.share(value)
    if result.goal == "cost":
        return language.money(value, result.unit, 2)
    if result.goal == "served":
        return language.count("{n} parcel", "{n} parcels", round(value))
    return language.count("{n} parcel-day", "{n} parcel-days", round(value))


def verdict(plan: Plan, language: Language) -> tuple[str, str]:
    """Say what a plan is worth: a sentence, and ``good``, ``warn`` or ``bad``."""
    if plan.status == "rejected":
        words = language.count(
            "Rejected: verification found {n} thing wrong",
            "Rejected: verification found {n} things wrong",
            len(plan.findings),
        )
        return words, "bad"
    worst = language.gap(max((goal.gap for goal in plan.goals), default=0.0))
    if plan.status == "feasible":
        words = "Feasible, and at worst {gap} from the best there can be"
        return language.say(words, gap=worst), "warn"
    if worst == language.gap(0):
        return language.say("Proven optimal: no plan does better in any goal"), "good"
    words = "Proven optimal, every goal within {gap} of the best there is"
    return language.say(words, gap=worst), "good"


def units(rules: Rules, language: Language) -> dict[str, str]:
    """Name the unit of every rule that has a bound, by the rule's id."""
    found = {}
    for provided in rules.provided:
        if isinstance(provided.rule, Limit):
            found[provided.id] = measure(provided.rule.measure, language)
        elif isinstance(provided.rule, Vehicles):
            found[provided.id] = measure("truck_hours", language)
    return found


def measure(name: str, language: Language) -> str:
    """Name the unit of a measure; a column of parcels.csv has its own name."""
    say = language.say
    known = {
        "parcels": say("parcels"),
        "households": say("households"),
        "truck_hours": say("truck hours"),
        "m3": say("m³"),
        "kg": say("kg"),
        "km": say("km"),
        "cost": say("cost"),
    }
    return known.get(name, name)


def price(use: RuleUse, currency: str, unit: str, language: Language) -> str:
    """Say what one more unit of a rule that binds would change; empty where it changes nothing."""
    if use.goal is None or use.shadow_price == 0:
        return ""
    amount = abs(use.shadow_price)
    more = use.side == "at_most"
    if use.goal == "cost":
        worth = language.money(max(amount, 0.01), currency, 2)
        words = (
            "Each one more ({unit}) saves {amount}"
            if more
            else "Each one less ({unit}) saves {amount}"
        )
        return language.say(words, unit=unit, amount=worth)
    if use.goal == "coverage":
        points = language.figures(f"{100 * amount:.2g}")
        words = (
            "Each one more ({unit}) raises the worst-off by {amount} points"
            if more
            else "Each one less ({unit}) raises the worst-off by {amount} points"
        )
        return language.say(words, unit=unit, amount=points)
    figure = language.figures(f"{amount:.3g}")
    if use.goal == "served":
        words = (
            "Each one more ({unit}) serves {amount} parcels more"
            if more
            else "Each one less ({unit}) serves {amount} parcels more"
        )
        return language.say(words, unit=unit, amount=figure)
    words = (
        "Each one more ({unit}) saves {amount} parcel-days"
        if more
        else "Each one less ({unit}) saves {amount} parcel-days"
    )
    return language.say(words, unit=unit, amount=figure)


def group(use: RuleUse, setting: Setting, language: Language) -> str:
    """Write the group of a rule with the names of its places and days."""
    parts = [member(part, setting, language) for part in use.group.split(GROUP_SEPARATOR) if part]
    return (" · ".join(parts)) if parts else language.say("in all")


def member(part: str, setting: Setting, language: Language) -> str:
    """Name a value of a dimension: a place, a member, a day."""
    try:
        return language.day(date.fromisoformat(part), "weekday")
    except ValueError:
        return language.name(*setting.name(part))


def reasons(rules: Rules, language: Language) -> dict[str, str]:
    """Reason of every rule, by its id, in the language where its provider gave it."""
    return {
        said.id: language.name(said.rule.reason, said.rule.reason_ar) for said in rules.provided
    }


def why_short(short: Shortfall, reason_of: Mapping[str, str], language: Language) -> str:
    """Say why a village gets no more."""
    say = language.say
    words = {
        "unreached": say(
            "Nothing that the rules allow gets there: look at distances, shifts and trucks."
        ),
        "point": say("Its distribution points hand over all that they can."),
        "rules": say("Limits of the warehouses and trucks around it are used up."),
        "stock": say("All of this parcel is handed out."),
        "shared": say(
            "More for it would be taken from a village that is worse off or no better off."
        ),
    }[short.reason]
    named = " ".join(dict.fromkeys(reason_of.get(rule, rule) for rule in short.rules))
    return f"{words} {named}" if named else words


def why_left(item: Leftover, language: Language) -> str:
    """Say why stock stays behind."""
    say = language.say
    return {
        "late": say("It arrives after the campaign."),
        "expired": say("It may no longer be handed over before the campaign ends."),
        "earmarked": say("It is kept for one place or member."),
        "unbought": say("Buying it is not worth its price, or limits keep it from going anywhere."),
        "limits": say("Loading, trucks, points or distance let no more of it through."),
        "unneeded": say("Nobody is short of it."),
    }[item.why]
