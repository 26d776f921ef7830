"""Trucks: types, and as many at each depot as its villages take."""

from collections.abc import Sequence
from datetime import date
from math import ceil

import numpy as np
from numpy.typing import NDArray

from mizalla.generate.draw import Draw
from mizalla.generate.flow import Flow, working_days
from mizalla.generate.geo import coordinates, distances
from mizalla.generate.recipe import Recipe
from mizalla.generate.ways import CIRCUITY
from mizalla_models.organisation import Organisation
from mizalla_models.place import Village
from mizalla_models.rule import Need
from mizalla_models.vehicle import Fleet, Vehicle

LIGHT = Vehicle(
    id="light", payload_kg=3500, volume_m3=18, speed_kmh=60, cost_per_km=9, cost_per_day=1800
)
MIDDLE = Vehicle(
    id="middle", payload_kg=5000, volume_m3=26, speed_kmh=55, cost_per_km=12, cost_per_day=2400
)
HEAVY = Vehicle(
    id="heavy", payload_kg=8000, volume_m3=40, speed_kmh=50, cost_per_km=16, cost_per_day=3400
)
VEHICLES = (HEAVY, LIGHT, MIDDLE)
FEWEST_HOURS = 1.5
FURTHER = 1.1
MOST_HOURS = 14.0
SECOND_FLEET = 0.3


def fleets(
    recipe: Recipe,
    flows: Sequence[Flow],
    villages: Sequence[Village],
    needs: Sequence[Need],
    minutes: NDArray[np.float64],
    members: Sequence[Organisation],
) -> tuple[Fleet, ...]:
    """Fleets at every depot, by id: its owner's, and at some also another member's.

    The truck hours are those that handing out the stock evenly takes (2 × minutes ÷ 60 ÷ capacity
    for a parcel, as in docs/explanation/model.md), times the depot's slack. Hours are those at the
    wheel: loading and handing over take the rest of the day. Depots that are short have their
    trucks for some of the days.

    Parameters
    ----------
    minutes
        One-way minutes of shape (flows, villages).
    """
    draw = Draw(recipe.seed, "fleets")
    km = distances(coordinates([flow.site for flow in flows]), coordinates(villages)) * CIRCUITY
    due = np.zeros((len(recipe.parcels), len(villages)))
    kind_of = {kind.parcel.id: place for place, kind in enumerate(recipe.parcels)}
    village_of = {village.pcode: place for place, village in enumerate(villages)}
    for need in needs:
        due[kind_of[need.parcel], village_of[need.village]] = need.quantity * recipe.stock_share
    result = []
    for place, flow in enumerate(flows):
        if not flow.site.serves or not flow.villages:
            continue
        mine = np.array(flow.villages)
        # Light trucks get everywhere: some points take no others.
        both = [(LIGHT, 1.0)]
        if draw.chance(SECOND_FLEET):
            both = [(LIGHT, 0.6), (draw.pick((HEAVY, MIDDLE)), 0.4)]
        guests = _around(recipe, flows, flow, members)
        for letter, (vehicle, part) in zip("AB", both, strict=False):
            one_way = np.maximum(minutes[place, mine], km[place, mine] / vehicle.speed_kmh * 60)
            hours = part * flow.truck_slack * _hours(recipe, vehicle, due[:, mine], one_way)
            count, per_day, work = _crew(hours, working_days(recipe), float(one_way.max()))
            lent = _lent(draw, recipe, work) if flow.truck_slack < 1 else (None, None)
            owner = flow.site.organisation if letter == "A" else draw.pick(guests).id
            result.append(
                Fleet(
                    id=f"{flow.site.id}-{letter}",
                    organisation=owner,
                    warehouse=flow.site.id,
                    vehicle=vehicle.id,
                    count=count,
                    hours_per_day=per_day,
                    from_day=lent[0],
                    until=lent[1],
                )
            )
    return tuple(sorted(result, key=lambda fleet: fleet.id))


def _around(
    recipe: Recipe, flows: Sequence[Flow], flow: Flow, members: Sequence[Organisation]
) -> Sequence[Organisation]:
    """Members whose trucks may be based at a depot; with regions, those of its governorate."""
    if not recipe.regions:
        return members
    there = {
        other.site.organisation
        for other in flows
        if other.site.governorate == flow.site.governorate
    }
    return [member for member in members if member.id in there]


def _hours(
    recipe: Recipe, vehicle: Vehicle, due: NDArray[np.float64], one_way: NDArray[np.float64]
) -> float:
    """Truck hours that all of ``due`` (kinds, villages) takes."""
    total = 0.0
    for kind, parcels in zip(recipe.parcels, due, strict=True):
        capacity = min(
            vehicle.payload_kg / kind.parcel.weight_kg, vehicle.volume_m3 / kind.parcel.volume_m3
        )
        total += float((parcels * 2 * one_way / 60 / capacity).sum())
    return total


def _crew(hours: float, days: int, furthest: float) -> tuple[int, float, int]:
    """Trucks, hours of each a day, and days of work: together about ``hours``.

    A truck has time to go the furthest way (minutes) there and back, and little more.
    """
    least = max(FEWEST_HOURS, 2 * furthest / 60 * FURTHER)
    each = min(MOST_HOURS, ceil(least * 4) / 4)
    count = max(1, round(hours / days / each))
    return count, each, min(days, ceil(hours / count / each))


def _lent(draw: Draw, recipe: Recipe, work: int) -> tuple[date | None, date | None]:
    """The days on which trucks that are short are there, where they aren't needed on all."""
    last = len(recipe.days) - 1
    length = ceil(work * len(recipe.days) / working_days(recipe))
    if length > last:
        return None, None
    first = draw.whole(0, last - length + 1)
    return recipe.days[first], recipe.days[first + length - 1]
