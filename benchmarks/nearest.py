"""An allocation without a solver, for measuring what comes after it.

Each point's share of its village's needs comes from the nearest base whose trucks have time left,
on one of the days in turn, in parts of a fleet's day. It is none that Mizalla would make, but its
base-days are of the same number and size.
"""

from collections import defaultdict

import numpy as np

from mizalla.travel import travel
from mizalla_models.plan import Shipment
from mizalla_models.rule import Need, Vehicles
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

REACH = 6
"""Nearest bases that a point is tried at."""
MOST = 300
"""Parcels that a point gets in a day, at most."""


def nearest_allocation(scenario: Scenario, rules: Rules, filled: float) -> list[Shipment]:
    """Allocate by distance.

    Parameters
    ----------
    scenario, rules
        Needs, points, fleets and roads.
    filled
        Share of each fleet's daily hours that is used, by the estimate of truck hours.
    """
    said = [provided.rule for provided in rules.provided]
    needs = [rule for rule in said if isinstance(rule, Need)]
    by_base: dict[str, list[Vehicles]] = defaultdict(list)
    for rule in said:
        if isinstance(rule, Vehicles) and rule.count:
            by_base[rule.warehouse].append(rule)
    ways = travel(scenario)
    bases = [number for number, row in enumerate(scenario.warehouses) if row.id in by_base]
    column = {point.id: number for number, point in enumerate(scenario.points)}
    km, road = (figures[0][bases][:, : len(column)] for figures in (ways.km, ways.minutes))
    order = np.argsort(km, axis=0)[:REACH]
    points_of: dict[str, list[str]] = defaultdict(list)
    for where in scenario.points:
        points_of[where.village].append(where.id)
    vehicles = {vehicle.id: vehicle for vehicle in scenario.vehicles}
    parcels = {parcel.id: parcel for parcel in scenario.parcels}
    closed = set(scenario.campaign.closed_weekdays)
    days = [day for day in scenario.campaign.days if f"{day:%A}".lower() not in closed]
    left: dict[tuple[str, int], float] = defaultdict(lambda: -1.0)
    turn: dict[str, int] = defaultdict(int)
    found = []
    for need in needs:
        parcel = parcels[need.parcel]
        mine = points_of[need.village]
        for rank, point in enumerate(mine):
            wanted = need.quantity // len(mine) + (rank < need.quantity % len(mine))
            for place in order[:, column[point]].tolist():
                base = scenario.warehouses[bases[place]]
                for fleet in by_base[base.id]:
                    truck = vehicles[fleet.vehicle]
                    far = float(km[place, column[point]])
                    away = 2 * max(float(road[place, column[point]]), far / truck.speed_kmh * 60)
                    holds = min(
                        truck.payload_kg / parcel.weight_kg, truck.volume_m3 / parcel.volume_m3
                    )
                    if not away <= 60 * fleet.hours_per_day:
                        continue
                    hours = max(away / 60 / holds, 1e-9)
                    for _ in days:
                        if not wanted:
                            break
                        number = turn[fleet.fleet] % len(days)
                        if left[fleet.fleet, number] < 0:
                            left[fleet.fleet, number] = fleet.count * fleet.hours_per_day * filled
                        part = min(wanted, MOST, int(left[fleet.fleet, number] / hours))
                        if part < min(wanted, holds / 4):
                            turn[fleet.fleet] += 1
                            continue
                        left[fleet.fleet, number] -= part * hours
                        wanted -= part
                        found.append(
                            Shipment(
                                day=days[number],
                                organisation=fleet.organisation,
                                fleet=fleet.fleet,
                                vehicle=truck.id,
                                origin=base.id,
                                lot="L",
                                supply="L",
                                parcel=parcel.id,
                                destination=point,
                                village=need.village,
                                quantity=part,
                                km=far,
                                minutes=away / 2,
                                truck_hours=hours * part,
                                cost=0.0,
                            )
                        )
                        if part == MOST:
                            turn[fleet.fleet] += 1
    return found
