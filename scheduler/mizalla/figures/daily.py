"""Daily load of warehouses, members and fleets against their limits."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from mizalla_models.plan import Plan, RuleUse
from mizalla_models.rule import GROUP_SEPARATOR, Limit, Vehicles
from mizalla_models.rules import Rules

Key = tuple[str, date]
PLACE_IN_GROUP = "\0"


@dataclass(frozen=True)
class DayLoad:
    """What leaves a place on a day, and the limit that it comes nearest to."""

    place: str
    """Id of the warehouse, member or fleet."""
    day: date
    """The day."""
    parcels: int
    """Whole parcels that leave: deliveries and transfers."""
    transferred: int
    """Those of them that go to other warehouses."""
    truck_hours: float
    """Truck hours of fleets."""
    used: float
    """What is used of the tightest limit, in that limit's measure."""
    bound: float | None
    """The tightest limit of the day. None: there is none."""
    rule: str
    """Id of the rule that sets it; empty where there is none."""

    @property
    def ratio(self) -> float | None:
        """Used ÷ bound; None without a limit."""
        if self.bound is None:
            return None
        return self.used / self.bound if self.bound else 1.0 if self.used else 0.0


@dataclass(frozen=True)
class _Use:
    used: float = 0.0
    bound: float | None = None
    rule: str = ""


def warehouse_days(plan: Plan, rules: Rules) -> tuple[DayLoad, ...]:
    """Load of every warehouse on every day on which anything leaves it or limits it.

    Its limit is that of all rules about it and the day (loading, its fleets' hours, storage, what
    a member says of it) which is used up most.
    """
    tightest: dict[Key, _Use] = {}
    places = _places(rules)
    for use in plan.rules:
        found = _place_and_day(use, places)
        if found is not None and use.side == "at_most":
            kept = tightest.get(found)
            if kept is None or _ratio(use.used, use.bound) > _ratio(kept.used, kept.bound or 0.0):
                tightest[found] = _Use(use.used, use.bound, use.rule)
    return _loads(plan, "origin", tightest)


def member_days(plan: Plan, rules: Rules) -> tuple[DayLoad, ...]:
    """Load of every member's transport: truck hours against those that its fleets work."""
    owner = {
        said.id: said.rule.organisation
        for said in rules.provided
        if isinstance(said.rule, Vehicles)
    }
    sums: dict[Key, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for use in plan.rules:
        day = _day(use.group)
        if use.rule in owner and day is not None:
            total = sums[owner[use.rule], day]
            total[0] += use.used
            total[1] += use.bound
    limits = {key: _Use(used, bound, "fleets") for key, (used, bound) in sums.items()}
    return _loads(plan, "organisation", limits)


def fleet_days(plan: Plan, rules: Rules) -> tuple[DayLoad, ...]:
    """Load of every fleet on the days on which it works: truck hours against its own."""
    fleets = {
        said.id: said.rule.fleet for said in rules.provided if isinstance(said.rule, Vehicles)
    }
    limits = {}
    for use in plan.rules:
        day = _day(use.group)
        if use.rule in fleets and day is not None:
            limits[fleets[use.rule], day] = _Use(use.used, use.bound, use.rule)
    return tuple(load for load in _loads(plan, "fleet", limits) if load.parcels)


def _loads(plan: Plan, by: str, limits: dict[Key, _Use]) -> tuple[DayLoad, ...]:
    sums: dict[Key, list[float]] = defaultdict(lambda: [0, 0, 0.0])
    for row in plan.shipments:
        total = sums[getattr(row, by), row.day]
        total[0] += row.quantity
        total[2] += row.truck_hours
    for transfer in plan.transfers:
        total = sums["contract" if by == "fleet" else getattr(transfer, by), transfer.day]
        total[0] += transfer.quantity
        total[1] += transfer.quantity
    found = []
    for place, day in sorted(sums.keys() | limits.keys()):
        parcels, transferred, hours = sums.get((place, day), [0, 0, 0.0])
        use = limits.get((place, day), _Use())
        found.append(
            DayLoad(
                place, day, int(parcels), int(transferred), hours, use.used, use.bound, use.rule
            )
        )
    return tuple(found)


def _places(rules: Rules) -> dict[str, str]:
    """Warehouse that a rule is about, by the rule's id: its only origin, a fleet's base, or the
    place of the origin among the values of its groups.
    """
    found = {}
    for said in rules.provided:
        rule = said.rule
        if isinstance(rule, Vehicles):
            found[said.id] = rule.warehouse
        elif isinstance(rule, Limit) and "origin" in rule.per:
            found[said.id] = f"{PLACE_IN_GROUP}{rule.per.index('origin')}"
        elif isinstance(rule, Limit) and len(rule.where.by.get("origin", ())) == 1:
            found[said.id] = rule.where.by["origin"][0]
    return found


def _place_and_day(use: RuleUse, places: dict[str, str]) -> Key | None:
    place = places.get(use.rule)
    day = _day(use.group)
    if place is None or day is None:
        return None
    if place.startswith(PLACE_IN_GROUP):
        place = use.group.split(GROUP_SEPARATOR)[int(place.removeprefix(PLACE_IN_GROUP))]
    return place, day


def _day(group: str) -> date | None:
    for part in group.split(GROUP_SEPARATOR):
        if len(part) == 10 and part[4] == part[7] == "-":
            try:
                return date.fromisoformat(part)
            except ValueError:
                continue
    return None


def _ratio(used: float, bound: float) -> float:
    return used / bound if bound else float("inf") if used else 0.0
