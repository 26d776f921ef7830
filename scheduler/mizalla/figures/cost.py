"""What a plan costs, and who pays for it."""

from collections import defaultdict
from dataclasses import dataclass

from mizalla.figures.setting import Setting
from mizalla_models.plan import Plan

PARTS = ("transport", "charges", "purchases", "penalties")


@dataclass(frozen=True)
class CostShare:
    """A member's part of what a plan moves, and what that costs."""

    organisation: str
    """Id of the member whose transport it is."""
    shipments: int
    """Deliveries."""
    parcels: int
    """Whole parcels that it hands over."""
    transferred: int
    """Whole parcels that it moves between warehouses."""
    truck_hours: float
    """Truck hours of its fleets."""
    transport: float
    """Cost of its deliveries and transfers, with charges, campaign currency."""
    purchases: float
    """Cost of what is bought into its warehouses, campaign currency."""


def cost_by_part(plan: Plan) -> tuple[tuple[str, float], ...]:
    """Parts of the cost in their order, without the total; campaign currency."""
    return tuple((part, plan.cost.get(part, 0.0)) for part in PARTS)


def cost_by_member(plan: Plan, setting: Setting) -> tuple[CostShare, ...]:
    """Share a plan out among the members whose transport does it, by id."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * 6)
    for row in plan.shipments:
        own = sums[row.organisation]
        own[0] += 1
        own[1] += row.quantity
        own[3] += row.truck_hours
        own[4] += row.cost
    for transfer in plan.transfers:
        own = sums[transfer.organisation]
        own[2] += transfer.quantity
        own[4] += transfer.cost
    for purchase in plan.purchases:
        sums[setting.owner(purchase.warehouse)][5] += purchase.cost
    return tuple(
        CostShare(member, int(own[0]), int(own[1]), int(own[2]), own[3], own[4], own[5])
        for member, own in sorted(sums.items())
    )
