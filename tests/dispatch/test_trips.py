"""Loads and trips of the trucks."""

import math
from collections import Counter, defaultdict
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizalla.dispatch.trips import trips
from mizalla_models.plan import Shipment, TripStop
from mizalla_models.rule import Vehicles
from tiny import DRY, FIRST, NORTH, VAN, tiny, village_points

BULKY = DRY.model_copy(update={"id": "bulky", "weight_kg": 5.0, "volume_m3": 0.5})
VILLAGES = tuple(
    NORTH.model_copy(
        update={
            "pcode": f"EG2501{number:02}",
            "lat": 27.18 + 0.1 * math.sin(number),
            "lon": 31.18 + 0.1 * math.cos(number),
        }
    )
    for number in range(12)
)
SCENARIO = tiny(villages=VILLAGES, parcels=(BULKY, DRY))
POINTS = village_points(VILLAGES)


def fleet(name: str = "F1", count: int = 2) -> Vehicles:
    return Vehicles(
        reason="Its own.",
        fleet=name,
        organisation="nour",
        warehouse="W1",
        vehicle="van",
        count=count,
        hours_per_day=8,
    )


FLEETS = {"F1": fleet(), "F2": fleet("F2", 1)}


def shipped(village: int, quantity: int, **more: object) -> Shipment:
    fields = {
        "day": FIRST,
        "organisation": "nour",
        "fleet": "F1",
        "vehicle": "van",
        "origin": "W1",
        "lot": "L",
        "supply": "S",
        "parcel": "dry",
        "destination": VILLAGES[village].pcode,
        "village": VILLAGES[village].pcode,
        "quantity": quantity,
        "km": 10.0 + village,
        "minutes": 12.0 + village,
        "truck_hours": 0.0,
        "cost": 0.0,
    }
    return Shipment.model_validate(fields | more)


def minutes(text: str) -> int:
    hours, rest = text.split(":")
    return 60 * int(hours) + int(rest)


def by_trip(stops: tuple[TripStop, ...]) -> dict[str, list[TripStop]]:
    found = defaultdict(list)
    for stop in stops:
        found[stop.trip].append(stop)
    return found


