"""Goals: values as the plan is, never better than their bounds, and honest gaps."""

from collections.abc import Mapping

from mizalla.verify.findings import Findings, near, slack
from mizalla_models.campaign import Campaign
from mizalla_models.plan import GoalResult, Plan

SENSE = {
    "coverage": "max",
    "served": "max",
    "district_gap": "min",
    "lateness": "min",
    "cost": "min",
}
PROVEN = 1e-3
"""Largest gap of a plan that calls itself optimal."""


def check_goals(
    plan: Plan, campaign: Campaign, values: Mapping[str, float | None], findings: Findings
) -> None:
    """Report goals that are missing or out of order, and values, bounds and gaps that are wrong.

    Parameters
    ----------
    values
        What each goal comes to by our own count; None where there is nothing to count.
    """
    wanted: list[tuple[str, float]] = []
    for goal in campaign.goals:
        if goal.goal == "district_gap":
            wanted.append(("served", 0.0))
            apart = values.get("district_gap")
            if goal.at_most is not None and apart is not None and apart > goal.at_most + slack(0):
                findings.add(
                    "goal",
                    f"Coverages of two districts are {apart:.10g} apart, more than "
                    f"{goal.at_most:.10g}.",
                )
        wanted.append((goal.goal, goal.tolerance))
        if goal.goal == "coverage":
            wanted.append(("served", goal.tolerance))
    stated = [row.goal for row in plan.goals]
    if stated != [name for name, _ in wanted]:
        names = ", ".join(name for name, _ in wanted)
        findings.add("goal", f"Goals are {', '.join(stated) or 'none'}; the campaign's: {names}.")
    tolerances = dict(wanted)
    for row in plan.goals:
        _check(row, values.get(row.goal), findings)
        findings.differ(
            "goal", f"Tolerance of {row.goal}", row.tolerance, tolerances.get(row.goal, 0)
        )
        if plan.status == "optimal" and row.gap > PROVEN + slack(0):
            findings.add("goal", f"{row.goal} has a gap of {row.gap:.4g}, yet the plan is optimal.")


def _check(row: GoalResult, own: float | None, findings: Findings) -> None:
    if row.sense != SENSE[row.goal]:
        findings.add("goal", f"{row.goal} has sense {row.sense}, not {SENSE[row.goal]}.")
    if own is not None:
        findings.differ("goal", f"Value of {row.goal}", row.value, own)
    better = row.value - row.bound if SENSE[row.goal] == "max" else row.bound - row.value
    if not better <= slack(row.bound):
        findings.add(
            "goal",
            f"{row.goal} reaches {row.value:.10g}, better than its bound {row.bound:.10g}: "
            "the bound is none.",
        )
    if not near(row.gap, gap(row.value, row.bound)) and not abs(
        row.gap - gap(row.value, row.bound)
    ) <= slack(0):
        findings.add(
            "goal",
            f"Gap of {row.goal} is stated as {row.gap:.10g}, comes to "
            f"{gap(row.value, row.bound):.10g}.",
        )


def gap(value: float, bound: float) -> float:
    """Distance of value and bound as a share of the bound; of a bound of 0 the distance itself."""
    distance = abs(value - bound)
    if bound == 0:
        return 0.0 if distance <= 1e-9 else distance
    return distance / abs(bound)
