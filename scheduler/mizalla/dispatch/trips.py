"""Trips: a first, plain load plan for the trucks of each fleet and day.

Consignments are packed into truck-loads by sweep (B. E. Gillett and L. R. Miller, Operations
Research 22 (1974) 340), the stops of a load are ordered by nearest neighbour. Times are estimates:
loads follow whole trucks and local detours, the allocation's truck hours do not, so that the trips
of a day may end after the shift, or after midnight.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from mizalla.travel import great_circle_km
from mizalla_models.parcel import Parcel
from mizalla_models.place import Place
from mizalla_models.plan import Shipment, TripStop
from mizalla_models.rule import Vehicles
from mizalla_models.scenario import Scenario
from mizalla_models.vehicle import Vehicle

FIRST_TRIP = 7 * 60.0
"""When the first trips leave, minutes after midnight."""
RELOADING = 30.0
"""Minutes from coming home to leaving again."""
STOPPING = 15.0
"""Minutes that a stop takes, whatever is handed over."""
HANDING_OVER = 2 / 60
"""Minutes that a parcel takes on top."""
ROUNDING = 1e-6
"""Share of a parcel by which floating-point sums may miss a whole one."""

Drops = dict[str, dict[str, int]]
"""Whole parcels by point and parcel."""


@dataclass(frozen=True)
class _Stop:
    """A point as a fleet's trips see it."""

    point: str
    place: Place
    km: float
    minutes: float
    """One way from the base, as the lane has it."""


def trips(
    scenario: Scenario, shipments: Sequence[Shipment], fleets: Mapping[str, Vehicles]
) -> tuple[TripStop, ...]:
    """Load the trucks of every fleet and day.

    Parameters
    ----------
    scenario
        Places, parcels, vehicle types and the circuity of roads.
    shipments
        Deliveries, in any order; those on contract have no trips.
    fleets
        The ``Vehicles`` rule of each fleet that carries one of them, by fleet id.

    Returns
    -------
    tuple of TripStop
        By day, fleet, truck, trip, stop and parcel. A stop where several parcels are handed over
        has a row for each, all with its times; its km stand in the first. Times count on after
        midnight: ``25:10`` is ten past one of the next day.

    Notes
    -----
    The lane's own km and minutes count from the base to the first stop and from the last one home;
    between stops km = great circle × circuity, at the vehicle's own speed.
    """
    by_fleet: dict[tuple[date, str], list[Shipment]] = defaultdict(list)
    for shipment in shipments:
        if shipment.fleet in fleets:
            by_fleet[shipment.day, shipment.fleet].append(shipment)
    parcels = {parcel.id: parcel for parcel in scenario.parcels}
    places: dict[str, Place] = {point.id: point for point in scenario.points}
    bases: dict[str, Place] = {warehouse.id: warehouse for warehouse in scenario.warehouses}
    vehicles = {vehicle.id: vehicle for vehicle in scenario.vehicles}
    found: list[TripStop] = []
    for (day, name), carried in sorted(by_fleet.items()):
        fleet = fleets[name]
        stops = {
            row.destination: _Stop(row.destination, places[row.destination], row.km, row.minutes)
            for row in carried
        }
        vehicle, base = vehicles[fleet.vehicle], bases[fleet.warehouse]
        loads = _loads(_swept(stops.values(), base), _drops(carried), parcels, vehicle)
        routes = [(load, _ordered([stops[key] for key in load], base)) for load in loads]
        found += _driven(day, fleet, vehicle, routes, scenario.campaign.road.circuity)
    return tuple(found)


def _drops(shipments: Iterable[Shipment]) -> Drops:
    drops: Drops = defaultdict(lambda: defaultdict(int))
    for row in shipments:
        drops[row.destination][row.parcel] += row.quantity
    return drops


def _swept(stops: Iterable[_Stop], base: Place) -> list[_Stop]:
    """Stops by their angle around the base, the nearer first."""
    narrow = math.cos(math.radians(base.lat))

    def angle(stop: _Stop) -> tuple[float, float, str]:
        east, north = (stop.place.lon - base.lon) * narrow, stop.place.lat - base.lat
        return math.atan2(north, east), math.hypot(east, north), stop.point

    return sorted(stops, key=angle)


