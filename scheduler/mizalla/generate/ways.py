"""How long trucks take, roughly as the travel model reckons it: only to size fleets by."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from mizalla.generate.geo import coordinates, distances
from mizalla_models.place import Place
from mizalla_models.road import Road

CIRCUITY = 1.4
LOCAL_SPEED = 25.0
"""Of a loaded truck on village roads, km/h."""


def minutes_between(
    origins: Sequence[Place], others: Sequence[Place], roads: Sequence[Road]
) -> NDArray[np.float64]:
    """One-way minutes of shape (origins, others), with all roads open.

    Each place joins the network at its nearest node, as docs/explanation/model.md says.
    """
    first, second = coordinates(origins), coordinates(others)
    straight = distances(first, second) * CIRCUITY / LOCAL_SPEED * 60
    if not roads:
        return straight
    ends = np.array(
        [(road.from_lat, road.from_lon, road.to_lat, road.to_lon) for road in roads]
    ).reshape(-1, 2)
    nodes, index = np.unique(ends, axis=0, return_inverse=True)
    start, end = index.reshape(-1, 2).T
    minutes = np.array([road.minutes or 0.0 for road in roads])
    both = (np.concatenate([minutes, minutes]), (np.r_[start, end], np.r_[end, start]))
    net = coo_array(both, shape=(len(nodes), len(nodes))).tocsr()
    from_node, from_km = _joint(first, nodes)
    to_node, to_km = _joint(second, nodes)
    between = dijkstra(net, indices=from_node)[:, to_node]
    joints = (from_km[:, None] + to_km[None, :]) * CIRCUITY / LOCAL_SPEED * 60
    return np.where(from_node[:, None] == to_node[None, :], straight, between + joints)


def _joint(
    places: NDArray[np.float64], nodes: NDArray[np.float64]
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    km = distances(places, nodes)
    nearest = km.argmin(axis=1)
    return nearest, km[np.arange(len(places)), nearest]
