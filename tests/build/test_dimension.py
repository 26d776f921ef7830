"""Dimensions: which lanes a selection picks."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizalla.build import Problem
from mizalla.build.dimension import Dimensions
from mizalla_models.lane import ContractedLane
from mizalla_models.place import Point
from mizalla_models.rule import Dimension, Selection
from problems import lanes, limit, problem
from tiny import DRY, FLEET, NORTH, SOUTH, STORE, lot, need, tiny

N, S = NORTH.pcode, SOUTH.pcode
OIL = DRY.model_copy(update={"id": "oil"})
STORES = (
    STORE.model_copy(update={"governorate": "EG25"}),
    STORE.model_copy(update={"id": "W2", "organisation": "amal", "lat": 27.1}),
)
SOUTHERN = SOUTH.model_copy(update={"governorate": "EG26", "district": "EG2601"})
POINTS = (
    Point(id="PN", village=N, name="N", lat=27.25, lon=31.15),
    Point(id="PS", village=S, name="S", lat=27.05, lon=31.15),
)
VALUES: dict[str, tuple[str, ...]] = {
    "movement": ("delivery", "transfer", "storage"),
    "organisation": ("amal", "nour"),
    "owner": ("amal", "nour"),
    "origin": ("W1", "W2"),
    "origin_governorate": ("EG25", "EG26"),
    "destination": ("PN", "PS", "W1", "W2"),
    "parcel": ("dry", "oil"),
    "lot": ("A", "B"),
    "supply": ("W1/A", "W1/B", "W2/A"),
    "point": ("PN", "PS"),
    "village": (N, S),
    "district": ("EG2501", "EG2601"),
    "governorate": ("EG25", "EG26"),
    "fleet": ("F1", "F2", "contract"),
    "vehicle": ("van", "contract"),
}


def world() -> Problem:
    scenario = tiny(
        parcels=(DRY, OIL),
        warehouses=STORES,
        villages=(NORTH, SOUTHERN),
        points=POINTS,
        stock=(lot(lot="A"), lot(parcel="oil", lot="B"), lot("W2", lot="A")),
        needs=(need(N, 9), need(S, 9), need(S, 9, "oil")),
        fleets=(FLEET, FLEET.model_copy(update={"id": "F2", "organisation": "amal"})),
        lanes=(
            ContractedLane(origin="W2", destination="W1"),
            ContractedLane(origin="W2", destination="PS"),
        ),
    )
    apart = [limit(at_most=9, per=(name,), name=name) for name in ("supply", "lot", "owner")]
    return problem(scenario, *apart)


WORLD = world()
OWNERS = {"W1": "nour", "W2": "amal"}


def dims(built: Problem, name: Any, route: int) -> dict[str, str]:
    """Dimensions of a lane, told from its names alone."""
    (supply,) = built.kinds.supplies[built.routes.kind[route]]
    found = {
        "movement": "transfer" if name.destination in OWNERS else "delivery",
        "organisation": {"F1": "nour", "F2": "amal"}.get(name.fleet, OWNERS[name.origin]),
        "owner": OWNERS[supply.split("/")[0]],
        "origin": name.origin,
        "destination": name.destination,
        "parcel": name.parcel,
        "lot": supply.split("/")[1],
        "supply": supply,
        "fleet": name.fleet,
        "vehicle": "contract" if name.fleet == "contract" else "van",
    }
    if name.origin == "W1":
        found["origin_governorate"] = "EG25"
    if name.destination == "PN":
        found |= {"point": "PN", "village": N, "district": "EG2501", "governorate": "EG25"}
    if name.destination == "PS":
        found |= {"point": "PS", "village": S, "district": "EG2601", "governorate": "EG26"}
    return found


SELECTIONS = st.dictionaries(st.sampled_from(sorted(VALUES)), st.just(None), max_size=3).flatmap(
    lambda names: st.fixed_dictionaries(
        {name: st.lists(st.sampled_from(VALUES[name]), max_size=2) for name in names}
    )
)


@settings(max_examples=200, deadline=None)
@given(SELECTIONS)
def test_a_selection_picks_what_agrees_in_every_dimension(where: dict[str, list[str]]) -> None:
    """A rule would bind movements that it does not name, or miss some that it does."""
    built = WORLD
    mask = Dimensions(built.index, built.kinds).picked(
        Selection.model_validate({"by": where}), built.routes
    )
    for name, route, _ in lanes(built):
        own = dims(built, name, route)
        assert mask[route] == all(own.get(key) in values for key, values in where.items())


def test_the_law_has_movements_to_hold_for() -> None:
    """The law above would hold for want of movements."""
    seen = [dims(WORLD, name, route) for name, route, _ in lanes(WORLD)]
    for dimension in ("movement", "owner", "lot", "supply", "parcel", "fleet", "village"):
        found = {own.get(dimension) for own in seen} - {None}
        assert found == set(VALUES[dimension]) - {"storage"}


@pytest.mark.parametrize("dimension", ["day", "week"])
def test_days_are_picked_apart_from_lanes(dimension: Dimension) -> None:
    """A rule on days would bind every day."""
    words = Dimensions(WORLD.index, WORLD.kinds)
    day = {"day": "2027-02-09", "week": "2027-W06"}[dimension]
    picked = words.days(Selection.model_validate({dimension: [day]}))
    assert picked.tolist() == [dimension == "week", True, dimension == "week"]
    assert not words.days(Selection.model_validate({dimension: ["2030-01-01"]})).any()
    assert words.picked(Selection.model_validate({dimension: [day]}), WORLD.routes).all()
