"""Ways of least time from a node, and the node nearest to a place."""

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mizalla.verify.earth import haversine
from mizalla.verify.nearest import nearest
from mizalla.verify.roads import Search, missing, network, positions
from mizalla_models.campaign import RoadSettings
from mizalla_models.road import Road

CELL = st.tuples(st.integers(0, 4), st.integers(0, 4))
ROADS = st.lists(
    st.builds(
        lambda one, other, km, minutes, one_way: Road(
            from_lat=27 + one[0] / 10,
            from_lon=31 + one[1] / 10,
            to_lat=27 + other[0] / 10,
            to_lon=31 + other[1] / 10,
            km=km,
            minutes=minutes,
            one_way=one_way,
        ),
        CELL,
        CELL,
        st.integers(0, 3).map(float),
        st.one_of(st.none(), st.integers(0, 3).map(float)),
        st.sampled_from([False, False, True]),
    ),
    min_size=1,
    max_size=40,
)
CLOSED = st.frozensets(st.integers(0, 39), max_size=4)
SETTINGS = RoadSettings(speed=40.0)
PLACE = st.tuples(st.floats(-60, 60), st.one_of(st.floats(150, 180), st.floats(-180, -150)))
"""On one side of the earth: haversine has few digits for what is opposite."""


@settings(max_examples=200, deadline=None)
@given(ROADS, st.booleans(), st.randoms(use_true_random=False))
def test_ways_are_of_least_time(roads: list[Road], home: bool, lot: object) -> None:
    """A search that goes no farther than asked would give other ways than a search of all."""
    nodes = positions(roads)
    steps = network(roads, nodes, SETTINGS, frozenset(), "", home=home)
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(nodes)))
    graph.add_weighted_edges_from(
        (start, step.to, step.time) for start, own in enumerate(steps) for step in own
    )
    known = nx.single_source_dijkstra_path_length(graph, 0)
    km, minutes = Search(steps, 0).to_all()
    some = Search(steps, 0)
    order = list(range(len(nodes)))
    lot.shuffle(order)  # type: ignore[attr-defined]
    for node in order:
        assert some.to(node) == (km[node], minutes[node])
        # Every road states its minutes, or the campaign its speed: then they are its time.
        assert np.isclose(known.get(node, np.inf), minutes[node] + 1e-6 * km[node])


@settings(max_examples=300, deadline=None)
@given(ROADS, CLOSED, st.booleans())
def test_ways_without_some_roads(roads: list[Road], closed: frozenset[int], home: bool) -> None:
    """Ways past a closed road would be kept, or lost where another is as quick."""
    nodes = positions(roads)
    whole = network(roads, nodes, SETTINGS, frozenset(), "", home=home)
    left = network(roads, nodes, SETTINGS, closed, "", home=home)
    for start in range(len(nodes)):
        anew = Search(left, start).to_all()
        found = Search(whole, start).without(missing(whole, left), left)
        assert np.array_equal(found.to_all(), anew)


@settings(max_examples=100, deadline=None)
@given(st.lists(PLACE, min_size=1, max_size=30, unique=True), st.lists(PLACE, max_size=20))
def test_nearest_node(nodes: list[tuple[float, float]], places: list[tuple[float, float]]) -> None:
    """A place would be joined to a node that is not the nearest, or not across the date line."""
    nodes = sorted(nodes)
    for place, (node, km) in zip(places, nearest(nodes, places), strict=True):
        far = [round(haversine(*place, *other), 9) for other in nodes]
        assert (km, node) == min((far[number], number) for number in range(len(nodes)))


def test_of_nodes_equally_near_the_first() -> None:
    """Which of two nodes a place half-way between them is joined to would be left to chance."""
    nodes = [(27.0, 31.0), (27.0, 31.2), (27.4, 31.1)]
    assert [node for node, _ in nearest(nodes, [(27.0, 31.1), (27.0, 31.2)])] == [0, 1]
