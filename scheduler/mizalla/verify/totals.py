"""Totals of the plan: cost by part, km, truck-loads, households."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from mizalla.verify.facts import CONTRACT, Facts
from mizalla.verify.findings import Findings, near
from mizalla.verify.movement import Movement
from mizalla_models.plan import Plan

ROUNDING = 1e-6
"""Loads this near to a whole number may be rounded up to it or to the next."""


@dataclass
class Totals:
    """Sums over all movements, by our own figures."""

    transport: float = 0
    charges: float = 0
    km: float = 0
    households: float = 0
    served: int = 0
    hours: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    """Truck hours by fleet and day."""
    loads: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    """Full trucks by fleet and day."""


def totals(facts: Facts, movements: Iterable[Movement]) -> Totals:
    """Sum all movements; storage counts with its charges only."""
    total = Totals()
    for move in movements:
        dims = move.dims
        total.transport += move.transport
        total.charges += move.charges
        total.km += move.truck_km
        if dims["movement"] != "delivery":
            continue
        total.served += int(move.quantity)
        total.households += move.quantity * move.parcel.households
        if dims["fleet"] != CONTRACT:
            by = dims["fleet"], dims["day"]
            vehicle = facts.vehicles[dims["vehicle"]]
            total.hours[by] += move.truck_hours
            total.loads[by] += move.quantity / facts.holds_truck(vehicle, move.parcel)
    return total


def check_totals(
    plan: Plan, total: Totals, purchases: float, penalties: float, findings: Findings
) -> float:
    """Report totals that differ from our own.

    Returns
    -------
    float
        The whole cost by our own count, campaign currency.
    """
    parts = {
        "transport": total.transport,
        "charges": total.charges,
        "purchases": purchases,
        "penalties": penalties,
    }
    whole = sum(parts.values())
    for part, own in (parts | {"total": whole}).items():
        stated = plan.cost.get(part, math.nan)
        # Parts of opposite sign may cancel: what is rounding is judged by the whole bill.
        scale = sum(abs(cost) for cost in parts.values())
        if not near(stated, own) and not abs(stated - own) <= 1e-9 * scale:
            findings.add("cost", f"Cost of {part} is stated as {stated:.10g}, comes to {own:.10g}.")
    findings.differ("total", "Truck km", plan.km, total.km)
    findings.differ("total", "Households served", plan.served_households, total.households)
    fewest = sum(math.ceil(loads - ROUNDING) for loads in total.loads.values())
    most = sum(math.ceil(loads + ROUNDING) for loads in total.loads.values())
    if not fewest <= plan.truck_loads <= most:
        findings.add("total", f"Truck-loads are stated as {plan.truck_loads}, come to {fewest}.")
    return whole
