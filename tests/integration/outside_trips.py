"""Trips as docs/explanation/trips.md has them, checked from the files of a scenario and an export.

It reads tables with nothing but the standard library and shares no code with the planner.
"""

import csv
import heapq
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

Row = dict[str, str]
Node = tuple[float, float]
CIRCUITY, MARGIN = 1.3, 1e-3


@dataclass(frozen=True)
class Bounds:
    """What the campaign says of trucks; minutes, after midnight where they are moments."""

    leaves: float
    home: float
    longest: float
    stop: float
    per_parcel: float
    reload: float
    trips: int
    road_speed: float
    speeds: Mapping[str, float]
    bans: Mapping[str, Sequence[str]]
    rest: tuple[float, float, float] | None = None
    """First and last begin of a break, and how long it lasts."""


def table(path: Path) -> list[Row]:
    """Rows of a file; none where it is missing."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if not next(iter(row.values())).startswith("#")]


def clock(text: str) -> float:
    """Minutes after midnight."""
    hours, minutes = text.split(":")[:2]
    return 60 * int(hours) + int(minutes)


def straight(one: Node, other: Node) -> float:
    """Great-circle km."""
    lat, lon = math.radians(other[0] - one[0]), math.radians(other[1] - one[1])
    across = math.cos(math.radians(one[0])) * math.cos(math.radians(other[0]))
    half = math.sin(lat / 2) ** 2 + across * math.sin(lon / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


class Checker:
    """Looks for what is wrong with ``trips.csv``, ``shipments.csv`` and ``short.csv``."""

    def __init__(self, scenario: Path, bounds: Bounds) -> None:
        self._bounds = bounds
        rows = {name: table(scenario / f"{name}.csv") for name in ("vehicles", "fleets", "points")}
        self._vehicles = {row["id"]: row for row in rows["vehicles"]}
        self._fleets = {row["id"]: row for row in rows["fleets"]}
        self._points = {row["id"]: row for row in rows["points"]}
        self._parcels = {row["id"]: row for row in table(scenario / "parcels.csv")}
        self._places = {
            row["id"]: (float(row["lat"]), float(row["lon"]))
            for row in (*rows["points"], *table(scenario / "warehouses.csv"))
        }
        self._roads = table(scenario / "roads.csv")
        ends = ("from_lat", "from_lon"), ("to_lat", "to_lon")
        self._nodes = sorted(
            {(float(row[lat]), float(row[lon])) for row in self._roads for lat, lon in ends}
        )
        self.wrong: list[str] = []

    def check(self, export: Path) -> list[str]:
        """List what is wrong."""
        stops = table(export / "trips.csv")
        self._once(stops, table(export / "shipments.csv"), table(export / "short.csv"))
        trucks: dict[tuple[str, str, str], list[list[Row]]] = defaultdict(list)
        order = sorted(stops, key=lambda row: (row["trip"], int(row["stop"])))
        for _, trip in groupby(order, key=lambda row: row["trip"]):
            own = list(trip)
            trucks[own[0]["day"], own[0]["fleet"], own[0]["truck"]].append(own)
        for (day, fleet, truck), trips in trucks.items():
            if not 1 <= int(truck) <= int(self._fleets[fleet]["count"]):
                self.wrong.append(f"{fleet} has no truck {truck}")
            self._day(day, fleet, sorted(trips, key=lambda own: clock(own[0]["leaves"])))
        return self.wrong

    def _once(self, stops: list[Row], shipments: list[Row], short: list[Row]) -> None:
        left: dict[tuple[str, ...], int] = defaultdict(int)
        for rows, sign in ((shipments, 1), (stops, -1), (short, -1)):
            for row in rows:
                if row["fleet"] in self._fleets:
                    key = row["day"], row["fleet"], row["destination"], row["parcel"]
                    left[key] += sign * int(row["quantity"])
        self.wrong += [f"{key}: {missing} not once" for key, missing in left.items() if missing]
        self.wrong += [f"{row['destination']}: no reason" for row in short if not row["reason"]]

    def _day(self, day: str, fleet: str, trips: list[list[Row]]) -> None:
        bounds, name = self._bounds, f"{fleet} on {day}"
        free = bounds.leaves
        for number, own in enumerate(trips):
            leaves, returns = clock(own[0]["leaves"]), clock(own[0]["returns"])
            if leaves < free:
                self.wrong.append(f"{name} leaves at {leaves} before {free}")
            free = returns + bounds.reload
            self._trip(day, fleet, own, f"{name}, trip {number + 1}")
        begins, ends = clock(trips[0][0]["leaves"]), clock(trips[-1][0]["returns"])
        if ends > bounds.home or ends - begins > bounds.longest + MARGIN:
            self.wrong.append(f"{name} is away from {begins} to {ends}")
        if len(trips) > bounds.trips:
            self.wrong.append(f"{name} makes {len(trips)} trips")
        if bounds.rest is None:
            return
        first, last, length = bounds.rest
        taken = [
            self._pause(text) for own in trips for row in own for text in row["pauses"].split()
        ]
        rests = [rest for rest in set(taken) if rest[1] - rest[0] >= length]
        if begins <= last < ends and not any(first <= begin <= last for begin, _ in rests):
            self.wrong.append(f"{name} has no break from {begins} to {ends}")

    @staticmethod
    def _pause(text: str) -> tuple[float, float]:
        begin, end = text.split("-")
        return clock(begin), clock(end)

    def _trip(self, day: str, fleet: str, own: list[Row], name: str) -> None:
        truck = self._vehicles[self._fleets[fleet]["vehicle"]]
        base = self._fleets[fleet]["warehouse"]
        kg = sum(
            int(row["quantity"]) * float(self._parcels[row["parcel"]]["weight_kg"]) for row in own
        )
        m3 = sum(
            int(row["quantity"]) * float(self._parcels[row["parcel"]]["volume_m3"]) for row in own
        )
        if kg > float(truck["payload_kg"]) + MARGIN or m3 > float(truck["volume_m3"]) + MARGIN:
            self.wrong.append(f"{name} carries {kg} kg, {m3} m3")
        here, left, spent = base, clock(own[0]["leaves"]), 0.0
        stops = [list(rows) for _, rows in groupby(own, key=lambda row: row["stop"])]
        for number, rows in enumerate(stops, start=1):
            there = rows[0]["destination"]
            point = self._points[there]
            arrive, depart = clock(rows[0]["arrive"]), clock(rows[0]["depart"])
            rests = sum(end - begin for begin, end in map(self._pause, rows[0]["pauses"].split()))
            km, minutes = self._way(here, there, day, truck)
            last = number == len(stops)
            # Breaks of the way home stand with the last stop: they are counted on that way.
            if arrive < left + minutes + (0 if last else rests) - MARGIN:
                self.wrong.append(f"{name} is at {there} at {arrive}: {left} + {minutes}")
            parcels = sum(int(row["quantity"]) for row in rows)
            if depart - arrive < self._bounds.stop + self._bounds.per_parcel * parcels - MARGIN:
                self.wrong.append(f"{name} stays from {arrive} to {depart} for {parcels}")
            if point.get("opens") and arrive < clock(point["opens"]):
                self.wrong.append(f"{name} is at {there} before it opens")
            if point.get("closes") and depart > clock(point["closes"]):
                self.wrong.append(f"{name} is at {there} after it closes")
            largest = point.get("largest_vehicle")
            if largest and float(truck["payload_kg"]) > float(
                self._vehicles[largest]["payload_kg"]
            ):
                self.wrong.append(f"{name} is too large for {there}")
            spent += km
            here, left = there, depart
        km, minutes = self._way(here, base, day, truck)
        if clock(own[0]["returns"]) < left + minutes - MARGIN:
            self.wrong.append(f"{name} is home at {own[0]['returns']}: {left} + {minutes}")
        told = sum(float(row["km"]) for row in own)
        if not math.isclose(told, spent + km, rel_tol=1e-3, abs_tol=0.05):
            self.wrong.append(f"{name} drives {told} km, not {spent + km}")

    def _way(self, one: str, other: str, day: str, truck: Row) -> tuple[float, float]:
        """Km and minutes of a truck on a day."""
        km, road = self._road(self._places[one], self._places[other], day, truck["id"])
        return km, max(road, km / float(truck["speed_kmh"]) * 60)

    def _road(self, one: Node, other: Node, day: str, truck: str) -> tuple[float, float]:
        if one == other:
            return 0.0, 0.0
        ends = (
            [
                min(self._nodes, key=lambda node: (straight(place, node), node))
                for place in (one, other)
            ]
            if self._nodes
            else [one, one]
        )
        if ends[0] == ends[1]:
            km = CIRCUITY * straight(one, other)
            return km, km / self._bounds.road_speed * 60
        joint = CIRCUITY * (straight(one, ends[0]) + straight(other, ends[1]))
        km, minutes = self._shortest(ends[0], day, truck).get(ends[1], (math.inf, math.inf))
        return km + joint, minutes + joint / self._bounds.road_speed * 60

    def _shortest(self, start: Node, day: str, truck: str) -> dict[Node, tuple[float, float]]:
        ahead: dict[Node, list[tuple[Node, float, float]]] = defaultdict(list)
        for row in self._roads:
            begins, ends = row.get("closed_from") or "", row.get("closed_until") or ""
            if (begins or ends) and begins <= day and (not ends or day <= ends):
                continue
            if truck in self._bounds.bans.get(row["road_class"], ()):
                continue
            speed = self._bounds.speeds.get(row["road_class"], self._bounds.road_speed)
            time = float(row["minutes"]) if row.get("minutes") else float(row["km"]) / speed * 60
            one = float(row["from_lat"]), float(row["from_lon"])
            other = float(row["to_lat"]), float(row["to_lon"])
            ahead[one].append((other, float(row["km"]), time))
            if row.get("one_way") != "yes":
                ahead[other].append((one, float(row["km"]), time))
        best: dict[Node, tuple[float, float]] = {}
        queue: list[Any] = [(0.0, 0.0, start)]
        while queue:
            time, km, node = heapq.heappop(queue)
            if node in best:
                continue
            best[node] = km, time
            for other, more, longer in ahead[node]:
                if other not in best:
                    heapq.heappush(queue, (time + longer, km + more, other))
        return best
