"""Limits as rows: groups, bounds and what a parcel counts."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from mizalla_models.lane import ContractedLane
from mizalla_models.place import Point
from mizalla_models.rule import Rule
from mizalla_models.scenario import Scenario
from problems import bounds, lanes, limit, problem
from tiny import DRY, FLEET, NORTH, SOUTH, STORE, lot, need, tiny

N, S = NORTH.pcode, SOUTH.pcode
D1, D2, D3 = "2027-02-08", "2027-02-09", "2027-02-10"
STORED = {"movement": ["storage"]}
OIL = DRY.model_copy(update={"id": "oil", "weight_kg": 5.0, "volume_m3": 0.05, "households": 0.5})


def of(rule: Rule, scenario: Scenario | None = None, side: str = "at_most") -> dict[str, float]:
    return bounds(problem(scenario or tiny(), rule), side)


EVERY = {f"{N}|{day}": 5.0 for day in (D1, D2, D3)} | {f"{S}|{day}": 5.0 for day in (D1, D2, D3)}


@pytest.mark.parametrize(
    ("fields", "groups"),
    [
        ({"at_most": 5}, {"": 5}),
        ({"at_most": 5, "per": ("village",)}, {N: 5, S: 5}),
        ({"at_most": 5, "per": ("day",)}, {D1: 5, D2: 5, D3: 5}),
        ({"at_most": 5, "per": ("week",)}, {"2027-W06": 5}),
        ({"at_most": 5, "per": ("village", "day")}, EVERY),
        (
            {"at_most": 5, "per": ("day", "village")},
            {"|".join(k.split("|")[::-1]): 5.0 for k in EVERY},
        ),
        ({"at_most": 5, "per": ("fleet", "parcel", "origin")}, {"F1|dry|W1": 5}),
        ({"at_most": 5, "per": ("week", "village")}, {f"2027-W06|{N}": 5, f"2027-W06|{S}": 5}),
        ({"at_most": 5, "per": ("village",), "where": {"village": [S]}}, {S: 5}),
        ({"at_most": 5, "per": ("village",), "unless": {"village": [S]}}, {N: 5}),
        ({"at_most": 5, "per": ("day",), "where": {"day": [D2]}}, {D2: 5}),
        ({"at_most": 5, "per": ("day",), "where": {"week": ["2027-W07"]}}, {}),
        # Keys of several lengths: the longest that a group begins with holds.
        ({"at_most": {N: 7}, "per": ("village",)}, {N: 7}),
        ({"at_most": {N: 7}, "per": ("village", "day")}, {f"{N}|{d}": 7.0 for d in (D1, D2, D3)}),
        (
            {"at_most": {N: 7, f"{N}|{D2}": 3}, "per": ("village", "day")},
            {f"{N}|{D1}": 7, f"{N}|{D2}": 3, f"{N}|{D3}": 7},
        ),
        (
            {"at_most": {D1: 4, f"{D1}|{S}": 1}, "per": ("day", "village")},
            {f"{D1}|{N}": 4, f"{D1}|{S}": 1},
        ),
        ({"at_most": {"": 4}}, {"": 4}),
    ],
)
def test_groups_and_their_bounds(fields: dict[str, Any], groups: dict[str, float]) -> None:
    """A group would be missing, free, or bound by another's number."""
    assert of(limit(**fields)) == groups


@pytest.mark.parametrize(
    ("fields", "groups"),
    [
        ({"at_least": 5}, {"": 5}),
        # A plain number asks nothing where nothing can ever move, ...
        ({"at_least": 5, "per": ("village",)}, {N: 5}),
        # ... unless where spells the group out, or a key names it.
        ({"at_least": 5, "per": ("village",), "where": {"village": [S]}}, {S: 5}),
        ({"at_least": {S: 2}, "per": ("village",)}, {S: 2}),
        ({"at_least": {f"{S}|{D2}": 2}, "per": ("village", "day")}, {f"{S}|{D2}": 2}),
        ({"at_least": {"": 3}, "where": {"village": [S]}}, {"": 3}),
        (
            {"at_least": 5, "per": ("village", "day"), "where": {"village": [N, S], "day": [D1]}},
            {f"{N}|{D1}": 5, f"{S}|{D1}": 5},
        ),
    ],
)
def test_lower_bounds_of_groups_where_nothing_can_move(
    fields: dict[str, Any], groups: dict[str, float]
) -> None:
    """A guarantee would silently ask nothing, or a plain one would ask the impossible."""
    only_north = tiny(lanes=(ContractedLane(origin="W1", destination=N),))
    assert of(limit(**fields), only_north, "at_least") == groups


def test_a_plain_lower_bound_looks_at_the_days_on_which_lanes_leave() -> None:
    """A guarantee per day would ask for deliveries on days when no truck works."""
    late = FLEET.model_copy(update={"from_day": date(2027, 2, 9)})
    found = of(limit(at_least=5, per=("day",)), tiny(fleets=(late,)), "at_least")
    assert found == {D2: 5, D3: 5}


@pytest.mark.parametrize(
    ("measure", "dry", "oil"),
    [
        ("parcels", 1, 1),
        ("kg", 12, 5),
        ("m3", 0.03, 0.05),
        ("households", 1, 0.5),
        ("kcal", 9000, 0),
        ("litres", 0, 2),
    ],
)
def test_what_a_parcel_counts(measure: str, dry: float, oil: float) -> None:
    """A limit in one measure would count another, on lanes or in store."""
    parcels = (
        DRY.model_copy(update={"kcal": 9000.0}),
        OIL.model_copy(update={"measures": {"litres": 2.0}}),
    )
    scenario = tiny(
        parcels=parcels,
        stock=(lot(), lot(parcel="oil")),
        needs=(need(N, 9), need(N, 9, "oil")),
    )
    rule = limit(measure=measure, at_most=1, where={"movement": ["delivery", "storage"]})
    built = problem(scenario, rule)
    (rows,) = (row for row in built.limits if row.provided.rule == rule)
    counted = {lane.parcel: float(rows.coefficient[0, route]) for lane, route, _ in lanes(built)}
    assert counted == {"dry": dry, "oil": oil}
    assert rows.stored_coefficient.tolist() == [dry, oil]


