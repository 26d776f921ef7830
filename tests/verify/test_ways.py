"""Ways through the road network, held against the engine's own and against sums by hand."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizalla.travel import travel
from mizalla_models.road import Road
from mizalla_models.scenario import Scenario
from tiny import NORTH, SOUTH, STORE, lot, need, tiny
from verify.plans import Drafter, found, rules_of

N, S = NORTH.pcode, SOUTH.pcode
HOME, TOWN = (27.18, 31.18), (27.25, 31.15)


def road(start: tuple[float, float], end: tuple[float, float], km: float, **more: Any) -> Road:
    return Road(from_lat=start[0], from_lon=start[1], to_lat=end[0], to_lon=end[1], km=km, **more)


def figures(scenario: Scenario, *ways: tuple[str, int, tuple[float, float]]) -> str:
    """What verification says of deliveries with these km and road minutes, by point and day."""
    said = rules_of(scenario)
    draft = Drafter(scenario, said)
    rows = [draft.deliver("W1/dry", point, 1, day, way=way) for point, day, way in ways]
    return found(scenario, said, draft.plan(rows), "lane", "figures")


def test_way_of_least_time() -> None:
    """The shortest way would be taken in place of the quickest."""
    mid = (27.2, 31.3)
    roads = (road(HOME, TOWN, 9, minutes=40), road(HOME, mid, 12, minutes=9), road(TOWN, mid, 13))
    assert figures(tiny(roads=roads), (N, 0, (25, 9))) == ""
    assert figures(tiny(roads=roads, campaign={"road": {"speed": 26.0}}), (N, 0, (25, 39))) == ""
    assert figures(tiny(roads=roads, campaign={"road": {"speed": 20.0}}), (N, 0, (9, 40))) == ""


def test_of_equally_quick_ways_the_shortest() -> None:
    """Two ways that take the same time would be told apart by chance."""
    roads = tuple(
        piece
        for lat, km in ((27.2, 8.0), (27.21, 6.0), (27.22, 7.0))
        for piece in (
            road(HOME, (lat, 31.3), km, minutes=10.1),
            road((lat, 31.3), TOWN, km, minutes=9.7),
        )
    )
    assert figures(tiny(roads=roads), (N, 0, (12, 19.8))) == ""


def test_closed_roads() -> None:
    """A truck would cross a bridge on the days on which it is shut."""
    mid = (27.2, 31.3)
    roads = (
        road(HOME, TOWN, 9, minutes=9, closed_from=date(2027, 2, 9), closed_until=date(2027, 2, 9)),
        road(HOME, mid, 10, minutes=12),
        road(mid, TOWN, 10, minutes=12, closed_from=date(2027, 2, 10)),
    )
    scenario = tiny(roads=roads)
    assert figures(scenario, (N, 0, (9, 9)), (N, 1, (20, 24)), (N, 2, (9, 9))) == ""
    shut = (roads[0], roads[1], roads[2].model_copy(update={"closed_from": date(2027, 2, 9)}))
    assert "no way on that day" in figures(tiny(roads=shut), (N, 1, (20, 24)))


def test_joints_and_places_at_one_node() -> None:
    """Places off the road would be reached for nothing; neighbours would go by way of the node."""
    far, near = (27.18, 31.08), (27.25, 31.0)
    town = NORTH.model_copy(update={"lat": 27.25, "lon": 30.99})
    ends = [
        STORE.model_copy(update={"id": key, "lat": lat, "lon": lon})
        for key, (lat, lon) in (("far", far), ("near", near))
    ]
    scenario = tiny(
        warehouses=(STORE, *ends),
        villages=(town, SOUTH),
        roads=(road(far, near, 12, minutes=10),),
        campaign={"road": {"speed": 40.0}},
    )
    draft = Drafter(scenario, rules_of(scenario))
    beside = draft.km("W1", S)
    joints = draft.km("W1", "far") + draft.km("near", N)
    ways = (S, 0, (beside, beside * 1.5)), (N, 0, (12 + joints, 10 + joints * 1.5))
    assert figures(scenario, *ways) == ""


POSITION = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(
    lambda cell: (27 + cell[0] / 10, 31 + cell[1] / 10)
)
ROADS = st.lists(
    st.builds(
        road,
        POSITION,
        POSITION,
        st.integers(1, 40).map(float),
        minutes=st.one_of(st.none(), st.integers(1, 40).map(float)),
        closed_from=st.sampled_from([None, None, date(2027, 2, 9)]),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(ROADS, st.sampled_from([None, 30.0]), st.lists(POSITION, min_size=2, max_size=2), POSITION)
def test_both_paths_agree(
    roads: list[Road],
    speed: float | None,
    villages: list[tuple[float, float]],
    store: tuple[float, float],
) -> None:
    """Verification would reject right plans: its ways would not be those of the engine."""
    places = tuple(
        village.model_copy(update={"lat": lat + 0.013, "lon": lon + 0.007})
        for village, (lat, lon) in zip((NORTH, SOUTH), villages, strict=True)
    )
    scenario = tiny(
        roads=tuple(roads),
        campaign={"road": {"speed": speed}},
        villages=places,
        warehouses=(STORE.model_copy(update={"lat": store[0] + 0.017, "lon": store[1] + 0.005}),),
        stock=(lot(quantity=10),),
        needs=(need(N, 5), need(S, 5)),
    )
    known = travel(scenario)
    for day, state in enumerate(known.state_of_day.tolist()):
        for column, point in enumerate((N, S)):
            way = float(known.km[state, 0, column]), float(known.minutes[state, 0, column])
            text = figures(scenario, (point, day, (min(way[0], 1e3), min(way[1], 1e3))))
            if way[0] == float("inf"):
                assert "no way on that day" in text
            else:
                # A shift may be too short for the way there and back; that is no figure.
                assert "figures" not in text


@pytest.mark.parametrize("lon", [179.99, -179.99])
def test_without_roads_the_great_circle(lon: float) -> None:
    """The way across the date line would lead round the world."""
    point = NORTH.model_copy(update={"lon": lon})
    scenario = tiny(villages=(point, SOUTH), warehouses=(STORE.model_copy(update={"lon": 179.98}),))
    known = travel(scenario)
    assert figures(scenario, (N, 0, (float(known.km[0, 0, 0]), 0.0))) == ""
