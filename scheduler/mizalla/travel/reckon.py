"""Travel: distance and time from every warehouse to every destination, by state of the roads."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.travel.direct import direct, positions
from mizalla.travel.network import Network, NetworkFacts, facts, nearest, network
from mizalla.travel.states import states
from mizalla.travel.ways import ways
from mizalla_models.campaign import RoadSettings
from mizalla_models.scenario import Scenario

Answers = tuple[NDArray[np.float64], NDArray[np.float64]]


@dataclass(frozen=True)
class Travel:
    """Distances and times of all lanes, read-only arrays."""

    km: NDArray[np.float64]
    """One-way km; inf where there is no way. Axes: states of the roads, warehouses by id,
    destinations (points by id, then warehouses by id)."""
    minutes: NDArray[np.float64]
    """One-way road minutes, likewise; what a slow truck needs on top is for its vehicle to say."""
    state_of_day: NDArray[np.int64]
    """State of the roads on each campaign day, first to last."""
    network: NetworkFacts | None
    """What is worth knowing about the road network. None: the scenario has none."""


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
        replaces what is reckoned, in every state, but where it is nan.

    Returns
    -------
    Travel
        Arrays over (states, warehouses, points + warehouses).
    """
    origins = positions(scenario.warehouses)
    destinations = positions((*scenario.points, *scenario.warehouses))
    is_open, state_of_day = states(scenario.roads, scenario.campaign)
    found: NetworkFacts | None = None
    km, minutes = direct(origins[:, None], destinations[None], scenario.campaign.road)
    km = np.repeat(km[None], len(is_open), axis=0)
    minutes = np.repeat(minutes[None], len(is_open), axis=0)
    if scenario.roads:
        net = network(scenario.roads, scenario.campaign.road)
        joined = nearest(net, destinations)
        found = facts(net, destinations, joined, int((~is_open).any(axis=0).sum()))
        _by_network(km, minutes, net, is_open, joined, found, scenario.campaign.road)
    if answers is not None:
        for array, answer in zip((km, minutes), answers, strict=True):
            np.copyto(array, answer, where=~np.isnan(answer))
    no_way = np.isinf(km) | np.isinf(minutes)
    km[no_way] = minutes[no_way] = np.inf
    km.flags.writeable = minutes.flags.writeable = state_of_day.flags.writeable = False
    return Travel(km, minutes, state_of_day, found)


def _by_network(
    km: NDArray[np.float64],
    minutes: NDArray[np.float64],
    net: Network,
    is_open: NDArray[np.bool_],
    joined: NDArray[np.int64],
    found: NetworkFacts,
    road: RoadSettings,
) -> None:
    warehouses = km.shape[1]
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
