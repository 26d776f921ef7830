"""One base on one day as a routing instance, and what is known to be impossible beforehand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil, inf

import numpy as np
from numpy.typing import NDArray

from mizalla.dispatch.consignment import (
    ROUNDING,
    Consignment,
    Drops,
    capacity,
    load,
    service,
    split,
)
from mizalla.dispatch.workday import Workday, minutes_of
from mizalla_models.campaign import TripSettings
from mizalla_models.parcel import Parcel
from mizalla_models.place import Point
from mizalla_models.routing import NO_WAY, Instance, Task, Truck
from mizalla_models.rule import Vehicles
from mizalla_models.vehicle import Vehicle

DECAMETRES = 100
"""In a km: the unit of distances."""
MONEY = 1000
"""Units of cost in the campaign's currency."""
PER_PARCEL, PER_STOP = 10**6, 10**7
"""Price of a parcel that is left out, and of its stop: above what any tour could save."""
MIDNIGHT = 24 * 60


@dataclass(frozen=True)
class Crew:
    """Trucks of one fleet on one day, and their ways."""

    fleet: Vehicles
    """The fleet."""
    vehicle: Vehicle
    """Its type of truck."""
    day: Workday
    """Its working day."""
    km: NDArray[np.float64]
    """One-way km between base and points, shape (1 + points, 1 + points)."""
    minutes: NDArray[np.float64]
    """One-way minutes by this truck, likewise."""


@dataclass(frozen=True)
class Left:
    """Parcels that no truck brings, and why."""

    fleet: str
    point: str
    drops: tuple[tuple[str, int], ...]
    reason: str


@dataclass(frozen=True)
class BaseDay:
    """What the trucks of one base have to do on one day."""

    day: date
    base: str
    points: tuple[str, ...]
    """Ids of the points; their locations are 1, 2, …, the base's is 0."""
    crews: tuple[Crew, ...]
    """One for each type of truck of the instance."""
    consignments: tuple[Consignment, ...]
    """One for each task of the instance."""
    instance: Instance
    left: tuple[Left, ...]
    """What can't be done by any tour."""

    def halved(
        self, tasks: Sequence[int], settings: TripSettings, parcels: Mapping[str, Parcel]
    ) -> "BaseDay | None":
        """The same day with some consignments in two, or None where none has two parcels."""
        chosen = {task for task in tasks if self.consignments[task].parcels > 1}
        if not chosen:
            return None
        made: list[Consignment] = []
        asked: list[Task] = []
        for number, consignment in enumerate(self.consignments):
            task = self.instance.tasks[number]
            halves = _halves(consignment) if number in chosen else [consignment]
            for half in halves:
                made.append(half)
                asked.append(_sized(task, consignment, half, settings, parcels))
        instance = replace(
            self.instance,
            tasks=tuple(asked),
            trucks=tuple(
                replace(truck, trips=max(truck.trips, len(asked)))
                if settings.trips_per_day is None
                else truck
                for truck in self.instance.trucks
            ),
        )
        return replace(self, consignments=tuple(made), instance=instance)


def base_day(
    day: date,
    base: str,
    crews: Sequence[Crew],
    points: Sequence[Point],
    due: Mapping[tuple[str, str], Drops],
    settings: TripSettings,
    parcels: Mapping[str, Parcel],
    vehicles: Mapping[str, Vehicle],
) -> BaseDay:
    """Make the instance of a base and day.

    Parameters
    ----------
    day, base
        Which.
    crews
        Its fleets with something to bring, in the order of their ids.
    points
        Points that get something, in the order of the crews' matrices.
    due
        Whole parcels by kind, for each fleet and point.
    settings
        Times of stops and of loading.
    parcels, vehicles
        Kinds of parcel and types of truck, by id.
    """
    consignments: list[Consignment] = []
    tasks: list[Task] = []
    left: list[Left] = []
    for number, crew in enumerate(crews):
        for place, point in enumerate(points, start=1):
            drops = due.get((crew.fleet.fleet, point.id))
            if not drops:
                continue
            window, most, reason = _visit(crew, point, place, settings, vehicles)
            loads = [] if reason else list(split(drops, crew.vehicle, parcels, most))
            rest = dict(drops)
            for loaded in loads:
                own = Consignment(crew.fleet.fleet, point.id, loaded)
                consignments.append(own)
                for key, quantity in loaded:
                    rest[key] -= quantity
                stay = service(settings, own.parcels)
                tasks.append(
                    Task(
                        location=place,
                        load=load(loaded, parcels),
                        service=stay,
                        window=(window[0], window[1] - stay),
                        trucks=frozenset({number}),
                        prize=PER_STOP + PER_PARCEL * own.parcels,
                    )
                )
            missed = tuple((key, quantity) for key, quantity in sorted(rest.items()) if quantity)
            if missed:
                why = reason or f"not even one fits into a {crew.vehicle.id}"
                left.append(Left(crew.fleet.fleet, point.id, missed, why))
    instance = Instance(
        tasks=tuple(tasks),
        trucks=tuple(_truck(crew, place, len(tasks), settings) for place, crew in enumerate(crews)),
        distance=np.stack([_whole(crew.km * DECAMETRES, np.rint) for crew in crews]),
        duration=np.stack([_whole(crew.minutes - ROUNDING, np.ceil) for crew in crews]),
        name=f"{base} on {day}",
    )
    names = tuple(point.id for point in points)
    return BaseDay(day, base, names, tuple(crews), tuple(consignments), instance, tuple(left))


