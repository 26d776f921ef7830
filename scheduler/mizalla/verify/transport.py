"""What transport by a fleet or a contract takes, and why a fleet can't serve a lane."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from mizalla.verify.facts import CONTRACT, Facts
from mizalla.verify.findings import slack
from mizalla.verify.movement import Dims, Movement
from mizalla.verify.roads import Way
from mizalla_models.lane import ContractedLane
from mizalla_models.place import Point


def by_fleet(facts: Facts, move: Movement, way: Way, back: Way) -> Movement:
    """A delivery by its fleet: every parcel counts with its share of a full truck there and back.

    Parameters
    ----------
    move
        The delivery, without figures.
    way, back
        km and road minutes there, and back, on roads that its truck may use.
    """
    fleet = facts.fleets[move.dims["fleet"]]
    vehicle = facts.vehicles[fleet.vehicle]
    if math.inf in (*way, *back):
        return replace(move, km=math.inf, minutes=math.inf)
    km = way[0]
    minutes, home = (max(road, far / vehicle.speed_kmh * 60) for far, road in (way, back))
    loads = move.quantity / facts.holds_truck(vehicle, move.parcel)
    hours, truck_km = (minutes + home) / 60 * loads, (km + back[0]) * loads
    days = hours / fleet.hours_per_day
    return Movement(
        move.dims,
        move.parcel,
        move.quantity,
        km=km,
        minutes=minutes,
        away=minutes + home,
        truck_hours=hours,
        truck_km=truck_km,
        transport=truck_km * vehicle.cost_per_km + days * vehicle.cost_per_day,
    )


def by_contract(move: Movement, way: Way, lane: ContractedLane) -> Movement:
    """A delivery or transfer by contract: the row's own km and minutes, else those of the way."""
    return replace(
        move,
        km=way[0] if lane.km is None else lane.km,
        minutes=way[1] if lane.minutes is None else lane.minutes,
        transport=move.quantity * (lane.cost_per_parcel + lane.cost_per_kg * move.parcel.weight_kg),
    )


def why_no_fleet(facts: Facts, move: Movement, point: Point, day: date) -> Iterator[str]:
    """Every reason for which a delivery's fleet has no lane to the point on that day."""
    fleet, origin = facts.fleets[move.dims["fleet"]], move.dims["origin"]
    if fleet.warehouse != origin:
        yield f"{fleet.fleet} is based at {fleet.warehouse}, not at {origin}"
    if origin in facts.contracted and "contracts" not in facts.switched_off:
        yield f"lanes.csv names {origin}, so it is left by contract only"
    if (fleet.from_day and day < fleet.from_day) or (fleet.until and day > fleet.until):
        yield f"{fleet.fleet} works from {fleet.from_day} to {fleet.until}"
    shift = 60 * fleet.hours_per_day
    if move.away > shift + slack(shift):
        yield f"there and back takes {move.away:.6g} minutes, a shift is {shift:.6g}"
    if point.largest_vehicle is not None and "points" not in facts.switched_off:
        payload = facts.vehicles[fleet.vehicle].payload_kg
        largest = facts.vehicles[point.largest_vehicle].payload_kg
        if payload > largest:
            yield f"its truck carries {payload:.6g} kg, at most {largest:.6g} kg gets there"


def why_not_own(facts: Facts, dims: Dims) -> Iterator[str]:
    """Every reason for which ``sharing: own`` keeps a movement from happening."""
    if facts.scenario.campaign.sharing != "own":
        return
    if dims["owner"] != dims["organisation"]:
        yield f"{dims['organisation']} carries what {dims['owner']} owns, and sharing is own"
    if dims["movement"] == "transfer":
        end = facts.warehouses[dims["destination"]].organisation
        if dims["fleet"] == CONTRACT and end != dims["organisation"]:
            yield f"it goes from {dims['organisation']} to {end}, and sharing is own"
