"""Trips put together from their rows."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mizalla.verify.facts import Facts
from mizalla.verify.findings import Findings
from mizalla.verify.workdays import read_clock
from mizalla_models.plan import Plan, TripStop
from mizalla_models.rule import Vehicles


@dataclass(frozen=True)
class Stop:
    """One stop, whatever kinds of parcel are handed over; times in minutes after midnight."""

    destination: str
    arrive: int
    depart: int
    quantity: int
    km: float


@dataclass(frozen=True)
class Drive:
    """One trip of one truck."""

    name: str
    day: date
    fleet: Vehicles
    truck: int
    leaves: int
    returns: int
    stops: tuple[Stop, ...]
    rows: tuple[TripStop, ...]


def drives(plan: Plan, facts: Facts, findings: Findings) -> Iterator[Drive]:
    """Put trips together; those that make no sense are reported and left out."""
    rows_of: dict[str, list[TripStop]] = defaultdict(list)
    for row in plan.trips:
        rows_of[row.trip].append(row)
    for trip, rows in rows_of.items():
        rows.sort(key=lambda row: row.stop)
        fault = _fault(rows, facts)
        if fault:
            findings.add("trip", f"Trip {trip} {fault}")
            continue
        first = rows[0]
        fleet = facts.fleets[first.fleet]
        if (fleet.from_day and first.day < fleet.from_day) or (
            fleet.until and first.day > fleet.until
        ):
            findings.add(
                "trip", f"Trip {trip} leaves on {first.day}, when {fleet.fleet} does not work."
            )
        by_stop: dict[int, list[TripStop]] = defaultdict(list)
        for row in rows:
            by_stop[row.stop].append(row)
        yield Drive(
            name=trip,
            day=first.day,
            fleet=fleet,
            truck=first.truck,
            leaves=_minutes(first.leaves),
            returns=_minutes(first.returns),
            stops=tuple(_stop(by_stop[number]) for number in sorted(by_stop)),
            rows=tuple(rows),
        )


def _stop(rows: Sequence[TripStop]) -> Stop:
    return Stop(
        destination=rows[0].destination,
        arrive=_minutes(rows[0].arrive),
        depart=_minutes(rows[0].depart),
        quantity=sum([row.quantity for row in rows]),
        km=sum([row.km for row in rows]),
    )


def _minutes(text: str) -> int:
    return read_clock(text) or 0


def _fault(rows: Sequence[TripStop], facts: Facts) -> str:
    """What is wrong with the rows of a trip; empty where nothing is."""
    first = rows[0]
    whole = first.day, first.fleet, first.vehicle, first.truck, first.leaves, first.returns
    for row in rows[1:]:
        if (row.day, row.fleet, row.vehicle, row.truck, row.leaves, row.returns) != whole:
            return "has more than one day, fleet, vehicle, truck, departure or return."
    if not facts.days[0] <= first.day <= facts.days[-1]:
        return f"leaves on {first.day}, outside the campaign's {facts.days[0]} to {facts.days[-1]}."
    fleet = facts.fleets.get(first.fleet)
    if fleet is None or fleet.vehicle != first.vehicle:
        return f"is of {first.fleet}, {first.vehicle}: no such fleet."
    if first.truck > fleet.count:
        return f"is of truck {first.truck}, {first.fleet} has {fleet.count}."
    if any(row.parcel not in facts.parcels or row.destination not in facts.points for row in rows):
        return "names a point or parcel that there is not."
    numbers = [row.stop for row in rows]
    if sorted(set(numbers)) != list(range(1, max(numbers) + 1)):
        return f"has stops {numbers}, not 1 to {len(set(numbers))}."
    if len({(row.stop, row.destination, row.arrive, row.depart) for row in rows}) > len(
        set(numbers)
    ):
        return "is at two places or times at one stop."
    texts = {text for row in rows for text in (row.arrive, row.depart, row.leaves, row.returns)}
    wrong = sorted(text for text in texts if read_clock(text) is None)
    if wrong:
        return f"has times {', '.join(wrong)}: not HH:MM."
    return ""
