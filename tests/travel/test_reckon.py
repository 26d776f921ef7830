"""Travel from every warehouse to every point and warehouse."""

from datetime import date
from itertools import pairwise
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizalla.travel import Travel, direct, travel
from mizalla_models.place import Point, Warehouse
from mizalla_models.road import Road
from mizalla_models.scenario import Scenario
from tiny import NORTH, STORE, tiny

Node = tuple[float, float]


def store(name: str, at: Node) -> Warehouse:
    return STORE.model_copy(update={"id": name, "lat": at[0], "lon": at[1]})


def point(name: str, at: Node) -> Point:
    return Point(id=name, village=NORTH.pcode, name=name, lat=at[0], lon=at[1])


def road(one: Node, other: Node, km: float, minutes: float | None = None, **more: Any) -> Road:
    return Road(
        from_lat=one[0],
        from_lon=one[1],
        to_lat=other[0],
        to_lon=other[1],
        km=km,
        minutes=minutes,
        **more,
    )


def world(
    stores: list[Node],
    points: list[Node],
    roads: list[Road],
    speed: float | None = 60.0,
    **more: Any,
) -> Scenario:
    return tiny(
        warehouses=tuple(store(f"W{number:03}", at) for number, at in enumerate(stores)),
        points=tuple(point(f"P{number:03}", at) for number, at in enumerate(points)),
        roads=tuple(roads),
        campaign={"road": {"circuity": 1.25, "speed": speed}} | more.pop("campaign", {}),
        **more,
    )


def straight(scenario: Scenario) -> tuple[Any, Any]:
    places = (*scenario.points, *scenario.warehouses)
    one = np.array([(w.lat, w.lon) for w in scenario.warehouses])
    other = np.array([(p.lat, p.lon) for p in places])
    return direct(one[:, None], other[None], scenario.campaign.road)


A, B, C, D = (27.0, 31.0), (27.0, 31.1), (27.1, 31.1), (27.2, 31.2)
FAR = (28.0, 33.0)
SEA = (28.1, 33.1)


def test_without_roads_every_way_is_great_circle_times_circuity() -> None:
    """The axes are states, warehouses, then points and warehouses."""
    scenario = world([A, C], [B, D, FAR], [])
    found = travel(scenario)
    assert found.km.shape == found.minutes.shape == (1, 2, 5)
    assert found.network is None
    assert found.state_of_day.tolist() == [0, 0, 0]
    km, minutes = straight(scenario)
    np.testing.assert_allclose(found.km[0], km)
    np.testing.assert_allclose(found.minutes[0], minutes)
    assert found.km[0, 1, 4] == 0


def test_the_way_of_least_time_is_taken_and_not_the_shortest() -> None:
    """A planner who sends trucks over the short slow track loses the day."""
    roads = [road(A, C, 10, 60), road(A, B, 12, 10), road(B, C, 13, 11)]
    found = travel(world([A], [C], roads))
    assert (found.km[0, 0, 0], found.minutes[0, 0, 0]) == (25, 21)


@pytest.mark.parametrize("turn", [1, -1])
def test_of_equally_fast_ways_the_shortest_is_taken(turn: int) -> None:
    """0.1 + 0.2 is not 0.3 in floating point: rounding must not choose the way."""
    ways = [(0.1, 0.2, 5.0), (0.15, 0.15, 3.0), (0.2, 0.1, 4.0)]
    roads = []
    for number, (first, second, km) in enumerate(ways[::turn]):
        middle = (27.05, 31.0 + number / 10)
        roads += [road(A, middle, km, first), road(middle, C, km, second)]
    assert travel(world([A], [C], roads)).km[0, 0, 0] == 6


def test_places_are_joined_by_great_circle_times_circuity_at_both_ends() -> None:
    """A depot beside the road is not on it."""
    off_a, off_d = (27.02, 30.99), (27.21, 31.19)
    found = travel(world([off_a], [off_d], [road(A, D, 40, 30)]))
    joints = [
        float(
            direct(
                np.array(place),
                np.array(node),
                tiny(campaign={"road": {"circuity": 1.25}}).campaign.road,
            )[0]
        )
        for place, node in ((off_a, A), (off_d, D))
    ]
    assert found.km[0, 0, 0] == pytest.approx(40 + sum(joints))
    assert found.minutes[0, 0, 0] == pytest.approx(30 + sum(joints))


def test_without_any_speed_only_stated_minutes_count() -> None:
    """Ways are chosen at 60 km/h then, and the truck's own speed says how long they take."""
    roads = [road(A, B, 20), road(B, C, 20, 5), road(A, C, 30)]
    found = travel(world([(27.01, 31.0)], [C], roads, speed=None))
    assert found.minutes[0, 0, 0] == 5
    assert found.km[0, 0, 0] == pytest.approx(40 + 1.25 * 1.11195, abs=1e-3)


def test_two_places_at_one_node_are_as_far_apart_as_without_a_network() -> None:
    """By way of the node two neighbours would be kilometres apart."""
    near, nearer = (27.2, 31.23), (27.2, 31.22)
    scenario = world([near], [nearer, A], [road(A, D, 40, 30)])
    found = travel(scenario)
    assert found.km[0, 0, 0] == pytest.approx(straight(scenario)[0][0, 0])
    assert found.km[0, 0, 1] > 40
    assert found.km[0, 0, 2] == 0


