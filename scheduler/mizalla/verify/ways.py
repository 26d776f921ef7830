"""Shortest ways: km and road minutes between a warehouse and a place, on a day."""

import math
from datetime import date
from itertools import chain

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from mizalla.verify.earth import great_circle
from mizalla.verify.facts import Facts
from mizalla.verify.nearest import Nearest
from mizalla_models.place import Place
from mizalla_models.road import Road

Node = tuple[float, float]
Way = tuple[float, float]
Answers = tuple[NDArray[np.float64], NDArray[np.float64]]

SPEED_WITHOUT_ANY = 60.0
"""km/h by which ways are chosen where neither a road nor the campaign states a speed."""
MINUTES_PER_KM = 1e-6
"""What a km adds to the time by which ways are chosen: the shorter of two equally quick ones is
taken, although sums of floating-point minutes are seldom quite equal."""


class Ways:
    """One-way km and road minutes, worked out once for each pair of places and state of the roads.

    Parameters
    ----------
    facts
        Scenario and rules.
    answers
        km and road minutes that plugins know, arrays of shape (warehouses by id, points by id then
        warehouses by id); nan where they say nothing, inf where there is no way.
    """

    def __init__(self, facts: Facts, answers: Answers | None) -> None:
        self._facts = facts
        self._answers = answers
        self._settings = facts.scenario.campaign.road
        self._roads = facts.scenario.roads
        places = chain(facts.points, ("warehouse " + key for key in facts.warehouses))
        self._column = {key: column for column, key in enumerate(places)}
        self._row = {key: row for row, key in enumerate(facts.warehouses)}
        self._ways: dict[tuple[str, str, frozenset[int]], Way] = {}
        self._states = {day: self._closed(day) for day in facts.days}
        self._networks: dict[tuple[frozenset[int], str], nx.DiGraph[Node]] = {}
        self._trees: dict[tuple[frozenset[int], str, Node], dict[Node, Way]] = {}
        self._barred = {key for keys in self._settings.bans.values() for key in keys}
        self._one_way = any(road.one_way for road in self._roads)
        self._of_trucks: dict[tuple[str, str, frozenset[int], str], tuple[Way, Way]] = {}
        self._joints: dict[Node, tuple[Node, float]] = {}
        self._nearest = Nearest(chain.from_iterable(map(_ends, self._roads)))

    @property
    def has_roads(self) -> bool:
        """Whether ways follow a network."""
        return bool(self._roads)

    def states(self) -> dict[date, frozenset[int]]:
        """Roads that are closed, by day."""
        return self._states

    def joint(self, place: Place) -> tuple[Node, float]:
        """Node of the network that a place is joined to, and how far it is, km."""
        return self._joint(place)

    def apart(self, vehicle: str, *, home: bool) -> tuple[str, bool]:
        """Type of truck and direction, as far as they make a difference."""
        return vehicle if vehicle in self._barred else "", home and self._one_way

    def tree(
        self, start: Node, closed: frozenset[int], vehicle: str = "", *, home: bool = False
    ) -> dict[Node, Way]:
        """Km and minutes of the ways from a node to every other, or home to it from every other.

        Parameters
        ----------
        closed
            Roads that are closed.
        vehicle
            Type of truck, which may be barred from some roads; empty: barred nowhere.
        home
            Whether ways lead to the node: another matter only where roads are one-way.
        """
        own = vehicle if vehicle in self._barred else ""
        if home and self._one_way:
            return self._tree(start, closed, own, home=True)
        if (closed, own, start) not in self._trees:
            self._trees[closed, own, start] = self._tree(start, closed, own)
        return self._trees[closed, own, start]

    def to_point(self, origin: str, point: str, day: date) -> Way:
        """One-way km and road minutes to a distribution point; inf where there is no way."""
        return self._way(origin, point, self._facts.points[point], day)

    def to_warehouse(self, origin: str, warehouse: str, day: date) -> Way:
        """One-way km and road minutes to a warehouse; inf where there is no way."""
        return self._way(origin, "warehouse " + warehouse, self._facts.warehouses[warehouse], day)

    def of_truck(self, origin: str, point: str, day: date, vehicle: str) -> tuple[Way, Way]:
        """Km and road minutes there, and back, on roads that a type of truck may use."""
        if not self._one_way and vehicle not in self._barred:
            way = self.to_point(origin, point, day)
            return way, way
        key = origin, point, self._states[day], vehicle
        if key not in self._of_trucks:
            there = self.between(origin, "", point, day, vehicle)
            back = self.between(origin, point, "", day, vehicle) if self._one_way else there
            self._of_trucks[key] = there, back
        return self._of_trucks[key]

    def contracted(self, origin: Place, place: Place, way: Way) -> Way:
        """The way, or where there is none that without a network: a contract needs no road."""
        return self._straight(origin, place) if math.isinf(way[0]) else way

    def _way(self, origin: str, key: str, place: Place, day: date) -> Way:
        state = self._states[day]
        way = self._ways.get((origin, key, state))
        if way is None:
            way = self._ways[origin, key, state] = self._answered(origin, key, place, state)
        return way

    def _answered(self, origin: str, key: str, place: Place, state: frozenset[int]) -> Way:
        km, minutes = self._reckoned(self._facts.warehouses[origin], place, state)
        if self._answers is not None:
            at = self._row[origin], self._column[key]
            known_km, known_minutes = (float(answer[at]) for answer in self._answers)
            km = km if math.isnan(known_km) else known_km
            minutes = minutes if math.isnan(known_minutes) else known_minutes
        return (math.inf, math.inf) if math.isinf(km) or math.isinf(minutes) else (km, minutes)

    def between(self, origin: str, start: str, end: str, day: date, vehicle: str) -> Way:
        """One-way km and road minutes that a truck drives within a trip.

        Parameters
        ----------
        origin
            Its base.
        start, end
            Ids of points; empty for the base.
        day
            Day.
        vehicle
            Id of its type, which may be barred from classes of roads.
        """
        state = self._states[day]
        base = self._facts.warehouses[origin]
        places = [self._facts.points[key] if key else base for key in (start, end)]
        km, minutes = self._reckoned(places[0], places[1], state, vehicle)
        if self._answers is not None and bool(start) != bool(end):
            at = self._row[origin], self._column[start or end]
            known_km, known_minutes = (float(answer[at]) for answer in self._answers)
            km = km if math.isnan(known_km) else known_km
            minutes = minutes if math.isnan(known_minutes) else known_minutes
        return (math.inf, math.inf) if math.isinf(km) or math.isinf(minutes) else (km, minutes)

    def _reckoned(
        self, origin: Place, place: Place, state: frozenset[int], vehicle: str = ""
    ) -> Way:
        if not self._roads:
            return self._straight(origin, place)
        start, start_km = self._joint(origin)
        end, end_km = self._joint(place)
        if start == end:
            return self._straight(origin, place)
        own = vehicle if vehicle in self._barred else ""
        tree = self._trees.get((state, own, start))
        if tree is None:
            tree = self._trees[state, own, start] = self._tree(start, state, own)
        if end not in tree:
            return math.inf, math.inf
        joints = self._settings.circuity * (start_km + end_km)
        km, minutes = tree[end]
        return km + joints, minutes + self._minutes(joints)

    def _joint(self, place: Place) -> tuple[Node, float]:
        position = place.lat, place.lon
        if position not in self._joints:
            self._joints[position] = self._nearest.to(place)
        return self._joints[position]

    def _straight(self, origin: Place, place: Place) -> Way:
        km = self._settings.circuity * great_circle(origin, place)
        return km, self._minutes(km)

    def _minutes(self, km: float) -> float:
        return 0.0 if self._settings.speed is None else km / self._settings.speed * 60

    def _closed(self, day: date) -> frozenset[int]:
        return frozenset(
            index
            for index, road in enumerate(self._roads)
            if (road.closed_from or road.closed_until)
            and (road.closed_from or day) <= day <= (road.closed_until or day)
        )

    def _network(self, state: frozenset[int], vehicle: str) -> "nx.DiGraph[Node]":
        if (state, vehicle) in self._networks:
            return self._networks[state, vehicle]
        barred = self._settings.barred(vehicle)
        graph: nx.DiGraph[Node] = nx.DiGraph()
        for index, road in enumerate(self._roads):
            start, end = _ends(road)
            graph.add_nodes_from((start, end))
            if index in state or start == end or road.road_class in barred:
                continue
            speed = self._settings.speeds.get(road.road_class, self._settings.speed)
            time = road.minutes
            if time is None:
                time = road.km / (speed or SPEED_WITHOUT_ANY) * 60
            minutes = 0.0 if road.minutes is None and speed is None else time
            time += MINUTES_PER_KM * road.km
            for one, other in ((start, end),) if road.one_way else ((start, end), (end, start)):
                known = graph.get_edge_data(one, other)
                if known is None or (time, road.km) < (known["time"], known["km"]):
                    graph.add_edge(one, other, time=time, km=road.km, minutes=minutes)
        self._networks[state, vehicle] = graph
        return graph

    def _tree(
        self, start: Node, state: frozenset[int], vehicle: str, *, home: bool = False
    ) -> dict[Node, Way]:
        """Ways of least time from a node to every other; of equally quick ones the shortest."""
        graph = self._network(state, vehicle)
        graph = graph.reverse(copy=False) if home else graph
        before, times = nx.dijkstra_predecessor_and_distance(graph, start, weight="time")
        ways: dict[Node, Way] = {start: (0.0, 0.0)}
        for node in times:
            if node != start:
                ways[node] = min(
                    (km + edge["km"], minutes + edge["minutes"])
                    for previous in before[node]
                    if previous in ways
                    for (km, minutes), edge in [(ways[previous], graph.edges[previous, node])]
                )
        return ways


def _ends(road: Road) -> tuple[Node, Node]:
    return (
        (round(road.from_lat, 5), round(road.from_lon, 5)),
        (round(road.to_lat, 5), round(road.to_lon, 5)),
    )
