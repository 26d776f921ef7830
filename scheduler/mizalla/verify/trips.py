"""Trips: everything that is shipped rides once, on trucks that can carry and drive it."""

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from mizalla.verify.drives import Drive, drives
from mizalla.verify.facts import CONTRACT, Facts
from mizalla.verify.findings import Findings, slack
from mizalla.verify.ways import Ways
from mizalla.verify.workdays import Workdays, clock, minutes
from mizalla_models.plan import Plan

Drop = tuple[date, str, str, str]


def check_trips(plan: Plan, facts: Facts, ways: Ways, findings: Findings) -> None:
    """Report trips that can't be driven as written, and parcels that ride twice or not at all.

    A plan without any trips, or parcels named as short, is not at fault.
    """
    if not plan.trips and not plan.short:
        return
    _check_drops(plan, findings)
    workdays = Workdays(facts)
    trucks: dict[tuple[date, str, int], list[Drive]] = defaultdict(list)
    for drive in drives(plan, facts, findings):
        _check_load(drive, facts, findings)
        _check_access(drive, facts, findings)
        trucks[drive.day, drive.fleet.fleet, drive.truck].append(drive)
    working: dict[tuple[date, str], int] = defaultdict(int)
    for (day, fleet, _), own in trucks.items():
        working[day, fleet] += 1
        own.sort(key=lambda drive: drive.leaves)
        _check_day(own, facts, ways, workdays, findings)
    for (day, fleet), count in working.items():
        most = facts.fleets[fleet].count
        if count > most:
            findings.add("trip", f"{count} trucks of {fleet} drive on {day}: it has {most}.")


def _check_drops(plan: Plan, findings: Findings) -> None:
    dropped: dict[Drop, int] = defaultdict(int)
    for stop in plan.trips:
        dropped[stop.day, stop.fleet, stop.destination, stop.parcel] += stop.quantity
    for short in plan.short:
        dropped[short.day, short.fleet, short.destination, short.parcel] += short.quantity
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
                f"Trips of {fleet} on {day} bring {dropped[drop]} of {parcel} to {destination} "
                f"(with what is named as short), {shipped[drop]} are shipped.",
            )


def _check_load(drive: Drive, facts: Facts, findings: Findings) -> None:
    vehicle = facts.vehicles[drive.fleet.vehicle]
    kg = sum(row.quantity * facts.parcels[row.parcel].weight_kg for row in drive.rows)
    m3 = sum(row.quantity * facts.parcels[row.parcel].volume_m3 for row in drive.rows)
    for load, most, unit in ((kg, vehicle.payload_kg, "kg"), (m3, vehicle.volume_m3, "m3")):
        if load > most + slack(most):
            findings.add(
                "trip", f"Trip {drive.name} carries {load:.10g} {unit}, at most {most:.10g}."
            )


def _check_access(drive: Drive, facts: Facts, findings: Findings) -> None:
    payload = facts.vehicles[drive.fleet.vehicle].payload_kg
    for stop in drive.stops:
        point = facts.points[stop.destination]
        largest = point.largest_vehicle
        if largest is not None and payload > facts.vehicles[largest].payload_kg:
            findings.add(
                "trip",
                f"Trip {drive.name} brings a {drive.fleet.vehicle} to {point.id}, where a "
                f"{largest} is the largest that gets there.",
            )
        opens = minutes(point.opens) if point.opens else 0
        closes = minutes(point.closes) if point.closes else 24 * 60
        if stop.arrive < opens or stop.depart > closes:
            findings.add(
                "trip",
                f"Trip {drive.name} is at {point.id} from {clock(stop.arrive)} to "
                f"{clock(stop.depart)}, it is open from {clock(opens)} to {clock(closes)}.",
            )


