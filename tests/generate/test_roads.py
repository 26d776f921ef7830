import networkx as nx
import numpy as np

from mizalla.generate.draft import Draft
from mizalla.generate.geo import EARTH_RADIUS_KM
from mizalla_models.road import Road


def _net(roads: tuple[Road, ...]) -> "nx.Graph[tuple[float, float]]":
    return nx.Graph(
        [((road.from_lat, road.from_lon), (road.to_lat, road.to_lon)) for road in roads]
    )


def test_the_network_is_one_also_while_a_road_is_closed(upper_egypt_draft: Draft) -> None:
    """Villages would be cut off, and the plan be refused."""
    roads = upper_egypt_draft.roads
    closed = [road for road in roads if road.closed_from]
    assert len(closed) == 1
    assert closed[0].closed_until is not None
    assert closed[0].closed_from < closed[0].closed_until
    assert nx.is_connected(_net(roads))
    assert nx.is_connected(_net(tuple(road for road in roads if road not in closed)))


def test_no_road_is_shorter_than_the_crow_flies(upper_egypt_draft: Draft) -> None:
    """Distances would be wrong."""
    for road in upper_egypt_draft.roads:
        north = np.radians(road.to_lat - road.from_lat)
        east = np.radians(road.to_lon - road.from_lon) * np.cos(np.radians(road.from_lat))
        assert road.km >= 0.999 * EARTH_RADIUS_KM * float(np.hypot(north, east))
        assert road.minutes is not None
        assert 40 <= road.km / (road.minutes / 60) <= 90 or road.km < 0.5


def test_there_is_a_desert_road_with_gates_at_capitals(upper_egypt_draft: Draft) -> None:
    """Long hauls would crawl through every town of the valley."""
    motorway = [road for road in upper_egypt_draft.roads if road.road_class == "motorway"]
    assert len(motorway) >= 4
    assert min(road.km for road in motorway) > 20


def test_without_roads_there_are_none(assiut_draft: Draft) -> None:
    """Assiut is meant to show great-circle distances."""
    assert assiut_draft.roads == ()


def test_the_closed_road_makes_a_difference(upper_egypt_draft: Draft) -> None:
    """The scenario would promise what it does not show."""
    roads = upper_egypt_draft.roads
    closed = next(road for road in roads if road.closed_from)
    net = _net(tuple(road for road in roads if road is not closed))
    for road in roads:
        if road is not closed:
            ends = (road.from_lat, road.from_lon), (road.to_lat, road.to_lon)
            net.edges[ends]["km"] = road.km
    way = nx.shortest_path_length(
        net, (closed.from_lat, closed.from_lon), (closed.to_lat, closed.to_lon), weight="km"
    )
    assert way > 2 * closed.km
