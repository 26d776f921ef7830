"""Checks of fleets, contracted lanes and roads."""

from collections.abc import Mapping

import numpy as np

from mizalla.read.closest import Closest
from mizalla.read.frame import Frame
from mizalla.read.kinds import show
from mizalla.read.places import great_circle_km
from mizalla_models.campaign import Campaign

_ENDS = ("from_lat", "from_lon", "to_lat", "to_lon")
_SHORTER = 0.05


def check_fleets(frames: Mapping[str, Frame], campaign: Campaign | None) -> None:
    """Write down fleets that never work."""
    fleets, lanes = frames["fleets"], frames["lanes"]
    contracted = set(lanes["from"]) - {None}
    for index, (base, first, last) in enumerate(
        zip(fleets["warehouse"], fleets["from"], fleets["until"], strict=True)
    ):
        if first and last and last < first:
            problem = f"It works until {last}, before it starts ({first})."
            fleets.fault(index, "until", problem, "Write a day on or after from.")
        elif campaign is not None:
            span = f"the campaign ({campaign.starts} to {campaign.ends})"
            if first and first > campaign.ends:
                problem = f"It works from {first}, after {span}."
                fleets.fault(index, "from", problem, "Correct the day, or take the row out.")
            if last and last < campaign.starts:
                problem = f"It works until {last}, before {span}."
                fleets.fault(index, "until", problem, "Correct the day, or take the row out.")
        if base in contracted:
            problem = f"The fleet stands still: {lanes.file} names {show(base)} as an origin."
            mend = "Only contracted lanes leave such a warehouse."
            fleets.fault(index, "warehouse", problem, mend, "warning")


def check_lanes(frames: Mapping[str, Frame]) -> None:
    """Write down lanes to nowhere, to their own origin, or that can't be what they say."""
    lanes, points, villages = frames["lanes"], frames["points"], frames["villages"]
    warehouses = frames["warehouses"]
    places = points.ids | villages.ids | warehouses.ids
    can_judge = points.judges and villages.judges and warehouses.judges
    closest = Closest(places)
    serves = dict(zip(points["id"], points["village"], strict=True))
    count: dict[str, int] = {}
    for village in points["village"]:
        count[village] = count.get(village, 0) + 1
    for index, (origin, to, lead) in enumerate(
        zip(lanes["from"], lanes["to"], lanes["lead_days"], strict=True)
    ):
        if to is None:
            continue
        if to not in places:
            if can_judge:
                problem = f"There is no point, village or warehouse {show(to)}."
                otherwise = "Write the id of one, or add it to its file."
                lanes.fault(index, "to", problem, closest.mend(to, otherwise))
        elif to in villages.ids and to in points.ids and (serves[to] != to or count[to] > 1):
            problem = f"{show(to)} is both a village and a point that is not all of that village."
            lanes.fault(index, "to", problem, f"Give the point of {points.file} another id.")
        elif to == origin:
            lanes.fault(index, "to", f"The lane ends where it starts: {show(to)}.", "Correct one.")
        elif lead and to not in warehouses.ids:
            problem = f"{lead} lead days on a lane to {show(to)}, which is no warehouse."
            mend = "Leave the cell empty: a delivery is handed over on the day it leaves."
            lanes.fault(index, "lead_days", problem, mend)


def check_roads(frames: Mapping[str, Frame]) -> None:
    """Write down roads without two ends, closed the wrong way round, or shorter than can be."""
    roads = frames["roads"]
    if not roads.there or not roads.header.index:
        return
    by_node = roads.has("from") or roads.has("to")
    for column in ("from", "to") if by_node else _ENDS:
        if not roads.has(column):
            problem = f"The column {show(column)} is missing."
            mend = f"Give both ends: {', '.join(_ENDS)}, or from and to of road_nodes.csv."
            roads.heading_fault(column, problem, mend)
    if by_node and not frames["road_nodes"].there:
        problem = "The roads name nodes, but there is no road_nodes.csv."
        roads.heading_fault("from", problem, "Add it, with id, lat and lon.")
    for index, (first, last) in enumerate(
        zip(roads["closed_from"], roads["closed_until"], strict=True)
    ):
        if first and last and last < first:
            problem = f"It is closed until {last}, before it closes ({first})."
            roads.fault(index, "closed_until", problem, "Write a day on or after closed_from.")
    ends = road_ends(frames)
    for column in ("from", "to") if by_node else _ENDS:
        if roads.has(column):
            for index, value in enumerate(roads[column]):
                if value is None and roads.is_blank(index, column):
                    problem = f"The cell is empty, and {show(column)} must be given."
                    roads.fault(index, column, problem, "Fill it: a road has two ends.")
    _check_lengths(roads, ends)


def road_ends(frames: Mapping[str, Frame]) -> list[list[float | None]]:
    """Latitude and longitude of both ends of each road, from positions or nodes."""
    roads, nodes = frames["roads"], frames["road_nodes"]
    if not roads.has("from"):
        return [roads[column] for column in _ENDS]
    where = dict(zip(nodes["id"], zip(nodes["lat"], nodes["lon"], strict=True), strict=True))
    nowhere = (None, None)
    starts = [where.get(node, nowhere) for node in roads["from"]]
    ends = [where.get(node, nowhere) for node in roads["to"]]
    return [
        [lat for lat, _ in starts],
        [lon for _, lon in starts],
        [lat for lat, _ in ends],
        [lon for _, lon in ends],
    ]


def _check_lengths(roads: Frame, ends: list[list[float | None]]) -> None:
    if not len(roads):
        return
    positions = np.array(ends, dtype=np.float64)
    direct = great_circle_km(*positions)
    km = np.array(roads["km"], dtype=np.float64)
    with np.errstate(invalid="ignore"):
        short = np.flatnonzero(km < direct * (1 - _SHORTER) - 0.01)
    for index in short.tolist():
        problem = f"{km[index]:g} km is less than the {direct[index]:.3g} km between its ends."
        roads.fault(index, "km", problem, "Check the length, in km.", "warning")