def _loads(
    stops: Iterable[_Stop], drops: Drops, parcels: Mapping[str, Parcel], vehicle: Vehicle
) -> Iterator[Drops]:
    """Fill one truck after the other; what does not fit goes on with the next."""
    load: Drops = {}
    kg, m3 = vehicle.payload_kg, vehicle.volume_m3
    for stop in stops:
        for key, quantity in sorted(drops[stop.point].items()):
            parcel, left = parcels[key], quantity
            while left:
                room = min(kg / parcel.weight_kg, m3 / parcel.volume_m3)
                # An empty truck takes one even where none fits: then a trip is all but impossible,
                # and verification says so.
                now = min(left, max(math.floor(room + ROUNDING), 0 if load else 1))
                if now:
                    load.setdefault(stop.point, {})[key] = now
                    kg, m3 = kg - now * parcel.weight_kg, m3 - now * parcel.volume_m3
                left -= now
                if left:
                    yield load
                    load, kg, m3 = {}, vehicle.payload_kg, vehicle.volume_m3
    if load:
        yield load


def _ordered(stops: Sequence[_Stop], base: Place) -> list[_Stop]:
    """Stops by nearest neighbour, from the base."""
    stops = sorted(stops, key=lambda stop: stop.point)
    if len(stops) < 2:
        return stops
    places = np.array([_on_sphere(stop.place) for stop in stops])
    here, order = np.array(_on_sphere(base)), []
    for _ in stops:
        # On the unit sphere the shortest chord is the shortest great circle.
        chords = ((places - here) ** 2).sum(axis=1)
        nearest = int(chords.argmin())
        order.append(stops[nearest])
        here = places[nearest].copy()
        places[nearest] = np.inf
    return order


def _driven(
    day: date,
    fleet: Vehicles,
    vehicle: Vehicle,
    routes: Iterable[tuple[Drops, Sequence[_Stop]]],
    circuity: float,
) -> list[TripStop]:
    """Give each load to the truck that is back first, and write down its trip."""
    free = [FIRST_TRIP] * max(fleet.count, 1)
    driven: list[list[TripStop]] = [[] for _ in free]
    count = [0] * len(free)
    width = len(str(len(free)))
    for load, route in routes:
        truck = min(range(len(free)), key=free.__getitem__)
        count[truck] += 1
        name = f"{day}/{fleet.fleet}/{truck + 1:0{width}}.{count[truck]:02}"
        now, legs = free[truck], _legs(route, vehicle, circuity)
        for number, (stop, (km, minutes)) in enumerate(zip(route, legs, strict=True), start=1):
            arrive = now + minutes
            drops = sorted(load[stop.point].items())
            now = arrive + STOPPING + HANDING_OVER * sum(quantity for _, quantity in drops)
            home = stop.km if number == len(route) else 0.0
            driven[truck] += [
                TripStop(
                    day=day,
                    fleet=fleet.fleet,
                    vehicle=vehicle.id,
                    trip=name,
                    stop=number,
                    destination=stop.point,
                    parcel=parcel,
                    quantity=quantity,
                    arrive=_clock(arrive),
                    depart=_clock(now),
                    km=0.0 if place else km + home,
                )
                for place, (parcel, quantity) in enumerate(drops)
            ]
        free[truck] = now + route[-1].minutes + RELOADING
    return [row for rows in driven for row in rows]


def _legs(route: Sequence[_Stop], vehicle: Vehicle, circuity: float) -> list[tuple[float, float]]:
    """Driven to each stop from the one before, the first from the base: km and minutes."""
    lat = np.array([stop.place.lat for stop in route])
    lon = np.array([stop.place.lon for stop in route])
    between = circuity * great_circle_km(lat[:-1], lon[:-1], lat[1:], lon[1:])
    first = (route[0].km, route[0].minutes)
    return [first, *((km, km / vehicle.speed_kmh * 60) for km in between.tolist())]


def _clock(minutes: float) -> str:
    """Write minutes after midnight as ``HH:MM``, whole minutes that have passed."""
    hours, rest = divmod(int(minutes + ROUNDING), 60)
    return f"{hours:02}:{rest:02}"


def _on_sphere(place: Place) -> tuple[float, float, float]:
    lat, lon = math.radians(place.lat), math.radians(place.lon)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)
