"""Closed roads: every piece of road that comes near a position."""

import math

from mizalla.overlay.misfit import Misfit
from mizalla_models.overlay import RoadChange
from mizalla_models.road import Road
from mizalla_models.scenario import Scenario

KM_PER_DEGREE = 111.195
"""Length of a degree of latitude on a sphere of 6371.0088 km, km."""


def close_roads(scenario: Scenario, change: RoadChange) -> tuple[Scenario, list[Misfit]]:
    """Close the pieces of road of which some part lies within some km of a position."""
    if not scenario.roads:
        problem = "The scenario has no roads.csv, so there is no road to close."
        return scenario, [Misfit("road", problem, "Forbid the lanes instead.")]
    near = [_distance(road, change) <= change.within_km for road in scenario.roads]
    if not any(near):
        closest = min(_distance(road, change) for road in scenario.roads)
        problem = (
            f"No road lies within {change.within_km:g} km; the nearest is {closest:.1f} km off."
        )
        return scenario, [Misfit("within_km", problem, "Correct lat and lon, or look further.")]
    first = change.closed_from or scenario.campaign.starts
    last = change.closed_until or scenario.campaign.ends
    if last < first:
        problem = f"closed_until ({last}) lies before closed_from ({first})."
        return scenario, [Misfit("closed_until", problem, "Write a later day.")]
    roads = tuple(
        _closed(road, scenario, change) if shut else road
        for road, shut in zip(scenario.roads, near, strict=True)
    )
    return scenario.model_copy(update={"roads": roads}), []


def _closed(road: Road, scenario: Scenario, change: RoadChange) -> Road:
    starts, ends = scenario.campaign.starts, scenario.campaign.ends
    first, last = change.closed_from or starts, change.closed_until or ends
    if road.closed_from is not None or road.closed_until is not None:
        # A road has one time of being closed; two become the time from the first to the last.
        first = min(first, road.closed_from or starts)
        last = max(last, road.closed_until or ends)
    return road.model_copy(update={"closed_from": first, "closed_until": last})


def _distance(road: Road, change: RoadChange) -> float:
    """Distance of a position from a piece of road, on a plane that touches there, km."""
    wide = math.cos(math.radians(change.lat))
    start = ((road.from_lon - change.lon) * wide, road.from_lat - change.lat)
    end = ((road.to_lon - change.lon) * wide, road.to_lat - change.lat)
    along = (end[0] - start[0], end[1] - start[1])
    length = along[0] ** 2 + along[1] ** 2
    share = 0.0 if length == 0 else -(start[0] * along[0] + start[1] * along[1]) / length
    share = min(max(share, 0.0), 1.0)
    return KM_PER_DEGREE * math.hypot(start[0] + share * along[0], start[1] + share * along[1])
