"""What stays behind in the warehouses, and what was ever known of why."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mizalla_models.plan import Plan
from mizalla_models.rule import Supply
from mizalla_models.rules import Rules

Why = Literal["late", "expired", "earmarked", "unbought", "limits", "unneeded"]
"""late: it arrives after the campaign. expired: it may no longer be handed over before the end.
earmarked: it is kept for some place or member. unbought: it was only for sale. limits: nobody has
it, and somebody still needs it: limits or distances kept it. unneeded: nobody is short of it."""


@dataclass(frozen=True)
class Leftover:
    """A row of stock of which not all was handed out."""

    supply: str
    """Id of the row of stock."""
    warehouse: str
    """Id of the warehouse that held it first."""
    parcel: str
    """Id of the parcel."""
    quantity: int
    """Whole parcels that there were."""
    used: int
    """Whole parcels handed out of it."""
    why: Why
    """What kept the rest."""
    available_on: date | None
    """First day on which it could leave. None: the first."""
    best_before: date | None
    """Last day on which it may be handed over. None: it outlasts the campaign."""
    earmark: str
    """What it is kept for; empty where it is free."""

    @property
    def left(self) -> int:
        """Whole parcels that stay behind."""
        return self.quantity - self.used


def leftovers(plan: Plan, rules: Rules) -> tuple[Leftover, ...]:
    """List the stock that stays behind, most parcels first."""
    used: Counter[str] = Counter()
    for row in plan.shipments:
        used[row.supply] += row.quantity
    short = {row.parcel for row in plan.coverage if row.served < row.needed}
    found = []
    for said in rules.provided:
        rule = said.rule
        if isinstance(rule, Supply) and rule.quantity > used[rule.id]:
            found.append(
                Leftover(
                    supply=rule.id,
                    warehouse=rule.warehouse,
                    parcel=rule.parcel,
                    quantity=rule.quantity,
                    used=used[rule.id],
                    why=_why(rule, plan, short),
                    available_on=rule.available_on,
                    best_before=rule.best_before,
                    earmark=rule.earmark or "",
                )
            )
    return tuple(sorted(found, key=lambda item: (-item.left, item.supply)))


def _why(rule: Supply, plan: Plan, short: set[str]) -> Why:
    if rule.available_on is not None and rule.available_on > plan.ends:
        return "late"
    if rule.parcel not in short:
        return "unneeded"
    if rule.unit_cost is not None:
        return "unbought"
    if rule.best_before is not None and rule.best_before < plan.ends:
        return "expired"
    return "earmarked" if rule.earmark else "limits"
