"""The road network, and ways of least time through it."""

import math
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mizalla_models.campaign import RoadSettings
from mizalla_models.road import Road

Position = tuple[float, float]
Way = tuple[float, float]
Figures = NDArray[np.float64]

NOWHERE: Way = (math.inf, math.inf)
SPEED_WITHOUT_ANY = 60.0
"""km/h by which ways are chosen where neither a road nor the campaign states a speed."""
MINUTES_PER_KM = 1e-6
"""What a km adds to the time by which ways are chosen: the shorter of two equally quick ones is
taken, although sums of floating-point minutes are seldom quite equal."""


class Step(NamedTuple):
    """The best road from one node to the next."""

    to: int
    time: float
    """Minutes by which ways are chosen."""
    km: float
    minutes: float
    """Road minutes."""


Network = list[list[Step]]
"""Steps that leave each node."""


def positions(roads: Iterable[Road]) -> list[Position]:
    """Nodes of the network: ends of all roads, latitude and longitude, in their order."""
    return sorted({end for road in roads for end in _ends(road)})


def network(
    roads: Sequence[Road],
    nodes: Sequence[Position],
    settings: RoadSettings,
    closed: frozenset[int],
    vehicle: str,
    *,
    home: bool = False,
) -> Network:
    """Give the roads that are open to a type of truck, from node to node.

    Parameters
    ----------
    nodes
        What :func:`positions` says of all roads.
    closed
        Roads that are closed.
    vehicle
        Type of truck; empty: barred nowhere.
    home
        Whether each road is given against its direction.
    """
    number = {node: place for place, node in enumerate(nodes)}
    barred = settings.barred(vehicle)
    best: dict[tuple[int, int], Step] = {}
    for index, road in enumerate(roads):
        start, end = (number[position] for position in _ends(road))
        if index in closed or start == end or road.road_class in barred:
            continue
        speed = settings.speeds.get(road.road_class, settings.speed)
        time = road.minutes
        if time is None:
            time = road.km / (speed or SPEED_WITHOUT_ANY) * 60
        minutes = 0.0 if road.minutes is None and speed is None else time
        time += MINUTES_PER_KM * road.km
        for one, other in ((start, end),) if road.one_way else ((start, end), (end, start)):
            known = best.get((one, other))
            if known is None or (time, road.km) < (known.time, known.km):
                best[one, other] = Step(other, time, road.km, minutes)
    steps: Network = [[] for _ in nodes]
    for (one, other), step in best.items():
        if home:
            steps[other].append(step._replace(to=one))
        else:
            steps[one].append(step)
    return steps


def missing(steps: Network, left: Network) -> list[tuple[int, Step]]:
    """Steps of a network that another, of fewer roads, has not: where each begins, and the step."""
    return [
        (start, step)
        for start, (own, other) in enumerate(zip(steps, left, strict=True))
        for step in own
        if step not in other
    ]


class Search:
    """Ways from one node, looked for outwards and no farther than they were asked for.

    Ways are those of least time, of equally quick ones the shortest (Dijkstra, 1959,
    doi:10.1007/BF01386390).

    Parameters
    ----------
    steps
        The network.
    start
        The node.
    """

    def __init__(self, steps: Network, start: int) -> None:
        self._steps, self._start = steps, start
        self._ways: dict[int, Way] = {}
        self._time: dict[int, float] = {}
        self._ahead = [(0.0, 0.0, 0.0, start)]
        self._best: dict[int, tuple[float, float, float, int]] = {}

    def to(self, end: int) -> Way:
        """Km and minutes to a node; inf where there is no way."""
        if end not in self._ways:
            self._go_on(end)
        return self._ways.get(end, NOWHERE)

    def to_all(self) -> tuple[Figures, Figures]:
        """Km and minutes to every node; inf where there is no way."""
        self._go_on(-1)
        figures = np.full((2, len(self._steps)), np.inf)
        figures[:, list(self._ways)] = np.array(list(self._ways.values())).T
        return figures[0], figures[1]

    def without(self, gone: Iterable[tuple[int, Step]], left: Network) -> "Search":
        """Ways where some roads are gone: those that took none of them stay what they are.

        Parameters
        ----------
        gone
            Steps that are gone; see :func:`missing`.
        left
            The network that is left.
        """
        self._go_on(-1)
        anew: set[int] = set()
        doubtful = [step.to for start, step in gone if self._takes(start, step)]
        while doubtful:
            node = doubtful.pop()
            if node not in anew:
                anew.add(node)
                doubtful.extend(step.to for step in self._steps[node] if self._takes(node, step))
        other = Search(left, self._start)
        if self._start in anew:
            return other
        other._ahead = []
        other._ways = {node: way for node, way in self._ways.items() if node not in anew}
        other._time = {node: self._time[node] for node in other._ways}
        for node in other._ways:
            other._look_from(node)
        return other

    def _takes(self, start: int, step: Step) -> bool:
        """Whether a way of least time may take a step."""
        return start in self._time and self._time[start] + step.time <= self._time[step.to]

    def _go_on(self, end: int) -> None:
        """Look on until a node is found, or to the end."""
        ways, ahead = self._ways, self._ahead
        while ahead:
            time, km, minutes, node = heappop(ahead)
            if node not in ways:
                ways[node], self._time[node] = (km, minutes), time
                self._look_from(node)
                if node == end:
                    return

    def _look_from(self, node: int) -> None:
        """Look at the nodes that are one step farther."""
        ways, best = self._ways, self._best
        time, (km, minutes) = self._time[node], ways[node]
        for to, more_time, more_km, more_minutes in self._steps[node]:
            if to not in ways:
                found = time + more_time, km + more_km, minutes + more_minutes, to
                if to not in best or found < best[to]:
                    best[to] = found
                    heappush(self._ahead, found)


def _ends(road: Road) -> tuple[Position, Position]:
    return (
        (round(road.from_lat, 5), round(road.from_lon, 5)),
        (round(road.to_lat, 5), round(road.to_lon, 5)),
    )