def test_between_islands_there_is_no_way() -> None:
    """A truck does not swim, and a great circle would let it."""
    found = travel(world([A], [C, SEA], [road(A, C, 12), road(FAR, SEA, 9)]))
    assert np.isfinite(found.km[0, 0]).tolist() == [True, False, True]
    assert np.isinf(found.minutes[0, 0, 1])
    assert found.network is not None
    assert found.network.components == (2, 2)


def test_closures_make_a_state_for_each_set_of_open_roads() -> None:
    """A bridge that is down on one day must not be crossed on it, nor avoided on the others."""
    short, longer = road(A, C, 10), [road(A, B, 9), road(B, C, 9)]
    roads = [
        short.model_copy(
            update={"closed_from": date(2027, 2, 9), "closed_until": date(2027, 2, 9)}
        ),
        *longer,
        road(C, D, 5, closed_until=date(2027, 2, 8)),
    ]
    found = travel(world([A], [C, D], roads))
    assert found.state_of_day.tolist() == [0, 1, 2]
    by_day = found.km[found.state_of_day, 0]
    assert by_day[:, 0].tolist() == [10, 18, 10]
    assert by_day[:, 1].tolist() == [np.inf, 23, 15]
    assert found.network is not None
    assert found.network.closures == 2


def test_on_a_day_without_any_open_road_only_neighbours_reach_each_other() -> None:
    """A curfew must not break the run."""
    shut = road(A, C, 10, closed_until=date(2027, 2, 8))
    found = travel(world([A], [A, C], [shut]))
    assert found.km[:, 0].tolist() == [[0, np.inf, 0], [0, 10, 0]]


def test_days_with_the_same_open_roads_share_a_state() -> None:
    """A state a day would cost thirty times the memory."""
    roads = [
        road(A, C, 10, closed_from=date(2027, 2, 9), closed_until=date(2027, 2, 9)),
        road(A, C, 12, closed_from=date(2020, 1, 1), closed_until=date(2020, 1, 2)),
        road(A, B, 9, closed_from=date(2027, 2, 8)),
    ]
    found = travel(world([A], [C], roads))
    assert found.state_of_day.tolist() == [0, 1, 0]
    assert found.km[:, 0, 0].tolist() == [10, 12]


def test_of_parallel_roads_the_fastest_open_one_counts() -> None:
    """Added up, as a sparse matrix does, two roads would be slower than one."""
    roads = [road(A, C, 10, 20), road(C, A, 14, 15), road(A, A, 3, 0)]
    found = travel(world([A], [C], roads))
    assert (found.km[0, 0, 0], found.minutes[0, 0, 0]) == (14, 15)


def test_a_road_of_no_length_joins_its_ends() -> None:
    """A zero in a sparse matrix must not read as no road."""
    found = travel(world([A], [D], [road(A, C, 0, 0), road(C, D, 7, 7)]))
    assert found.km[0, 0, 0] == 7


def test_ends_that_agree_to_five_decimals_meet() -> None:
    """Two files' roundings of one crossing must not tear the network."""
    roads = [road(A, (27.1000004, 31.1), 10), road((27.0999996, 31.1), D, 10)]
    assert travel(world([A], [D], roads)).km[0, 0, 0] == 20


def test_the_nearest_node_is_found_across_the_date_line() -> None:
    """Degrees are no distances: at 180° east the neighbour has the opposite sign."""
    west, east = (0.0, 179.99), (0.0, -179.9)
    found = travel(
        world([(0.0, -179.99)], [east], [road(west, east, 15), road(east, (0.0, 0.0), 9)])
    )
    assert found.km[0, 0, 0] == pytest.approx(15 + 1.25 * 2 * 1.11195, abs=1e-2)


def test_answers_replace_what_is_reckoned_in_every_state() -> None:
    """A plugin that knows the ferry's timetable knows it better than the network."""
    roads = [road(A, C, 10, closed_until=date(2027, 2, 8)), road(C, D, 5)]
    km = np.full((1, 3), np.nan)
    minutes = km.copy()
    km[0, :2] = 77, np.inf
    minutes[0, 0] = 88
    found = travel(world([A], [C, D], roads), (km, minutes))
    # Where the network knows no way, only both figures together make one.
    assert found.km[:, 0, 0].tolist() == [77, 77]
    assert found.minutes[:, 0, 0].tolist() == [88, 88]
    assert np.isinf(found.km[:, 0, 1]).all()
    assert np.isinf(found.minutes[:, 0, 1]).all()
    assert found.km[0, 0, 2] == 0


def test_the_arrays_can_not_be_written() -> None:
    """A stage that changes them would change them for every other."""
    found = travel(tiny())
    for array in (found.km, found.minutes, found.state_of_day):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


