"""The road network: nodes, roads between them, and what is odd about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from mizalla.travel.direct import great_circle_km
from mizalla_models.campaign import RoadSettings
from mizalla_models.road import Road

DECIMALS = 5
"""Ends of roads that agree to so many decimals of a degree (about a metre) are one node."""
SPEED_OF_CHOICE = 60.0
"""Speed that decides between ways where nothing states one, km/h."""


@dataclass(frozen=True)
class Network:
    """A road network as arrays."""

    nodes: NDArray[np.float64]
    """Latitude and longitude of the nodes, degrees, ascending, shape (nodes, 2)."""
    start: NDArray[np.int64]
    """Node at one end, by road."""
    end: NDArray[np.int64]
    """Node at the other end, by road."""
    km: NDArray[np.float64]
    """Length, km, by road."""
    minutes: NDArray[np.float64]
    """Road minutes that count, by road."""
    choice: NDArray[np.float64]
    """Minutes that decide which way is taken, by road."""
    one_way: NDArray[np.bool_]
    """Whether a road only leads from its start to its end, by road."""

    def reversed(self) -> "Network":
        """The network whose ways from a place are those back to it."""
        return replace(self, start=self.end, end=self.start)


@dataclass(frozen=True)
class NetworkFacts:
    """What is worth knowing about a road network and how places are joined to it."""

    nodes: int
    """Ends of roads."""
    edges: int
    """Pairs of nodes that a road joins."""
    components: tuple[int, ...]
    """Nodes of each part that no road joins to another, largest first."""
    dead_ends: int
    """Nodes with one road and no place joined to them."""
    closures: int
    """Roads that are closed on some day of the campaign."""
    joints_km: NDArray[np.float64]
    """Great-circle km from each place to its node: points, then warehouses, by id."""


def network(roads: Sequence[Road], road: RoadSettings) -> Network:
    """Build the network of a scenario's roads.

    Parameters
    ----------
    roads
        Rows of ``roads.csv``, at least one.
    road
        Speed of roads that state no minutes.
    """
    # Python rounds decimals exactly, numpy does not. Adding zero makes -0.0 the node that 0.0 is.
    ends = 0.0 + np.array(
        [
            (round(lat, DECIMALS), round(lon, DECIMALS))
            for row in roads
            for lat, lon in ((row.from_lat, row.from_lon), (row.to_lat, row.to_lon))
        ],
        dtype=np.float64,
    )
    nodes, index = np.unique(ends, axis=0, return_inverse=True)
    index = index.reshape(-1, 2).astype(np.int64)
    km = np.array([row.km for row in roads], dtype=np.float64)
    stated = np.array(
        [np.nan if row.minutes is None else row.minutes for row in roads], dtype=np.float64
    )
    speed = np.array(
        [road.speeds.get(row.road_class, road.speed or np.nan) for row in roads], dtype=np.float64
    )
    at_speed = np.where(np.isnan(speed), 0.0, km / speed * 60)
    minutes = np.where(np.isnan(stated), at_speed, stated)
    by_choice = km / np.where(np.isnan(speed), SPEED_OF_CHOICE, speed) * 60
    choice = np.where(np.isnan(stated), by_choice, stated)
    one_way = np.array([row.one_way for row in roads], dtype=bool)
    return Network(nodes, index[:, 0], index[:, 1], km, minutes, choice, one_way)


def nearest(network: Network, places: NDArray[np.float64]) -> NDArray[np.int64]:
    """Nearest node of each place by great circle; of those equally near the first.

    Parameters
    ----------
    network
        The network.
    places
        Latitude and longitude in degrees, shape (places, 2).

    Returns
    -------
    int64 array of shape (places,)
        Rows of ``network.nodes``.
    """
    # On the unit sphere a shorter chord is a shorter great circle, everywhere and across ±180°.
    tree = KDTree(_on_sphere(network.nodes))
    several = min(4, len(network.nodes))
    _, node = tree.query(_on_sphere(places), k=np.arange(1, several + 1))
    at = network.nodes[node]
    km = great_circle_km(places[:, :1], places[:, 1:], at[..., 0], at[..., 1]).round(9)
    equal = km == km.min(axis=1, keepdims=True)
    first: NDArray[np.int64] = np.where(equal, node, len(network.nodes)).min(axis=1)
    return first


def facts(
    network: Network,
    places: NDArray[np.float64],
    joined: NDArray[np.int64],
    closures: int,
) -> NetworkFacts:
    """Validate a network.

    Parameters
    ----------
    network
        The network, with all its roads open.
    places
        Latitude and longitude of points and warehouses, shape (places, 2).
    joined
        Node of each place.
    closures
        Roads closed on some day.
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(network.nodes)))
    loops = network.start == network.end
    graph.add_edges_from(
        zip(network.start[~loops].tolist(), network.end[~loops].tolist(), strict=True)
    )
    sizes = sorted((len(part) for part in nx.connected_components(graph)), reverse=True)
    served = set(joined.tolist())
    dead_ends = sum(degree == 1 and node not in served for node, degree in graph.degree())
    at = network.nodes[joined]
    return NetworkFacts(
        nodes=graph.number_of_nodes(),
        edges=graph.number_of_edges(),
        components=tuple(sizes),
        dead_ends=dead_ends,
        closures=closures,
        joints_km=great_circle_km(places[:, 0], places[:, 1], at[:, 0], at[:, 1]),
    )


def _on_sphere(places: NDArray[np.float64]) -> NDArray[np.float64]:
    lat, lon = np.radians(places[:, 0]), np.radians(places[:, 1])
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
