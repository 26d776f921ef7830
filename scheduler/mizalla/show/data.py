"""A plan's main numbers as plain data: what ``--json`` prints."""

from collections.abc import Mapping
from typing import Any

from mizalla_models.equality import lorenz, weighted_gini
from mizalla_models.plan import Plan
from mizalla_models.run import Figures


def plan_data(plan: Plan, *, run: str | None, seconds: Mapping[str, float]) -> dict[str, Any]:
    """Gather what ``mizalla plan --json`` gives of a plan.

    Parameters
    ----------
    plan
        The plan.
    run
        Id under which it is kept; None where it is not.
    seconds
        Wall time by stage and ``total``, s.

    Returns
    -------
    dict
        JSON-ready. ``stopped`` says what ended the search early, null where nothing did.
        ``coverage`` holds least, mean and Gini coefficient of served ÷ needed over
        every village and parcel with a need, ``lorenz`` the share of all coverage that the
        worst-off 0, 5, … 100% of them have; ``gini_families`` and ``lorenz_families`` count each
        as many times as it needs parcels. ``findings`` is their number, ``problems`` their
        text.
    """
    reached = Figures.of(plan)
    ratios = [row.ratio for row in plan.coverage]
    needed = [float(row.needed) for row in plan.coverage]
    return {
        "run": run,
        "scenario": plan.scenario,
        "status": plan.status,
        "stopped": plan.settings.get("stopped"),
        "seconds": dict(seconds),
        "lanes": plan.lanes.model_dump(),
        "goals": [goal.model_dump() for goal in plan.goals],
        "served": {
            "parcels": reached.served_parcels,
            "households": reached.served_households,
            "villages": reached.served_villages,
        },
        "needed": {
            "parcels": reached.needed_parcels,
            "villages": len({row.village for row in plan.coverage if row.needed}),
        },
        "coverage": {
            "min": reached.coverage_min,
            "mean": reached.coverage_mean,
            "gini": reached.coverage_gini,
            "lorenz": lorenz(ratios),
            "gini_families": weighted_gini(ratios, needed),
            "lorenz_families": lorenz(ratios, needed),
        },
        "cost": reached.cost,
        "cost_parts": {part: value for part, value in plan.cost.items() if part != "total"},
        "currency": plan.currency,
        "km": reached.km,
        "truck_loads": plan.truck_loads,
        "trips": reached.trips,
        "short": sum(row.quantity for row in plan.short),
        "rounds": [row.model_dump() for row in plan.rounds],
        "shipments": reached.shipments,
        "transfers": reached.transfers,
        "findings": reached.findings,
        "problems": [finding.model_dump() for finding in plan.findings],
        "settings": plan.settings,
        "solver": plan.solver,
        "plugins": {plugin.name: plugin.version for plugin in plan.plugins},
        "notes": list(plan.notes),
        "inputs_hash": plan.inputs_hash,
    }
