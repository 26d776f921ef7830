import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from mizalla.generate.neighbours import close_neighbours, neighbours
from mizalla_models.place import Place

spots = st.lists(
    st.tuples(st.integers(2200, 3100), st.integers(2500, 3500)),
    min_size=1,
    max_size=12,
    unique=True,
)


@settings(deadline=None)
@given(spots)
def test_neighbours_join_all_places(at: list[tuple[int, int]]) -> None:
    """A town would have no road, and no truck could reach its villages."""
    places = [Place(lat=lat / 100, lon=lon / 100) for lat, lon in at]
    wide, close = neighbours(places), close_neighbours(places)
    for pairs in (wide, close):
        net = nx.Graph([pair[:2] for pair in pairs])
        net.add_nodes_from(range(len(places)))
        assert nx.is_connected(net)
    assert set(close) <= set(wide)


def test_a_place_between_two_parts_them() -> None:
    """Roads would run past towns on their way."""
    places = [Place(lat=27, lon=31), Place(lat=27.5, lon=31.05), Place(lat=28, lon=31)]
    assert [pair[:2] for pair in neighbours(places)] == [(0, 1), (1, 2)]
