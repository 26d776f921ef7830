"""Trips: every base and day routed, and its stops written down."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from mizalla.budget import Budget
from mizalla.dispatch.answer import Answer, Job
from mizalla.dispatch.baseday import BaseDay, Crew, base_day
from mizalla.dispatch.consignment import due
from mizalla.dispatch.routing import Fleetwork, Routing
from mizalla.dispatch.sheet import trip_sheets
from mizalla.dispatch.ways import Answers, Ways
from mizalla.dispatch.workday import workday
from mizalla.dispatch.workers import run
from mizalla.routing import engine_named
from mizalla_models.plan import Shipment, Short, TripStop
from mizalla_models.routing import Tour
from mizalla_models.rule import Shift, Vehicles
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

Sheets = Mapping[tuple[date, str], tuple[tuple[Tour, ...], tuple[TripStop, ...]]]


@dataclass(frozen=True)
class Driven:
    """What the trucks do."""

    stops: tuple[TripStop, ...]
    """By day, fleet, truck, trip, stop and parcel."""
    short: tuple[Short, ...]
    """What no truck brings, sorted."""
    hours: dict[tuple[date, str], float]
    """Hours from leaving first to coming home last of all trucks, by day and fleet."""
    sheets: Sheets
    """Tours and their stops, by day and base."""


def trips(
    scenario: Scenario,
    rules: Rules,
    shipments: Sequence[Shipment],
    *,
    answers: Answers | None = None,
    routing: Routing | None = None,
    progress: Callable[[Fleetwork], None] | None = None,
    budget: Budget | None = None,
) -> Driven:
    """Find the trips of every base and day.

    Parameters
    ----------
    scenario
        Places, parcels, trucks and roads.
    rules
        Fleets are its ``Vehicles``; ``Shift`` rules bind their days.
    shipments
        Deliveries, in any order; those on contract have no trips.
    answers
        What plugins say of km and road minutes between warehouses and points, as in
        :func:`mizalla.travel.travel`; it holds both ways.
    routing
        How trips are looked for.
    progress
        Called as base-days are done.
    budget
        Time to look in; base-days that are left then get their first tours, by insertion. None:
        all the time that it needs.

    Raises
    ------
    UsageError
        If there is no such engine, or it can't keep what is asked.
    MizallaError
        If a worker died twice; with the base and day that it was at.
    """
    return driven(
        scenario,
        search(
            scenario,
            rules,
            shipments,
            answers=answers,
            routing=routing,
            progress=progress,
            budget=budget,
        ),
    )


def search(
    scenario: Scenario,
    rules: Rules,
    shipments: Sequence[Shipment],
    *,
    answers: Answers | None = None,
    routing: Routing | None = None,
    progress: Callable[[Fleetwork], None] | None = None,
    budget: Budget | None = None,
) -> list[Answer]:
    """Find the tours of every base and day, as :func:`trips` does; in order of both."""
    routing = routing or Routing()
    settings = scenario.campaign.trips
    if routing.seconds is not None:
        settings = settings.model_copy(update={"seconds": routing.seconds})
    engine = engine_named(routing.engine or settings.engine, routing.engines)
    parcels = {parcel.id: parcel for parcel in scenario.parcels}
    jobs = [
        Job(day, settings, parcels, engine, routing.seed)
        for day in base_days(scenario, rules, shipments, answers)
    ]
    return run(jobs, routing.workers, progress, budget=budget)


def driven(scenario: Scenario, found: Sequence[Answer], known: Sheets | None = None) -> Driven:
    """Write down the trips of tours that were found, and what rides on none.

    Parameters
    ----------
    scenario
        Where points lie.
    found
        Tours by base and day.
    known
        What was written before; of tours that stayed it is not written again.
    """
    sheets: dict[tuple[date, str], tuple[tuple[Tour, ...], tuple[TripStop, ...]]] = {}
    for one in found:
        key, tours = (one.day.day, one.day.base), one.routes.tours
        before = (known or {}).get(key)
        if before is None or before[0] is not tours:
            before = tours, tuple(trip_sheets(one))
        sheets[key] = before
    stops = [row for _, rows in sheets.values() for row in rows]
    villages = {point.id: point.village for point in scenario.points}
    return Driven(
        stops=tuple(
            sorted(
                stops,
                key=lambda row: (row.day, row.fleet, row.truck, row.trip, row.stop, row.parcel),
            )
        ),
        short=tuple(
            sorted(
                (row for one in found for row in _short(one, villages)),
                key=lambda row: (row.day, row.origin, row.fleet, row.destination, row.parcel),
            )
        ),
        hours=_hours(stops),
        sheets=sheets,
    )


def base_days(
    scenario: Scenario,
    rules: Rules,
    shipments: Iterable[Shipment],
    answers: Answers | None = None,
) -> list[BaseDay]:
    """Make the instance of every base and day on which trucks of fleets go out, in order."""
    said = [provided.rule for provided in rules.provided]
    fleets = {rule.fleet: rule for rule in said if isinstance(rule, Vehicles)}
    shifts = [rule for rule in said if isinstance(rule, Shift)]
    by_base: dict[tuple[date, str], list[Shipment]] = defaultdict(list)
    served: dict[str, set[str]] = defaultdict(set)
    for row in shipments:
        if row.fleet in fleets:
            by_base[row.day, row.origin].append(row)
            served[row.origin].add(row.destination)
    ways = Ways(scenario, answers, served)
    bases = {warehouse.id: warehouse for warehouse in scenario.warehouses}
    vehicles = {vehicle.id: vehicle for vehicle in scenario.vehicles}
    parcels = {parcel.id: parcel for parcel in scenario.parcels}
    settings = scenario.campaign.trips
    found = []
    for (day, base), rows in sorted(by_base.items(), key=lambda item: item[0]):
        points = ways.points(base, {row.destination for row in rows})
        crews = []
        for name in sorted({row.fleet for row in rows}):
            fleet = fleets[name]
            vehicle = vehicles[fleet.vehicle]
            km, road = ways.between(base, points, day, vehicle.id)
            crews.append(
                Crew(
                    fleet,
                    vehicle,
                    workday(settings, fleet, bases[base], day, shifts),
                    km,
                    np.maximum(road, km / vehicle.speed_kmh * 60),
                )
            )
        found.append(base_day(day, base, crews, points, due(rows), settings, parcels, vehicles))
    return found


def _short(found: Answer, villages: Mapping[str, str]) -> list[Short]:
    crews = {crew.fleet.fleet: crew for crew in found.day.crews}
    rows: dict[tuple[str, str, str, str], int] = defaultdict(int)
    for left in found.day.left:
        for parcel, quantity in left.drops:
            rows[left.fleet, left.point, parcel, left.reason] += quantity
    for task in found.routes.left_out:
        consignment = found.day.consignments[task]
        count = crews[consignment.fleet].fleet.count
        trucks = "its truck" if count == 1 else f"any of its {count} trucks"
        for parcel, quantity in consignment.drops:
            key = consignment.fleet, consignment.point, parcel, f"no time left for {trucks}"
            rows[key] += quantity
    return [
        Short(
            day=found.day.day,
            fleet=fleet,
            vehicle=crews[fleet].vehicle.id,
            origin=found.day.base,
            destination=point,
            village=villages[point],
            parcel=parcel,
            quantity=quantity,
            reason=reason,
        )
        for (fleet, point, parcel, reason), quantity in rows.items()
    ]


def _hours(stops: Iterable[TripStop]) -> dict[tuple[date, str], float]:
    spans: dict[tuple[date, str, int], list[str]] = defaultdict(list)
    for row in stops:
        spans[row.day, row.fleet, row.truck] += [row.leaves, row.returns]
    hours: dict[tuple[date, str], float] = defaultdict(float)
    for (day, fleet, _), moments in spans.items():
        hours[day, fleet] += (_minutes(max(moments)) - _minutes(min(moments))) / 60
    return dict(hours)


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return 60 * int(hours) + int(minutes)
