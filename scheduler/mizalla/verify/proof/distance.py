"""Km and road minutes of many ways at once, as model.md has them."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mizalla.verify.earth import RADIUS_KM
from mizalla.verify.facts import Facts
from mizalla.verify.ways import Answers, Node, Way, Ways
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
        self._nodes = [ways.joint(place) for place in self._places] if ways.has_roads else []
        number = {
            node: place for place, node in enumerate(dict.fromkeys(n for n, _ in self._nodes))
        }
        self._distinct = list(number)
        self._node = np.array([number[node] for node, _ in self._nodes], dtype=int)
        self._far = np.array([far for _, far in self._nodes])

    def straight(self, warehouse: int) -> tuple[Figures, Figures]:
        """Km and minutes to all places without a network."""
        place = self._warehouses[warehouse]
        lat, lon = math.radians(place.lat), math.radians(place.lon)
        up, across = np.sin((self._lat - lat) / 2), np.sin((self._lon - lon) / 2)
        chord = np.minimum(up**2 + math.cos(lat) * np.cos(self._lat) * across**2, 1.0)
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
        km, minutes = self.straight(warehouse)
        if self._nodes:
            start, _ = self._nodes[len(self._facts.points) + warehouse]
            tree = self._ways.tree(start, self.states[state], vehicle, home=home)
            km, minutes = self._by_road(warehouse, tree, km, minutes)
        if self._answers is not None:
            known_km, known_minutes = (answer[warehouse] for answer in self._answers)
            km = np.where(np.isnan(known_km), km, known_km)
            minutes = np.where(np.isnan(known_minutes), minutes, known_minutes)
        gone = np.isinf(km) | np.isinf(minutes)
        return np.where(gone, np.inf, km), np.where(gone, np.inf, minutes)

    def _by_road(
        self, warehouse: int, tree: dict[Node, Way], km: Figures, minutes: Figures
    ) -> tuple[Figures, Figures]:
        _, start_km = self._nodes[len(self._facts.points) + warehouse]
        nowhere = (math.inf, math.inf)
        driven = np.array([tree.get(node, nowhere) for node in self._distinct])[self._node]
        joints = self._settings.circuity * (start_km + self._far)
        same = self._node == self._node[len(self._facts.points) + warehouse]
        return (
            np.where(same, km, driven[:, 0] + joints),
            np.where(same, minutes, driven[:, 1] + self._minutes(joints)),
        )

    def _minutes(self, km: Figures) -> Figures:
        speed = self._settings.speed
        return np.zeros_like(km) if speed is None else km / speed * 60


def numbers(keys: Sequence[str]) -> dict[str, int]:
    """Number some ids in their order."""
    return {key: number for number, key in enumerate(keys)}
