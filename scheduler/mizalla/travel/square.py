"""Distances and times between all places of one base, both ways, for one kind of truck."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mizalla.travel.direct import direct, great_circle_km, positions
from mizalla.travel.network import Network, nearest, network
from mizalla.travel.states import states
from mizalla.travel.ways import ways
from mizalla_models.place import Place
from mizalla_models.scenario import Scenario

Figures = NDArray[np.float64]
Square = tuple[Figures, Figures]


@dataclass
class Squares:
    """Matrices by content: equal roads and places are worked out once, whatever the day."""

    scenario: Scenario
    _found: dict[str, Square] = field(default_factory=dict)
    _network: Network | None = None
    _open: NDArray[np.bool_] | None = None
    _state_of_day: NDArray[np.int64] | None = None
    worked_out: int = 0
    """Matrices that were not there yet."""

    def __post_init__(self) -> None:
        roads = self.scenario.roads
        if roads:
            self._network = network(roads, self.scenario.campaign.road)
            self._open, self._state_of_day = states(roads, self.scenario.campaign)

    def of(self, places: Sequence[Place], day: int, vehicle: str = "") -> Square:
        """Km and road minutes between places.

        Parameters
        ----------
        places
            Where; a place may be there twice.
        day
            Number of the campaign day, which says what roads are closed.
        vehicle
            Id of the type of truck, which says what roads are barred to it.

        Returns
        -------
        tuple of two read-only float64 arrays of shape (places, places)
            One-way km and road minutes from row to column; inf where there is no way.
        """
        at = positions(places)
        open_roads = self._open_roads(day, vehicle)
        key = hashlib.sha256(at.tobytes())
        if open_roads is not None:
            key.update(np.packbits(open_roads).tobytes())
        name = key.hexdigest()
        if name not in self._found:
            self.worked_out += 1
            made = self._reckoned(at, open_roads)
            for figures in made:
                figures.flags.writeable = False
            self._found[name] = made
        return self._found[name]

    def _open_roads(self, day: int, vehicle: str) -> NDArray[np.bool_] | None:
        if self._open is None or self._state_of_day is None:
            return None
        barred = self.scenario.campaign.road.barred(vehicle)
        is_open: NDArray[np.bool_] = self._open[self._state_of_day[day]]
        if not barred:
            return is_open
        shut = np.array([road.road_class in barred for road in self.scenario.roads], dtype=bool)
        left: NDArray[np.bool_] = is_open & ~shut
        return left

    def _reckoned(self, at: Figures, open_roads: NDArray[np.bool_] | None) -> Square:
        road = self.scenario.campaign.road
        km, minutes = direct(at[:, None], at[None], road)
        if self._network is None or open_roads is None:
            return km, minutes
        node = nearest(self._network, at)
        on = self._network.nodes[node]
        joint_km = road.circuity * great_circle_km(at[:, 0], at[:, 1], on[:, 0], on[:, 1])
        joint_minutes = (
            np.zeros_like(joint_km) if road.speed is None else joint_km / road.speed * 60
        )
        used, number = np.unique(node, return_inverse=True)
        found = ways(self._network, open_roads, used, used)
        apart = node[:, None] != node[None]
        for array, way, joint in zip((km, minutes), found, (joint_km, joint_minutes), strict=True):
            through = way[number[:, None], number[None]] + joint[:, None] + joint[None]
            np.copyto(array, through, where=apart)
        no_way = np.isinf(km) | np.isinf(minutes)
        km[no_way] = minutes[no_way] = np.inf
        return km, minutes
