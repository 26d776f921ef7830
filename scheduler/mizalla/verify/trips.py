"""Trips: loads that trucks can carry, in order, and all that is shipped."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from mizalla.verify.facts import CONTRACT, Facts
from mizalla.verify.findings import Findings, slack
from mizalla_models.plan import Plan, TripStop

Drop = tuple[date, str, str, str]


def check_trips(plan: Plan, facts: Facts, findings: Findings) -> None:
    """Report trips that can't be driven as written, and drops that differ from the deliveries.

    A plan without any trips is not at fault.
    """
    if not plan.trips:
        return
    trips: dict[str, list[TripStop]] = defaultdict(list)
    dropped: dict[Drop, int] = defaultdict(int)
    for row in plan.trips:
        trips[row.trip].append(row)
        dropped[row.day, row.fleet, row.destination, row.parcel] += row.quantity
    shipped: dict[Drop, int] = defaultdict(int)
    for shipment in plan.shipments:
        if shipment.fleet != CONTRACT:
            drop = shipment.day, shipment.fleet, shipment.destination, shipment.parcel
            shipped[drop] += shipment.quantity
    for drop in sorted({*dropped, *shipped}):
        if dropped[drop] != shipped[drop]:
            day, fleet, destination, parcel = drop
            findings.add(
                "trip",
                f"Trips of {fleet} on {day} bring {dropped[drop]} of {parcel} to {destination}, "
                f"{shipped[drop]} are shipped.",
            )
    away: dict[tuple[date, str], list[tuple[int, int]]] = defaultdict(list)
    for trip, rows in trips.items():
        rows = sorted(rows, key=lambda row: row.stop)
        if not _one_truck(trip, rows, facts, findings):
            continue
        _check_load(trip, rows, facts, findings)
        span = _check_times(trip, rows, findings)
        if span is not None:
            away[rows[0].day, rows[0].fleet].append(span)
    for (day, fleet), spans in away.items():
        most, count = _most_at_once(spans), facts.fleets[fleet].count
        if most > count:
            findings.add(
                "trip", f"{most} trips of {fleet} are under way at once on {day}: {count} trucks."
            )


def _one_truck(trip: str, rows: Sequence[TripStop], facts: Facts, findings: Findings) -> bool:
    """Whether a trip is one of one known truck that works on that day; its stops count up."""
    first = rows[0]
    if len({(row.day, row.fleet, row.vehicle) for row in rows}) > 1:
        findings.add("trip", f"Trip {trip} has more than one day, fleet or vehicle.")
        return False
    fleet = facts.fleets.get(first.fleet)
    if fleet is None or fleet.vehicle != first.vehicle:
        findings.add("trip", f"Trip {trip} is of {first.fleet}, {first.vehicle}: no such fleet.")
        return False
    if any(row.parcel not in facts.parcels or row.destination not in facts.points for row in rows):
        findings.add("trip", f"Trip {trip} names a point or parcel that there is not.")
        return False
    if (fleet.from_day and first.day < fleet.from_day) or (fleet.until and first.day > fleet.until):
        findings.add(
            "trip", f"Trip {trip} leaves on {first.day}, when {fleet.fleet} does not work."
        )
    numbers = [row.stop for row in rows]
    if sorted(set(numbers)) != list(range(1, max(numbers) + 1)):
        findings.add("trip", f"Trip {trip} has stops {numbers}, not 1 to {len(set(numbers))}.")
    places = {(row.stop, row.destination) for row in rows}
    if len(places) > len(set(numbers)):
        findings.add("trip", f"Trip {trip} is at two places at one stop.")
    return True


def _check_load(trip: str, rows: Iterable[TripStop], facts: Facts, findings: Findings) -> None:
    rows = list(rows)
    vehicle = facts.vehicles[rows[0].vehicle]
    kg = sum(row.quantity * facts.parcels[row.parcel].weight_kg for row in rows)
    m3 = sum(row.quantity * facts.parcels[row.parcel].volume_m3 for row in rows)
    for load, most, unit in ((kg, vehicle.payload_kg, "kg"), (m3, vehicle.volume_m3, "m3")):
        if load > most + slack(most):
            findings.add("trip", f"Trip {trip} carries {load:.10g} {unit}, at most {most:.10g}.")


def _check_times(trip: str, rows: Sequence[TripStop], findings: Findings) -> tuple[int, int] | None:
    """Minutes of the first arrival and the last departure; None where times can't be read."""
    before, stop = -1, 0
    for row in rows:
        arrive, depart = _minutes(row.arrive), _minutes(row.depart)
        if arrive is None or depart is None:
            findings.add("trip", f"Trip {trip} has times {row.arrive}, {row.depart}: not HH:MM.")
            return None
        if depart < arrive or (arrive < before and row.stop != stop):
            findings.add(
                "trip",
                f"Trip {trip}, stop {row.stop}: from {row.arrive} to {row.depart}, time goes back.",
            )
        if not (row.km >= 0 and math.isfinite(row.km)):
            findings.add("trip", f"Trip {trip}, stop {row.stop}: {row.km} km.")
        before, stop = max(before, depart), row.stop
    return _minutes(rows[0].arrive) or 0, before


def _minutes(text: str) -> int | None:
    """Minutes after midnight of ``HH:MM``, which counts on after 24:00."""
    hours, colon, minutes = text.partition(":")
    if not (colon and hours.isdecimal() and len(minutes) == 2 and minutes.isdecimal()):
        return None
    return 60 * int(hours) + int(minutes) if int(minutes) < 60 else None


def _most_at_once(spans: Iterable[tuple[int, int]]) -> int:
    """Most trips that are between their first arrival and last departure at one moment."""
    moments = [moment for start, end in spans for moment in ((end, -1), (start, 1))]
    now = most = 0
    for _, step in sorted(moments):
        now += step
        most = max(most, now)
    return most