@st.composite
def networks(draw: st.DrawFn) -> Scenario:
    """A few towns, some of them joined by roads, stores and points on or near them."""
    size = draw(st.integers(2, 8))
    towns = [(26 + 0.3 * n, 31 + 0.1 * ((n * n) % 7)) for n in range(size)]
    pairs = draw(
        st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=14)
    )
    roads = [
        road(
            towns[one],
            towns[other],
            draw(st.integers(1, 90)) / 3,
            draw(st.none() | st.integers(0, 40).map(lambda n: n / 10)),
        )
        for one, other in [(0, 1), *pairs]
    ]
    places = st.lists(st.sampled_from(towns), min_size=1, max_size=5)
    shift = draw(st.sampled_from([0.0, 0.02]))
    stores = [(lat + shift, lon) for lat, lon in draw(places)]
    speed = draw(st.none() | st.just(45.0))
    return world(stores, draw(places), roads, speed=speed)


@settings(max_examples=100, deadline=None)
@given(networks())
def test_bulk_agrees_with_single_ways_of_networkx(scenario: Scenario) -> None:
    """The bulk path is written for speed; a plain one must give the same."""
    speed = scenario.campaign.road.speed
    graph: nx.Graph[Node] = nx.Graph()
    for item in scenario.roads:
        one, other = (item.from_lat, item.from_lon), (item.to_lat, item.to_lon)
        one, other = (round(one[0], 5), round(one[1], 5)), (round(other[0], 5), round(other[1], 5))
        time = item.minutes if item.minutes is not None else item.km / (speed or 60) * 60
        counted = time if item.minutes is not None or speed else 0.0
        weight = time + 1e-6 * item.km
        known = graph.get_edge_data(one, other)
        graph.add_node(one)
        graph.add_node(other)
        if one != other and (known is None or weight < known["weight"]):
            graph.add_edge(one, other, weight=weight, km=item.km, minutes=counted)
    found = travel(scenario)
    straight_km, straight_minutes = straight(scenario)
    places = (*scenario.points, *scenario.warehouses)

    def node(place: Point | Warehouse) -> tuple[Node, float]:
        far = {
            at: float(
                direct(np.array([place.lat, place.lon]), np.array(at), scenario.campaign.road)[0]
            )
            for at in graph
        }
        best = min(sorted(far), key=lambda at: round(far[at], 6))
        return best, far[best]

    for row, origin in enumerate(scenario.warehouses):
        for column, place in enumerate(places):
            (start, first), (end, last) = node(origin), node(place)
            got = found.km[0, row, column], found.minutes[0, row, column]
            if start == end:
                expected = straight_km[row, column], straight_minutes[row, column]
            elif not nx.has_path(graph, start, end):
                expected = np.inf, np.inf
            else:
                steps = [
                    graph.edges[pair] for pair in pairwise(nx.dijkstra_path(graph, start, end))
                ]
                joints = first + last
                expected = (
                    sum(step["km"] for step in steps) + joints,
                    sum(step["minutes"] for step in steps) + (joints / speed * 60 if speed else 0),
                )
            assert got == pytest.approx(expected, rel=1e-9, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_roads_and_their_direction_changes_nothing(
    scenario: Scenario, random: Any
) -> None:
    """Two folders that differ in the order of rows must give the same plan, byte for byte."""
    roads = [
        road((item.to_lat, item.to_lon), (item.from_lat, item.from_lon), item.km, item.minutes)
        for item in scenario.roads
    ]
    random.shuffle(roads)
    again = travel(scenario.model_copy(update={"roads": tuple(roads)}))
    first = travel(scenario)
    np.testing.assert_array_equal(first.km, again.km)
    np.testing.assert_array_equal(first.minutes, again.minutes)


def between(found: Travel) -> Any:
    return found.minutes[0, :, -found.minutes.shape[1] :]


@settings(max_examples=60, deadline=None)
@given(networks())
def test_warehouses_are_as_far_there_as_back_and_never_farther_by_way_of_a_third(
    scenario: Scenario,
) -> None:
    """Roads are two-way, and no detour is quicker than the quickest way."""
    nodes = {
        (end[0], end[1])
        for item in scenario.roads
        for end in ((item.from_lat, item.from_lon), (item.to_lat, item.to_lon))
    }
    stores = tuple(store(f"W{number}", at) for number, at in enumerate(sorted(nodes)))
    minutes = tuple(
        item if item.minutes is not None else item.model_copy(update={"minutes": item.km})
        for item in scenario.roads
    )
    found = between(travel(scenario.model_copy(update={"warehouses": stores, "roads": minutes})))
    np.testing.assert_allclose(found, found.T)
    for third in range(len(stores)):
        assert (found <= found[:, third, None] + found[None, third, :] + 1e-4).all()


def test_a_large_network_is_cut_into_runs_of_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last rows of a run must not be lost where they do not fill it."""
    ring = [(26 + 0.1 * n, 31.0) for n in range(12)]
    roads = [road(one, other, 3 + n) for n, (one, other) in enumerate(pairwise(ring))]
    scenario = world(ring, ring, roads)
    whole = travel(scenario)
    monkeypatch.setattr("mizalla.travel.ways._CELLS", 60)
    np.testing.assert_array_equal(travel(scenario).km, whole.km)