SHIPMENTS = st.lists(
    st.builds(
        shipped,
        st.integers(0, 11),
        st.integers(1, 700),
        day=st.sampled_from([FIRST, FIRST + timedelta(days=1)]),
        fleet=st.sampled_from(["F1", "F2", "contract"]),
        parcel=st.sampled_from(["dry", "bulky"]),
        supply=st.sampled_from(["S", "T"]),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(SHIPMENTS)
def test_everything_by_fleet_is_brought_and_nothing_else(shipments: list[Shipment]) -> None:
    """Parcels would be lost between allocation and waybills, or contractors given trips."""
    wanted, brought = Counter(), Counter()
    for row in shipments:
        if row.fleet != "contract":
            wanted[row.day, row.fleet, row.destination, row.parcel] += row.quantity
    for stop in trips(SCENARIO, shipments, FLEETS):
        brought[stop.day, stop.fleet, stop.destination, stop.parcel] += stop.quantity
    assert brought == wanted


@settings(max_examples=60, deadline=None)
@given(SHIPMENTS)
def test_loads_fit_and_are_no_more_than_they_must_be(shipments: list[Shipment]) -> None:
    """A truck would be overloaded, by weight or by volume, or leave half empty for no reason."""
    parcels = {"dry": DRY, "bulky": BULKY}
    share: Counter[tuple[object, str]] = Counter()
    count: Counter[tuple[object, str]] = Counter()
    for rows in by_trip(trips(SCENARIO, shipments, FLEETS)).values():
        kg = sum(row.quantity * parcels[row.parcel].weight_kg for row in rows)
        m3 = sum(row.quantity * parcels[row.parcel].volume_m3 for row in rows)
        assert kg <= VAN.payload_kg + 1e-6
        assert m3 <= VAN.volume_m3 + 1e-6
        key = rows[0].day, rows[0].fleet
        share[key] += max(kg / VAN.payload_kg, m3 / VAN.volume_m3)
        count[key] += 1
    for key, number in count.items():
        # All but the last load of a fleet lack room for one more parcel of the kind that follows.
        most = max(DRY.weight_kg / VAN.payload_kg, BULKY.volume_m3 / VAN.volume_m3)
        assert share[key] > (number - 1) * (1 - most) - 1e-9


@settings(max_examples=60, deadline=None)
@given(SHIPMENTS)
def test_trucks_go_one_trip_after_the_other(shipments: list[Shipment]) -> None:
    """A truck would be in two places at once, or a stop come before the one ahead of it."""
    back: dict[str, float] = {}
    home = {row.destination: row.minutes for row in shipments}
    for name, rows in by_trip(trips(SCENARIO, shipments, FLEETS)).items():
        truck, _, run = name.rpartition(".")
        leaves = minutes(rows[0].arrive) - home[rows[0].destination]
        if run == "01":
            assert leaves == 7 * 60
        else:
            assert leaves == pytest.approx(back[truck] + 30, abs=2)
        before = 0
        for row in rows:
            assert row.depart >= row.arrive
            if row.stop > 1 and row.km:
                assert minutes(row.arrive) >= before
            before = minutes(row.depart)
        assert [row.stop for row in rows] == sorted(row.stop for row in rows)
        back[truck] = before + home[rows[-1].destination]


@settings(max_examples=40, deadline=None)
@given(SHIPMENTS, st.randoms())
def test_order_of_shipments_does_not_matter(shipments: list[Shipment], random: object) -> None:
    """The same plan would print other waybills when it is stored and read again."""
    shuffled = list(shipments)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert trips(SCENARIO, shuffled, FLEETS) == trips(SCENARIO, shipments, FLEETS)


def test_one_stop_is_the_lane_there_and_back() -> None:
    """Km of a plain trip would differ from what the plan reckoned for its lane."""
    (stop,) = trips(SCENARIO, [shipped(3, 90)], FLEETS)
    assert stop.km == pytest.approx(2 * 13)
    assert stop.arrive == "07:15"
    assert stop.depart == "07:33"
    assert stop.trip == "2027-02-08/F1/1.01"


def test_two_stops_are_visited_nearest_first() -> None:
    """Trips would wander; the leg between stops would not be great circle × circuity."""
    near = NORTH.model_copy(update={"pcode": "A", "lat": 27.28, "lon": 31.18})
    far = NORTH.model_copy(update={"pcode": "B", "lat": 27.38, "lon": 31.18})
    scenario = tiny(villages=(near, far))
    rows = [
        shipped(0, 60, destination="B", km=30.0, minutes=36.0),
        shipped(0, 60, destination="A", km=15.0, minutes=18.0),
    ]
    first, second = trips(scenario, rows, FLEETS)
    assert (first.destination, second.destination) == ("A", "B")
    assert first.km == 15
    tenth = 0.1 * math.pi / 180 * 6371.0088 * 1.3
    assert second.km == pytest.approx(tenth + 30)
    assert minutes(second.arrive) - minutes(first.depart) == pytest.approx(tenth / 50 * 60, abs=1)


def test_several_parcels_share_a_stop() -> None:
    """A truck that brings two kinds would be written as stopping twice."""
    rows = [shipped(0, 10), shipped(0, 5, parcel="bulky")]
    bulky, dry = trips(SCENARIO, rows, FLEETS)
    assert (bulky.parcel, dry.parcel) == ("bulky", "dry")
    assert (bulky.stop, bulky.arrive, bulky.depart) == (dry.stop, dry.arrive, dry.depart)
    assert (bulky.km, dry.km) == (20, 0)


def test_loads_are_spread_over_the_trucks() -> None:
    """One truck would drive all day while the others of its fleet stand."""
    names = [stop.trip for stop in trips(SCENARIO, [shipped(0, 750)], FLEETS)]
    assert names == ["2027-02-08/F1/1.01", "2027-02-08/F1/1.02", "2027-02-08/F1/2.01"]


def test_times_count_on_after_midnight() -> None:
    """A trip that lasts beyond the day would seem to arrive before it left."""
    last = trips(SCENARIO, [shipped(0, 2500, fleet="F2", minutes=120.0)], FLEETS)[-1]
    assert minutes(last.depart) > 24 * 60


def test_a_parcel_too_large_for_any_truck_does_not_stop_the_plan() -> None:
    """Packing would never end; verification is there to reject the load."""
    huge = DRY.model_copy(update={"weight_kg": 4000.0})
    stops = trips(tiny(villages=VILLAGES, parcels=(huge,)), [shipped(0, 2)], FLEETS)
    assert [stop.quantity for stop in stops] == [1, 1]
