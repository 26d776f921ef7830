"""The goals of a plan, each with the proof of how good it is."""

from rich.console import RenderableType
from rich.text import Text

from mizalla.show.tables import Sheet
from mizalla.show.words import gap, number, share
from mizalla_models.plan import GoalResult, Plan

TITLES = {
    "coverage": "Worst-off village's coverage",
    "served": "Parcels served",
    "district_gap": "Districts apart",
    "lateness": "Lateness",
    "cost": "Cost",
}


def goal_table(plan: Plan) -> RenderableType:
    """Show every goal in its order: what the plan reaches, and the most that any plan could."""
    numbers = ("This plan", "Best possible", "Gap")
    rows = Sheet("Goals, the most important first", ("Goal", *numbers), numbers=numbers)
    for result in plan.goals:
        rows.add(
            TITLES[result.goal],
            _amount(result, result.value),
            _amount(result, result.bound),
            Text(gap(result.gap), "good" if result.gap <= 0.001 else "warn"),
        )
    return rows


def _amount(result: GoalResult, value: float) -> str:
    if result.goal in ("coverage", "district_gap"):
        return share(value)
    return f"{number(value, 0 if result.goal != 'cost' else 2)} {result.unit}"
