"""Travel: distance and time from every warehouse to every destination, by state of the roads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mizalla.travel.direct import direct, positions
from mizalla.travel.network import Network, NetworkFacts, facts, nearest, network
from mizalla.travel.states import states
from mizalla.travel.ways import ways
from mizalla_models.campaign import RoadSettings
from mizalla_models.scenario import Scenario

Figures = NDArray[np.float64]
Answers = tuple[Figures, Figures]
Ways = tuple[Figures, Figures]
"""km and road minutes."""


@dataclass(frozen=True)
class Travel:
    """Distances and times of all lanes, read-only arrays."""

    km: Figures
    """One-way km; inf where there is no way. Axes: states of the roads, warehouses by id,
    destinations (points by id, then warehouses by id)."""
    minutes: Figures
    """One-way road minutes, likewise; what a slow truck needs on top is for its vehicle to say."""
    state_of_day: NDArray[np.int64]
    """State of the roads on each campaign day, first to last."""
    network: NetworkFacts | None
    """What is worth knowing about the road network. None: the scenario has none."""
    back: Ways | None = None
    """km and road minutes from destinations back to warehouses, with the axes of those there.
    None: as there, because no road is one-way."""
    own: Mapping[str, "Travel"] = field(default_factory=dict)
    """Ways of types of truck that are barred from some class of road, by id."""

    def of(self, vehicle: str) -> "Travel":
        """Ways that a type of truck may take."""
        return self.own.get(vehicle, self)

    def home(self) -> Ways:
        """Km and road minutes of the ways back."""
        return (self.km, self.minutes) if self.back is None else self.back


def travel(scenario: Scenario, answers: Answers | None = None) -> Travel:
    """Reckon distances and times of all lanes.

    Great circle × circuity; or, with ``roads.csv``, the way of least time through the network, of
    equally fast ones the shortest, with great-circle joints to the nearest nodes.

    Parameters
    ----------
    scenario
        The scenario.
    answers
        What plugins say of km and road minutes, shape (warehouses, points + warehouses): it
        replaces what is reckoned, in every state, there and back and for every truck, but where
        it is nan.

    Returns
    -------
    Travel
        Arrays over (states, warehouses, points + warehouses).
    """
    origins = positions(scenario.warehouses)
    destinations = positions((*scenario.points, *scenario.warehouses))
    road = scenario.campaign.road
    is_open, state_of_day = states(scenario.roads, scenario.campaign)
    state_of_day.flags.writeable = False
    straight = direct(origins[:, None], destinations[None], road)
    if not scenario.roads:
        there = _said([np.repeat(array[None], len(is_open), axis=0) for array in straight], answers)
        return Travel(*there, state_of_day, None)
    net = network(scenario.roads, road)
    joined = nearest(net, destinations)
    found = facts(net, destinations, joined, int((~is_open).any(axis=0).sum()))
    reckon = partial(_by_network, straight, joined=joined, found=found, road=road)

    def over(open_roads: NDArray[np.bool_]) -> Travel:
        there = _said(reckon(net, open_roads), answers)
        back = None
        if net.one_way.any():
            back = _said(reckon(net.reversed(), open_roads), answers)
        return Travel(*there, state_of_day, found, back)

    by_classes: dict[frozenset[str], Travel] = {}
    own: dict[str, Travel] = {}
    classes = np.array([row.road_class for row in scenario.roads])
    for vehicle in scenario.vehicles:
        barred = road.barred(vehicle.id) & set(classes.tolist())
        if not barred:
            continue
        if barred not in by_classes:
            by_classes[barred] = over(is_open & ~np.isin(classes, sorted(barred)))
        own[vehicle.id] = by_classes[barred]
    return replace(over(is_open), own=own)


def _said(arrays: Sequence[Figures], answers: Answers | None) -> Ways:
    """Put in what plugins say; what has no km or no minutes is no way."""
    km, minutes = arrays
    if answers is not None:
        for array, answer in zip((km, minutes), answers, strict=True):
            np.copyto(array, answer, where=~np.isnan(answer))
    no_way = np.isinf(km) | np.isinf(minutes)
    km[no_way] = minutes[no_way] = np.inf
    km.flags.writeable = minutes.flags.writeable = False
    return km, minutes


def _by_network(
    straight: Ways,
    net: Network,
    is_open: NDArray[np.bool_],
    *,
    joined: NDArray[np.int64],
    found: NetworkFacts,
    road: RoadSettings,
) -> Ways:
    warehouses = len(straight[0])
    km, minutes = (np.repeat(array[None], len(is_open), axis=0) for array in straight)
    origins = joined[len(joined) - warehouses :]
    sources, row = np.unique(origins, return_inverse=True)
    targets, column = np.unique(joined, return_inverse=True)
    joint_km = found.joints_km * road.circuity
    joint_minutes = np.zeros_like(joint_km) if road.speed is None else joint_km / road.speed * 60
    # Places at one node keep the figures of a way without a network.
    apart = origins[:, None] != joined[None]
    for state, open_roads in enumerate(is_open):
        found_ways = ways(net, open_roads, sources, targets)
        for array, way, joint in zip(
            (km, minutes), found_ways, (joint_km, joint_minutes), strict=True
        ):
            through = way[row[:, None], column[None]]
            through += joint[len(joint) - warehouses :, None]
            through += joint[None]
            np.copyto(array[state], through, where=apart)
    return km, minutes
