"""Km and road minutes of many ways at once, as model.md has them."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mizalla.verify.earth import RADIUS_KM
from mizalla.verify.facts import Facts
from mizalla.verify.ways import Answers, Ways
from mizalla_models.place import Place

Figures = NDArray[np.float64]


class Distance:
    """Ways from a warehouse to all points and warehouses, by state of the roads.

    Places are numbered: points first, then warehouses.
    """

    def __init__(self, facts: Facts, ways: Ways, answers: Answers | None) -> None:
        self._facts, self._ways, self._answers = facts, ways, answers
        self._settings = facts.scenario.campaign.road
        self._warehouses = list(facts.warehouses.values())
        self._places: list[Place] = [*facts.points.values(), *self._warehouses]
        self._lat = np.radians([place.lat for place in self._places])
        self._lon = np.radians([place.lon for place in self._places])
        states = ways.states()
        self.states = list(dict.fromkeys(states.values()))
        """Sets of closed roads, numbered."""
        self.state_of_day = np.array([self.states.index(states[day]) for day in facts.days])
        joints = [ways.joint(place) for place in self._places] if ways.has_roads else []
        self._node = np.array([node for node, _ in joints], dtype=int)
        self._far = np.array([far for _, far in joints])

    def straight(
        self, warehouse: int, places: NDArray[np.int64] | slice = slice(None)
    ) -> tuple[Figures, Figures]:
        """Km and minutes to some places without a network; to all, where none are named."""
        place = self._warehouses[warehouse]
        lat, lon = math.radians(place.lat), math.radians(place.lon)
        to_lat = self._lat[places]
        up, across = np.sin((to_lat - lat) / 2), np.sin((self._lon[places] - lon) / 2)
        chord = np.minimum(up**2 + math.cos(lat) * np.cos(to_lat) * across**2, 1.0)
        km = self._settings.circuity * 2 * RADIUS_KM * np.arcsin(np.sqrt(chord))
        return km, self._minutes(km)

    def apart(self, vehicle: str, *, home: bool) -> tuple[str, bool]:
        """Type of truck and direction, as far as they make a difference."""
        return self._ways.apart(vehicle, home=home)

    def of(
        self, warehouse: int, state: int, vehicle: str = "", *, home: bool = False
    ) -> tuple[Figures, Figures]:
        """Km and minutes to all places, or back from them; inf where there is no way.

        Parameters
        ----------
        vehicle
            Type of truck, which may be barred from some roads; empty: barred nowhere.
        """
        if self._ways.has_roads:
            km, minutes = self._by_road(warehouse, self.states[state], vehicle, home=home)
        else:
            km, minutes = self.straight(warehouse)
        if self._answers is not None:
            known_km, known_minutes = (answer[warehouse] for answer in self._answers)
            km = np.where(np.isnan(known_km), km, known_km)
            minutes = np.where(np.isnan(known_minutes), minutes, known_minutes)
        gone = np.isinf(km) | np.isinf(minutes)
        return np.where(gone, np.inf, km), np.where(gone, np.inf, minutes)

    def _by_road(
        self, warehouse: int, closed: frozenset[int], vehicle: str, *, home: bool
    ) -> tuple[Figures, Figures]:
        own = len(self._facts.points) + warehouse
        start = int(self._node[own])
        ways = self._ways.from_node(start, closed, vehicle, home=home).to_all()
        joints = self._settings.circuity * (self._far[own] + self._far)
        km = ways[0][self._node] + joints
        minutes = ways[1][self._node] + self._minutes(joints)
        beside = np.flatnonzero(self._node == start)
        km[beside], minutes[beside] = self.straight(warehouse, beside)
        return km, minutes

    def _minutes(self, km: Figures) -> Figures:
        speed = self._settings.speed
        return np.zeros_like(km) if speed is None else km / speed * 60


def numbers(keys: Sequence[str]) -> dict[str, int]:
    """Number some ids in their order."""
    return {key: number for number, key in enumerate(keys)}
