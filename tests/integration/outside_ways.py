"""Ways as docs/explanation/model.md has them, worked out place by place."""

import heapq
import math
from collections import defaultdict
from datetime import date
from math import asin, cos, radians, sin, sqrt

from mizalla_models.place import Place
from mizalla_models.scenario import Scenario

Node = tuple[float, float]
Way = tuple[float, float]
"""One-way km and road minutes."""
NO_WAY: Way = (math.inf, math.inf)


def great_circle(one: Node, other: Node) -> float:
    """Haversine, km."""
    lat, lon = radians(other[0] - one[0]), radians(other[1] - one[1])
    across = sin(lat / 2) ** 2 + cos(radians(one[0])) * cos(radians(other[0])) * sin(lon / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(across))


class OutsideWays:
    """The way from any place to any other on any day."""

    def __init__(self, scenario: Scenario) -> None:
        self._road = scenario.campaign.road
        self._roads = scenario.roads
        self._nodes = sorted(
            {
                _rounded(*end)
                for road in scenario.roads
                for end in ((road.from_lat, road.from_lon), (road.to_lat, road.to_lon))
            }
        )
        self._found: dict[tuple[Node, date], dict[Node, Way]] = {}

    def straight(self, one: Place, other: Place) -> Way:
        """The way where there is no network."""
        km = great_circle(_at(one), _at(other)) * self._road.circuity
        return km, km / self._road.speed * 60 if self._road.speed else 0.0

    def way(self, one: Place, other: Place, day: date) -> Way:
        """The way on a day."""
        if not self._nodes:
            return self.straight(one, other)
        start, end = self._nearest(one), self._nearest(other)
        if start == end:
            return self.straight(one, other)
        if (start, day) not in self._found:
            self._found[start, day] = self._dijkstra(start, day)
        km, minutes = self._found[start, day].get(end, NO_WAY)
        joints = (great_circle(_at(one), start) + great_circle(_at(other), end)) * (
            self._road.circuity
        )
        slow = joints / self._road.speed * 60 if self._road.speed else 0.0
        return km + joints, minutes + slow

    def _nearest(self, place: Place) -> Node:
        return min(self._nodes, key=lambda node: (great_circle(_at(place), node), node))

    def _dijkstra(self, start: Node, day: date) -> dict[Node, Way]:
        ahead: dict[Node, list[tuple[Node, float, float, float]]] = defaultdict(list)
        for road in self._roads:
            closed = road.closed_from is not None or road.closed_until is not None
            begins, ends = road.closed_from or date.min, road.closed_until or date.max
            if closed and begins <= day <= ends:
                continue
            speed = self._road.speed
            taken = road.km / (speed or 60) * 60 if road.minutes is None else road.minutes
            counted = 0.0 if road.minutes is None and speed is None else taken
            one = _rounded(road.from_lat, road.from_lon)
            other = _rounded(road.to_lat, road.to_lon)
            weight = taken + road.km * 1e-6
            ahead[one].append((other, weight, road.km, counted))
            ahead[other].append((one, weight, road.km, counted))
        best: dict[Node, Way] = {}
        queue = [(0.0, start, 0.0, 0.0)]
        while queue:
            weight, node, km, minutes = heapq.heappop(queue)
            if node in best:
                continue
            best[node] = km, minutes
            for other, more, length, time in ahead[node]:
                if other not in best:
                    heapq.heappush(queue, (weight + more, other, km + length, minutes + time))
        return best


def _rounded(lat: float, lon: float) -> Node:
    return round(lat, 5), round(lon, 5)


def _at(place: Place) -> Node:
    return place.lat, place.lon
