"""Purchases: as many as the plan uses, at their price."""

from collections import defaultdict
from collections.abc import Mapping

from mizalla.verify.facts import Facts
from mizalla.verify.findings import Findings
from mizalla_models.plan import Plan


def check_purchases(
    plan: Plan, facts: Facts, bought: Mapping[str, int], findings: Findings
) -> float:
    """Report purchases that differ from what the plan uses, or from their price.

    Returns
    -------
    float
        What purchases cost by our own count, campaign currency.
    """
    stated: dict[str, int] = defaultdict(int)
    for row in plan.purchases:
        supply = facts.supplies.get(row.supply)
        if supply is None or supply.unit_cost is None:
            findings.add("purchase", f"{row.quantity} of {row.supply} are bought: not for sale.")
            continue
        stated[row.supply] += row.quantity
        written = (row.lot, row.warehouse, row.parcel)
        own = (supply.lot or supply.id, supply.warehouse, supply.parcel)
        if written != own:
            findings.add("purchase", f"The purchase of {row.supply} states {written}, not {own}.")
        findings.differ("purchase", f"Price of {row.supply}", row.unit_cost, supply.unit_cost)
        price = row.quantity * supply.unit_cost
        findings.differ("purchase", f"Cost of {row.supply}", row.cost, price)
    cost = 0.0
    for key in sorted({*stated, *bought}):
        uses = bought.get(key, 0)
        cost += uses * (facts.supplies[key].unit_cost or 0)
        if stated[key] != uses:
            findings.add("purchase", f"{stated[key]} of {key} are bought, {uses} are used.")
    return cost
