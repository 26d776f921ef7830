"""How much of the stock a plan hands out."""

from collections import Counter
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
    spent: tuple[str, ...]
    """Ids of the parcels of which there were some and none is left, in order."""

    @property
    def is_spent(self) -> bool:
        """Whether there was some, and nothing is left."""
        return 0 < self.there <= self.used


def stock_use(plan: Plan, rules: Rules) -> StockUse:
    """Add up what a plan takes of the stock that the rules tell of."""
    there: Counter[str] = Counter()
    for provided in rules.provided:
        if isinstance(provided.rule, Supply):
            there[provided.rule.parcel] += provided.rule.quantity
    used: Counter[str] = Counter()
    for row in plan.shipments:
        used[row.parcel] += row.quantity
    return StockUse(
        used=used.total(),
        there=there.total(),
        spent=tuple(sorted(parcel for parcel in there if 0 < there[parcel] <= used[parcel])),
    )
