"""Shortest ways: km and road minutes between a warehouse and a place, on a day."""

import math
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from mizalla.verify.earth import great_circle
from mizalla.verify.facts import Facts
from mizalla.verify.nearest import nearest
from mizalla.verify.roads import Network, Position, Search, Step, Way, missing, network, positions
from mizalla_models.place import Place

Answers = tuple[NDArray[np.float64], NDArray[np.float64]]


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
        self._networks: dict[tuple[frozenset[int], str, bool], Network] = {}
        self._gone: dict[tuple[frozenset[int], str, bool], list[tuple[int, Step]]] = {}
        self._searches: dict[tuple[frozenset[int], str, bool, int], Search] = {}
        self._barred = {key for keys in self._settings.bans.values() for key in keys}
        self._one_way = any(road.one_way for road in self._roads)
        self._of_trucks: dict[tuple[str, str, frozenset[int], str], tuple[Way, Way]] = {}
        self._nodes = positions(self._roads)
        self._joints: dict[Position, tuple[int, float]] = {}
        if self._roads:
            ends = (*facts.points.values(), *facts.warehouses.values())
            found = list({(place.lat, place.lon) for place in ends})
            self._joints = dict(zip(found, nearest(self._nodes, found), strict=True))
        self._bases = {self.joint(place)[0] for place in facts.warehouses.values() if self._roads}

    @property
    def has_roads(self) -> bool:
        """Whether ways follow a network."""
        return bool(self._roads)

    def states(self) -> dict[date, frozenset[int]]:
        """Roads that are closed, by day."""
        return self._states

    def joint(self, place: Place) -> tuple[int, float]:
        """Node of the network that a place is joined to, and how far it is, km."""
        return self._joints[place.lat, place.lon]

    def apart(self, vehicle: str, *, home: bool) -> tuple[str, bool]:
        """Type of truck and direction, as far as they make a difference."""
        return vehicle if vehicle in self._barred else "", home and self._one_way

    def from_node(
        self, start: int, closed: frozenset[int], vehicle: str = "", *, home: bool = False
    ) -> Search:
        """Ways from a node to every other, or home to it from every other.

        Parameters
        ----------
        closed
            Roads that are closed.
        vehicle
            Type of truck, which may be barred from some roads; empty: barred nowhere.
        home
            Whether ways lead to the node: another matter only where roads are one-way.
        """
        apart, home = self.apart(vehicle, home=home)
        key = closed, apart, home, start
        if key not in self._searches:
            steps = self._network(closed, apart, home)
            if start in self._bases and (closed or apart):
                # From bases ways lead far and wide, and few of them take the roads that are shut.
                gone = self._missing(closed, apart, home)
                everywhere = self.from_node(start, frozenset(), home=home)
                self._searches[key] = everywhere.without(gone, steps)
            else:
                self._searches[key] = Search(steps, start)
        return self._searches[key]

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
        start, start_km = self.joint(origin)
        end, end_km = self.joint(place)
        if start == end:
            return self._straight(origin, place)
        joints = self._settings.circuity * (start_km + end_km)
        km, minutes = self.from_node(start, state, vehicle).to(end)
        return km + joints, minutes + self._minutes(joints)

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

    def _missing(self, state: frozenset[int], vehicle: str, home: bool) -> list[tuple[int, Step]]:
        key = state, vehicle, home
        if key not in self._gone:
            whole = self._network(frozenset(), "", home)
            self._gone[key] = missing(whole, self._network(*key))
        return self._gone[key]

    def _network(self, state: frozenset[int], vehicle: str, home: bool) -> Network:
        key = state, vehicle, home
        if key not in self._networks:
            self._networks[key] = network(
                self._roads, self._nodes, self._settings, state, vehicle, home=home
            )
        return self._networks[key]