def _check_day(
    own: Sequence[Drive], facts: Facts, ways: Ways, workdays: Workdays, findings: Findings
) -> None:
    """Check one truck's day: it is in one place at a time, and no longer away than its shift."""
    first = own[0]
    workday = workdays.of(first.fleet, first.day)
    returns = max(drive.returns for drive in own)
    settings = facts.scenario.campaign.trips
    if settings.trips_per_day is not None and len(own) > settings.trips_per_day:
        findings.add(
            "trip",
            f"Truck of {first.name} makes {len(own)} trips, at most {settings.trips_per_day}.",
        )
    if first.leaves < workday.leaves or returns > workday.home:
        findings.add(
            "trip",
            f"Truck of {first.name} is away from {clock(first.leaves)} to "
            f"{clock(returns)}, it works from {clock(workday.leaves)} to "
            f"{clock(workday.home)}.",
        )
    away = returns - first.leaves
    if away > workday.longest + slack(workday.longest):
        findings.add(
            "trip",
            f"Truck of {first.name} is away for {away} minutes, its shift is {workday.longest:g}.",
        )
    for before, after in pairwise(own):
        if after.leaves < before.returns + settings.reload_minutes - slack(1):
            findings.add(
                "trip",
                f"Trip {after.name} leaves at {clock(after.leaves)}, {before.name} is home at "
                f"{clock(before.returns)} and takes {settings.reload_minutes:g} minutes to load.",
            )
    gaps = [gap for drive in own for gap in _check_way(drive, facts, ways, findings)]
    for before, after in pairwise(own):
        gaps.append((before.returns, after.leaves, settings.reload_minutes))
    for number, rest in enumerate(workday.breaks):
        if returns <= rest.latest or first.leaves >= rest.latest:
            continue
        if not any(rest.fits(gap) for gap in gaps):
            findings.add(
                "trip",
                f"Truck of {first.name} has no time for break {number + 1}, {rest.minutes} minutes "
                f"from {clock(rest.earliest)} to {clock(rest.latest)}.",
            )


def _check_way(
    drive: Drive, facts: Facts, ways: Ways, findings: Findings
) -> list[tuple[int, int, float]]:
    """Check the ways of a trip; gives when the truck is neither unloading nor loading.

    Returns
    -------
    list of (from, to, minutes)
        Times between stops, and what the way takes of each.
    """
    settings = facts.scenario.campaign.trips
    vehicle = drive.fleet.vehicle
    speed = facts.vehicles[vehicle].speed_kmh
    here, left = "", drive.leaves
    gaps = []
    ends = [(stop.destination, stop.arrive, stop.depart) for stop in drive.stops]
    ends.append(("", drive.returns, drive.returns))
    places = ["", *(there for there, _, _ in ends)]
    legs = [
        ways.between(drive.fleet.warehouse, *leg, drive.day, vehicle) for leg in pairwise(places)
    ]
    for place, (there, arrive, depart) in enumerate(ends):
        km, road = legs[place]
        way = max(road, km / speed * 60)
        if math.isinf(way) or arrive < left + way - slack(way):
            findings.add(
                "trip",
                f"Trip {drive.name} is at {there or 'its base'} at {clock(arrive)}, the way from "
                f"{here or 'its base'} takes {way:.10g} minutes from {clock(left)}.",
            )
        if place < len(drive.stops):
            stop = drive.stops[place]
            stay = settings.stop_minutes + settings.parcel_seconds * stop.quantity / 60
            if depart < arrive + stay - slack(stay):
                findings.add(
                    "trip",
                    f"Trip {drive.name} stays at {there} from {clock(arrive)} to {clock(depart)}, "
                    f"handing over {stop.quantity} parcels takes {stay:.10g} minutes.",
                )
            home = legs[-1][0] if place == len(drive.stops) - 1 else 0.0
            findings.differ(
                "trip", f"Length of trip {drive.name}, stop {place + 1}", stop.km, km + home
            )
        gaps.append((left, arrive, way))
        here, left = there, depart
    return gaps
