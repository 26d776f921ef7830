"""How much of the stock a plan hands out."""

from dataclasses import dataclass

from mizalla_models.plan import Plan
from mizalla_models.rule import Supply
from mizalla_models.rules import Rules


@dataclass(frozen=True)
class StockUse:
    """Parcels of all rows of stock together."""

    used: int
    """Handed out."""
    there: int
    """Held, arriving or on offer."""

    @property
    def is_spent(self) -> bool:
        """Whether there was some, and nothing is left."""
        return 0 < self.there <= self.used


def stock_use(plan: Plan, rules: Rules) -> StockUse:
    """Add up what a plan takes of the stock that the rules tell of."""
    there = sum(
        provided.rule.quantity for provided in rules.provided if isinstance(provided.rule, Supply)
    )
    return StockUse(used=sum(row.quantity for row in plan.shipments), there=there)