def _truck(crew: Crew, matrix: int, tasks: int, settings: TripSettings) -> Truck:
    return Truck(
        count=crew.fleet.count,
        capacity=capacity(crew.vehicle),
        matrix=matrix,
        distance_cost=round(crew.vehicle.cost_per_km * MONEY / DECAMETRES),
        duration_cost=round(crew.vehicle.cost_per_day * MONEY / max(1, crew.day.longest)),
        shift=(crew.day.leaves, crew.day.home),
        longest=crew.day.longest,
        trips=max(1, tasks) if settings.trips_per_day is None else settings.trips_per_day,
        reload=ceil(settings.reload_minutes - ROUNDING),
        breaks=crew.day.breaks,
    )


def _visit(
    crew: Crew,
    point: Point,
    place: int,
    settings: TripSettings,
    vehicles: Mapping[str, Vehicle],
) -> tuple[tuple[int, int], int, str]:
    """When a visit may last, for how many parcels there is time, and why for none."""
    there, back = crew.minutes[0, place], crew.minutes[place, 0]
    truck, day = crew.vehicle, crew.day
    never = (0, 0), 0
    if point.largest_vehicle is not None:
        largest = vehicles[point.largest_vehicle]
        if truck.payload_kg > largest.payload_kg:
            return *never, f"no truck larger than a {largest.id} gets there"
    if not (np.isfinite(there) and np.isfinite(back)):
        return *never, f"no road is open to a {truck.id} on that day"
    out, home = ceil(there - ROUNDING), ceil(back - ROUNDING)
    opens = max(minutes_of(point.opens), day.leaves + out)
    closes = min(minutes_of(point.closes) or MIDNIGHT, day.home - home)
    shortest = service(settings, 1)
    if out + shortest + home > day.longest:
        took, shift = _hours(out + shortest + home), _hours(day.longest)
        return *never, f"there and back with one stop takes {took}, the shift is {shift}"
    if opens + shortest > closes:
        return *never, "no truck can be there while it is open and home in time"
    time = min(closes - opens, day.longest - out - home) - settings.stop_minutes
    most = inf if settings.parcel_seconds == 0 else time * 60 / settings.parcel_seconds + ROUNDING
    return (opens, closes), 10**9 if most == inf else max(1, int(most)), ""


def _hours(minutes: int) -> str:
    return f"{minutes // 60} h {minutes % 60:02}"


def _whole(figures: NDArray[np.float64], rounded: np.ufunc) -> NDArray[np.int64]:
    there = np.isfinite(figures)
    whole = np.where(there, rounded(np.where(there, np.maximum(figures, 0), 0)), NO_WAY)
    return whole.astype(np.int64)


def _halves(consignment: Consignment) -> list[Consignment]:
    """Two halves of a consignment, kind by kind in their order."""
    first, second = [], []
    room = (consignment.parcels + 1) // 2
    for key, quantity in consignment.drops:
        part = min(room, quantity)
        room -= part
        if part:
            first.append((key, part))
        if quantity > part:
            second.append((key, quantity - part))
    return [replace(consignment, drops=tuple(part)) for part in (first, second) if part]


def _sized(
    task: Task,
    before: Consignment,
    now: Consignment,
    settings: TripSettings,
    parcels: Mapping[str, Parcel],
) -> Task:
    if now is before:
        return task
    stay = service(settings, now.parcels)
    closes = task.window[1] + task.service
    return replace(
        task,
        load=load(now.drops, parcels),
        service=stay,
        window=(task.window[0], closes - stay),
        prize=PER_STOP + PER_PARCEL * now.parcels,
    )