@pytest.mark.parametrize(
    ("measure", "figure"),
    [("truck_hours", "truck_hours"), ("km", "truck_km"), ("cost", "transport")],
)
def test_measures_of_transport_are_those_of_lanes(measure: str, figure: str) -> None:
    """A cap on km would count one way, or full trucks."""
    built = problem(tiny(), limit(measure=measure, at_most=1))
    rows = next(row for row in built.limits if row.provided.id.startswith("ours/"))
    expected = getattr(built.costs, figure)(built.routes, 0)
    assert np.allclose(rows.coefficient[0], expected)
    assert (expected > 0).all()


def test_truck_hours_of_a_fleet_are_a_limit_a_day() -> None:
    """A fleet would work all its hours on one day."""
    built = problem(tiny())
    (rows,) = built.limits
    assert rows.groups.shape == (1, 3)
    assert rows.at_most.tolist() == [[16, 16, 16]]
    assert rows.hard


DEPOT = STORE.model_copy(update={"id": "W2", "organisation": "amal", "lat": 27.1})
TWO = {"warehouses": (STORE, DEPOT), "stock": (lot(), lot("W2"))}


@pytest.mark.parametrize(
    ("fields", "groups", "inside"),
    [
        ({"where": STORED}, {"": 9}, {"W1", "W2"}),
        ({"where": STORED, "per": ("origin",)}, {"W1": 9, "W2": 9}, {"W1", "W2"}),
        ({"where": STORED | {"origin": ["W2"]}}, {"": 9}, {"W2"}),
        ({"where": STORED, "unless": {"origin": ["W2"]}}, {"": 9}, {"W1"}),
        ({"where": STORED, "per": ("organisation",)}, {"amal": 9, "nour": 9}, {"W1", "W2"}),
        ({"where": STORED | {"owner": ["amal"]}}, {"": 9}, {"W1", "W2"}),
        ({"where": STORED, "per": ("village",)}, {}, set()),
        ({"where": STORED | {"fleet": ["F1"]}}, {"": 9}, set()),
        ({"per": ("origin",)}, {"W1": 9}, set()),
    ],
)
def test_storage_counts_only_where_movement_names_it(
    fields: dict[str, Any], groups: dict[str, float], inside: set[str]
) -> None:
    """A limit on deliveries would count what lies in store, or storage would be free."""
    built = problem(tiny(**TWO), limit(at_most=9, **fields))
    assert bounds(built) == groups
    rows = next(row for row in built.limits if row.provided.id.startswith("ours/"))
    names = built.index.warehouses.names
    assert {names[place] for place, _ in np.argwhere(rows.stored >= 0)} == inside
    assert rows.holds_storage is bool(inside)


def test_an_unless_with_days_spares_only_where_all_of_it_agrees() -> None:
    """A limit would spare a village on every day, or every village on that day."""
    built = problem(tiny(), limit(at_most=9, unless={"village": [N], "day": [D2]}))
    rows = next(row for row in built.limits if row.provided.id.startswith("ours/"))
    assert rows.spared is not None
    spared = {
        (lane.destination, lane.day)
        for lane, route, day in lanes(built)
        if rows.spared[0][route] and rows.spared[1][day]
    }
    assert spared == {(N, 1)}


def test_transfers_belong_to_no_group_of_villages() -> None:
    """A transfer would count against some village's limit."""
    ways = (
        ContractedLane(origin="W1", destination="W2"),
        ContractedLane(origin="W2", destination=N),
    )
    built = problem(tiny(warehouses=(STORE, DEPOT), lanes=ways), limit(at_most=9, per=("village",)))
    rows = next(row for row in built.limits if row.provided.id.startswith("ours/"))
    groups = {lane.destination: int(rows.groups.of_route[route]) for lane, route, _ in lanes(built)}
    assert groups == {"W2": -1, N: 0}


def test_points_and_warehouses_of_one_name_are_two_groups() -> None:
    """A point that is called like a warehouse would share its limit."""
    point = Point(id="W2", village=N, name="W2", lat=27.25, lon=31.15)
    ways = (
        ContractedLane(origin="W1", destination="W2"),
        ContractedLane(origin="W2", destination=N),
    )
    built = problem(
        tiny(warehouses=(STORE, DEPOT), lanes=ways, points=(point,), needs=(need(N, 9),)),
        limit(at_most=9, per=("destination",)),
    )
    rows = next(row for row in built.limits if row.provided.id.startswith("ours/"))
    assert rows.groups.shape == (2, 1)


@pytest.mark.parametrize(
    "per", [(), ("day",), ("village",), ("village", "day"), ("day", "village"), ("week", "fleet")]
)
def test_keys_of_all_groups_are_those_of_each(per: tuple[Any, ...]) -> None:
    """An account would look for full groups under other names than the plan lists them by."""
    built = problem(tiny(), limit(at_most=5, per=per))
    found = next(row for row in built.limits if row.provided.id.startswith("ours/"))
    statics, times = found.groups.shape
    each = [[found.groups.key(group, when) for when in range(times)] for group in range(statics)]
    assert found.groups.all_keys() == each
