"""What trips teach the allocation: rules that hold in the next round."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mizalla import __version__
from mizalla_models.plan import Plan, Short
from mizalla_models.rule import Forbid, Limit, ProvidedRule, Provider, Rule, Vehicles
from mizalla_models.rules import Rules

PROVIDER = Provider(plugin="trips", version=__version__)
BUSY = "no time left"
"""What the reason begins with where trucks had no time; all others are for good."""
BEYOND = 1.5
"""How far below what a fleet managed it is asked for where it was short again."""
CAREFUL = 0.95
"""Share of what was learned before that is still asked of a fleet that is short again."""
SHARED = 0.9
"""Parcels that were handed over, as a share of what is allowed where nearer points are chosen."""
TYPICAL = 0.3
"""Share of a fleet's short days on which it managed less than what it is asked for afterwards."""


@dataclass
class Learned:
    """What is known so far."""

    hours: dict[str, float] = field(default_factory=dict)
    """By fleet: truck hours of the estimate that its trucks can drive in a day."""
    parcels: dict[str, float] = field(default_factory=dict)
    """By fleet: parcels that they can hand over in a day."""
    barred: dict[tuple[str, str], dict[str, set[date]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    """By fleet and reason: points that it can't serve, and the days on which that was seen."""

    def learn(self, plan: Plan, fleets: Mapping[str, Vehicles]) -> None:
        """Take in what a plan's trips could not do."""
        lacking: dict[tuple[date, str], list[Short]] = defaultdict(list)
        for row in plan.short:
            if row.reason.startswith(BUSY):
                lacking[row.day, row.fleet].append(row)
            else:
                self.barred[row.fleet, row.reason][row.destination].add(row.day)
        hours: dict[str, list[float]] = defaultdict(list)
        planned_parcels: Counter[str] = Counter()
        short_parcels: Counter[str] = Counter()
        parcels: dict[str, list[float]] = defaultdict(list)
        planned: dict[tuple[date, str, str, str], tuple[float, int]] = {}
        for sent in plan.shipments:
            key = sent.day, sent.fleet, sent.destination, sent.parcel
            before = planned.get(key, (0.0, 0))
            planned[key] = before[0] + sent.truck_hours, before[1] + sent.quantity
        total: dict[tuple[date, str], tuple[float, int]] = defaultdict(lambda: (0.0, 0))
        for (day, fleet, _, _), (spent, count) in planned.items():
            before = total[day, fleet]
            total[day, fleet] = before[0] + spent, before[1] + count
        for (day, fleet), rows in lacking.items():
            spent, count = total[day, fleet]
            planned_parcels[fleet] += count
            short_parcels[fleet] += sum(row.quantity for row in rows)
            for row in rows:
                all_hours, all_count = planned[day, fleet, row.destination, row.parcel]
                spent -= all_hours * row.quantity / all_count
                count -= row.quantity
            hours[fleet].append(max(0.0, spent))
            parcels[fleet].append(max(0, count))
        for fleet in hours:
            full = fleets[fleet].count * fleets[fleet].hours_per_day
            rest = 1 - BEYOND * short_parcels[fleet] / planned_parcels[fleet]
            for known, seen, most in (
                (self.hours, hours[fleet], full),
                (self.parcels, parcels[fleet], float("inf")),
            ):
                typical = sorted(seen)[int(TYPICAL * len(seen))]
                if fleet in known:
                    known[fleet] *= min(CAREFUL, rest)
                else:
                    known[fleet] = min(most, typical)

    def rules(self, said: Rules) -> Rules:
        """All rules, with those that were learned."""
        mine: list[Rule] = []
        for fleet in sorted(self.hours):
            mine += [
                Limit(
                    name=f"hours of {fleet}",
                    reason=f"Trips of {fleet} show that its trucks can drive "
                    f"{self.hours[fleet]:.1f} hours of the estimate in a day: stops, detours and "
                    "loading take the rest.",
                    measure="truck_hours",
                    at_most=self.hours[fleet],
                    where={"fleet": [fleet]},
                    per=("day",),
                ),
                Limit(
                    name=f"parcels of {fleet}",
                    reason=f"Trips of {fleet} show that its trucks can hand over "
                    f"{self.parcels[fleet]:.0f} parcels in a day.",
                    at_most=self.parcels[fleet] / SHARED,
                    where={"fleet": [fleet]},
                    per=("day",),
                ),
            ]
        for (fleet, why), points in sorted(self.barred.items()):
            by_days: dict[tuple[str, ...], list[str]] = defaultdict(list)
            for point, days in points.items():
                by_days[tuple(sorted(day.isoformat() for day in days))].append(point)
            for seen, there in sorted(by_days.items()):
                on_days = {"day": list(seen)} if "on that day" in why else {}
                mine.append(
                    Forbid(
                        name=f"{fleet} to {there[0]}" + (" and more" if len(there) > 1 else ""),
                        reason=f"Trips of {fleet}: {why}.",
                        where={"fleet": [fleet], "point": sorted(there), **on_days},
                    )
                )
        provided = [
            ProvidedRule(id=f"trips/{number:04} {rule.name}", provider=PROVIDER, rule=rule)
            for number, rule in enumerate(mine, start=1)
        ]
        every = sorted((*said.provided, *provided), key=lambda item: item.id)
        return said.model_copy(update={"provided": tuple(every)})
