"""What each member does in each run."""

from collections import defaultdict
from collections.abc import Sequence

from mizalla.compare.comparison import Load
from mizalla_models.plan import Plan
from mizalla_models.scenario import Scenario


def loads(runs: Sequence[tuple[Plan, Scenario | None]]) -> tuple[Load, ...]:
    """Add up what members carry, give and spend, by run."""
    count = len(runs)
    carried: dict[str, list[int]] = defaultdict(lambda: [0] * count)
    hours: dict[str, list[float]] = defaultdict(lambda: [0.0] * count)
    cost: dict[str, list[float]] = defaultdict(lambda: [0.0] * count)
    given: dict[str, list[int | None]] = defaultdict(
        lambda: [None if scenario is None else 0 for _, scenario in runs]
    )
    for number, (plan, scenario) in enumerate(runs):
        for row in plan.shipments:
            carried[row.organisation][number] += row.quantity
            hours[row.organisation][number] += row.truck_hours
            cost[row.organisation][number] += row.cost
        for moved in plan.transfers:
            carried[moved.organisation][number] += moved.quantity
            cost[moved.organisation][number] += moved.cost
        if scenario is None:
            continue
        house = {place.id: place.organisation for place in scenario.warehouses}
        owner = {row.id: house[row.warehouse] for row in scenario.stock}
        for row in plan.shipments:
            whose = owner.get(row.supply, house[row.origin])
            given[whose][number] = (given[whose][number] or 0) + row.quantity
    members = sorted(set(carried) | set(given))
    return tuple(
        Load(
            organisation=member,
            carried=tuple(carried[member]),
            given=tuple(given[member]),
            truck_hours=tuple(hours[member]),
            cost=tuple(cost[member]),
        )
        for member in members
    )
