"""Trips of trucks: loads, times, access, shifts and what is short."""

import math
from collections import Counter, defaultdict
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizalla.dispatch import Driven, Routing, trips
from mizalla.dispatch.trips import driven, search
from mizalla_models.errors import UsageError
from mizalla_models.plan import Shipment, TripStop
from mizalla_models.road import Road
from mizalla_models.rule import ProvidedRule, Provider, Rest, Rule, Shift, Vehicles
from mizalla_models.rules import Rules
from tiny import DRY, FIRST, NORTH, STORE, VAN, tiny, village_points

BULKY = DRY.model_copy(update={"id": "bulky", "weight_kg": 5.0, "volume_m3": 0.5})
LORRY = VAN.model_copy(update={"id": "lorry", "payload_kg": 9000.0, "volume_m3": 45.0})
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
POINTS = village_points(VILLAGES)


def fleet(name: str = "F1", count: int = 2, **more: Any) -> Vehicles:
    fields = {
        "reason": "Its own.",
        "fleet": name,
        "organisation": "nour",
        "warehouse": "W1",
        "vehicle": "van",
        "count": count,
        "hours_per_day": 8,
    }
    return Vehicles.model_validate(fields | more)


def said(*rules: Rule) -> Rules:
    who = Provider(plugin="test", version="1")
    return Rules(
        provided=tuple(
            ProvidedRule(id=f"test/{number}", provider=who, rule=rule)
            for number, rule in enumerate(rules)
        ),
        plugins=(),
    )


DAY = timedelta(days=1)
FLEETS = said(fleet(), fleet("F2", 1))


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
        "km": 10.0,
        "minutes": 12.0,
        "truck_hours": 0.0,
        "cost": 0.0,
    }
    return Shipment.model_validate(fields | more)


def sent(*rows: Shipment, rules: Rules = FLEETS, trip: Any = None, **changes: Any) -> Driven:
    """Trips in the tiny scenario, with changes to it and to how trucks are sent out."""
    campaign = dict(changes.pop("campaign", {}))
    scenario = tiny(
        **{"villages": VILLAGES, "parcels": (BULKY, DRY), "vehicles": (LORRY, VAN)} | changes,
        campaign=campaign | {"trips": trip or {}},
    )
    return trips(scenario, rules, rows)


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
    max_size=10,
)


@settings(max_examples=25, deadline=None)
@given(SHIPMENTS)
def test_everything_rides_or_is_short_and_nothing_else(shipments: list[Shipment]) -> None:
    """Parcels would be lost between allocation and waybills, or contractors given trips."""
    wanted, brought = Counter(), Counter()
    for row in shipments:
        if row.fleet != "contract":
            wanted[row.day, row.fleet, row.destination, row.parcel] += row.quantity
    found = sent(*shipments)
    for one in (*found.stops, *found.short):
        brought[one.day, one.fleet, one.destination, one.parcel] += one.quantity
    assert brought == wanted


@settings(max_examples=25, deadline=None)
@given(SHIPMENTS)
def test_loads_fit_and_trucks_go_one_trip_after_the_other(shipments: list[Shipment]) -> None:
    """A truck would be overloaded, or in two places at once, or out beyond its shift."""
    parcels = {"dry": DRY, "bulky": BULKY}
    days: dict[tuple[date, str, int], list[TripStop]] = defaultdict(list)
    for rows in by_trip(sent(*shipments).stops).values():
        kg = sum(row.quantity * parcels[row.parcel].weight_kg for row in rows)
        m3 = sum(row.quantity * parcels[row.parcel].volume_m3 for row in rows)
        assert kg <= VAN.payload_kg
        assert m3 <= VAN.volume_m3 + 1e-9
        assert [row.stop for row in rows] == sorted(row.stop for row in rows)
        days[rows[0].day, rows[0].fleet, rows[0].truck] += rows
    for (_, name, truck), rows in days.items():
        assert truck <= {"F1": 2, "F2": 1}[name]
        spans = sorted({(minutes(row.leaves), minutes(row.returns)) for row in rows})
        assert spans[0][0] >= 7 * 60
        assert spans[-1][1] - spans[0][0] <= 8 * 60
        for (_, home), (leaves, _) in pairwise(spans):
            assert leaves >= home + 30


def test_order_of_shipments_does_not_matter() -> None:
    """The same plan would print other waybills when it is stored and read again."""
    rows = [shipped(number, 60 + 7 * number) for number in range(8)]
    assert sent(*rows) == sent(*reversed(rows))


def test_sheets_that_are_known_stand_for_tours_that_stayed_alone() -> None:
    """Trips that were made again would leave with the loading lists of those before."""
    scenario = tiny(villages=VILLAGES, parcels=(BULKY, DRY), vehicles=(LORRY, VAN))
    before = search(scenario, FLEETS, [shipped(0, 90), shipped(1, 60, day=FIRST + DAY)])
    after = [before[0], *search(scenario, FLEETS, [shipped(2, 50, day=FIRST + DAY)])]
    known = driven(scenario, before)
    again = driven(scenario, after, known.sheets)
    assert again == driven(scenario, after)
    key = before[0].day.day, before[0].day.base
    assert again.sheets[key][1] is known.sheets[key][1]


def test_one_stop_is_the_way_there_and_back() -> None:
    """Km, times and cost of a plain trip would not be those of its way."""
    far = NORTH.model_copy(update={"lat": 27.28, "lon": 31.18})
    (stop,) = sent(shipped(0, 90, destination=far.pcode), villages=(far,)).stops
    way = 0.1 * math.pi / 180 * 6371.0088 * 1.3
    assert stop.km == pytest.approx(2 * way)
    out = math.ceil(way / 50 * 60)
    assert minutes(stop.arrive) - minutes(stop.leaves) == out
    assert minutes(stop.depart) - minutes(stop.arrive) == 18
    assert minutes(stop.returns) - minutes(stop.depart) == out
    assert stop.cost == pytest.approx(2 * way * 8 + (2 * out + 18) / 480 * 900)
    assert (stop.trip, stop.truck) == ("2027-02-08/F1/1.01", 1)


def test_several_parcels_share_a_stop() -> None:
    """A truck that brings two kinds would be written as stopping twice."""
    bulky, dry = sent(shipped(0, 10), shipped(0, 5, parcel="bulky")).stops
    assert (bulky.parcel, dry.parcel) == ("bulky", "dry")
    assert (bulky.stop, bulky.arrive, bulky.depart) == (dry.stop, dry.arrive, dry.depart)
    assert bulky.km > 0
    assert dry.km == 0


def test_a_point_that_needs_more_than_a_truck_gets_several() -> None:
    """Consignments beyond a truck's load would be refused, or overload it."""
    found = sent(shipped(0, 750))
    assert [row.quantity for row in found.stops] == [250, 250, 250]
    assert found.short == ()


def test_what_does_not_fit_into_the_day_is_short_with_a_reason() -> None:
    """Trucks would drive all night, or parcels vanish without a word."""
    found = sent(shipped(0, 5000, fleet="F2"))
    (short,) = found.short
    assert sum(row.quantity for row in found.stops) + short.quantity == 5000
    assert short.reason == "no time left for its truck"
    assert found.hours[FIRST, "F2"] <= 8


def test_a_parcel_too_large_for_the_truck_is_short() -> None:
    """Packing would never end, or overload the truck."""
    huge = DRY.model_copy(update={"weight_kg": 4000.0})
    found = sent(shipped(0, 2), parcels=(huge,))
    assert (found.stops, found.short[0].quantity) == ((), 2)
    assert found.short[0].reason == "not even one fits into a van"


def test_opening_hours_are_kept() -> None:
    """Trucks would stand before closed doors, or hand over after closing."""
    points = (POINTS[0].model_copy(update={"opens": time(9), "closes": time(10, 10)}), *POINTS[1:])
    found = sent(shipped(0, 3000), points=points, trip={"parcel_seconds": 6})
    assert found.short
    for row in found.stops:
        assert minutes(row.arrive) >= 9 * 60
        assert minutes(row.depart) <= 10 * 60 + 10


def test_a_window_that_no_truck_can_keep_is_named() -> None:
    """A point that opens too late would get parcels at night."""
    points = (POINTS[0].model_copy(update={"closes": time(7, 5)}), *POINTS[1:])
    (short,) = sent(shipped(0, 10), points=points).short
    assert "while it is open" in short.reason


def test_the_largest_vehicle_of_a_point_is_kept() -> None:
    """A lorry would be sent into a lane that it can't pass."""
    points = (POINTS[0].model_copy(update={"largest_vehicle": "van"}), *POINTS[1:])
    rules = said(fleet("F9", vehicle="lorry"), fleet())
    found = sent(
        shipped(0, 10, fleet="F9", vehicle="lorry"), shipped(0, 20), points=points, rules=rules
    )
    assert [row.fleet for row in found.stops] == ["F1"]
    assert found.short[0].reason == "no truck larger than a van gets there"


def test_a_shift_too_short_for_the_way_is_named() -> None:
    """A far point would keep its truck out beyond the shift."""
    far = NORTH.model_copy(update={"lat": 30.0})
    (short,) = sent(shipped(0, 10, destination=far.pcode), villages=(far,)).short
    assert "the shift is 8 h 00" in short.reason


def test_shifts_of_plugins_hold_where_they_pick() -> None:
    """A fasting day's shorter shift and later start would be ignored."""
    fasting = Shift(reason="Fasting.", where={"day": [FIRST.isoformat()]}, leaves=time(9), hours=3)
    later = FIRST + timedelta(days=1)
    rules = said(fleet(), fasting)
    rows = [shipped(number, 200, day=day) for number in range(6) for day in (FIRST, later)]
    found = sent(*rows, rules=rules)
    for row in found.stops:
        assert minutes(row.leaves) >= (9 if row.day == FIRST else 7) * 60
    assert found.hours[FIRST, "F1"] <= 2 * 3
    assert found.hours[later, "F1"] > 2 * 3


def test_a_break_is_taken_within_its_window() -> None:
    """Crews would drive through sunset without breaking their fast."""
    sunset = Rest(earliest=time(9), latest=time(9, 30), minutes=40)
    rules = said(fleet(count=1), Shift(reason="Sunset.", breaks=(sunset,)))
    rows = [shipped(number, 60) for number in range(8)]
    found = sent(*rows, rules=rules)
    taken = [row.pauses for row in found.stops if row.pauses]
    assert len(set(taken)) == 1
    begin, end = taken[0].split("-")
    assert 9 * 60 <= minutes(begin) <= 9 * 60 + 30
    assert minutes(end) - minutes(begin) == 40
    for row in found.stops:
        assert minutes(row.depart) <= minutes(begin) or minutes(row.arrive) >= minutes(end)


def test_an_engine_that_knows_no_breaks_is_refused() -> None:
    """A break would be left out without a word."""
    rest = Rest(earliest=time(9), latest=time(9, 30), minutes=40)
    rules = said(fleet(), Shift(reason="Sunset.", breaks=(rest,)))
    with pytest.raises(UsageError, match="can't keep breaks"):
        sent(shipped(0, 60), rules=rules, trip={"engine": "pyvrp"})


@pytest.mark.parametrize("engine", ["auto", "pyvrp", "ortools"])
def test_every_engine_makes_trips(engine: str) -> None:
    """An engine of the setting would break on trucks that load again, or be ignored."""
    rows = [shipped(number, 120) for number in range(6)]
    scenario = tiny(villages=VILLAGES, campaign={"trips": {"seconds": 0.2}})
    found = trips(scenario, FLEETS, rows, routing=Routing(engine=engine))
    assert sum(row.quantity for row in found.stops) == 720


def test_trips_a_day_are_kept() -> None:
    """A truck would load more often than its base can load it."""
    found = sent(shipped(0, 1000), trip={"trips_per_day": 1})
    assert {(row.truck, row.trip[-2:]) for row in found.stops} == {(1, "01"), (2, "01")}
    assert sum(row.quantity for row in found.short) == 500


ROADS = (
    Road(from_lat=27.18, from_lon=31.18, to_lat=27.25, to_lon=31.15, km=10, road_class="track"),
    Road(from_lat=27.18, from_lon=31.18, to_lat=27.2, to_lon=31.3, km=20, road_class="trunk"),
    Road(
        from_lat=27.2,
        from_lon=31.3,
        to_lat=27.25,
        to_lon=31.15,
        km=30,
        road_class="trunk",
        one_way=True,
    ),
)


def on_roads(roads: tuple[Road, ...] = ROADS, **road: Any) -> Driven:
    assert (STORE.lat, STORE.lon) == (27.18, 31.18)
    return sent(
        shipped(0, 10, destination=NORTH.pcode),
        villages=(NORTH,),
        roads=roads,
        campaign={"road": {"speed": 50, **road}},
    )


def test_barred_roads_are_gone_round() -> None:
    """A truck would drive where it is not allowed; ways there and back would be taken for alike."""
    assert on_roads().stops[0].km == pytest.approx(20)
    assert on_roads(bans={"track": ["lorry"]}).stops[0].km == pytest.approx(20)
    one_way = on_roads(bans={"track": ["van"]})
    assert one_way.short[0].reason == "no road is open to a van on that day"
    both = tuple(road.model_copy(update={"one_way": False}) for road in ROADS)
    assert on_roads(both, bans={"track": ["van"]}).stops[0].km == pytest.approx(100)


def test_a_one_way_road_makes_the_way_back_longer() -> None:
    """Ways there and back would be taken for alike."""
    track = ROADS[0].model_copy(update={"one_way": True})
    both = ROADS[2].model_copy(update={"one_way": False})
    assert on_roads((track, ROADS[1], both)).stops[0].km == pytest.approx(10 + 50)


def test_closed_roads_are_gone_round_while_they_are_closed() -> None:
    """Trips would cross a bridge that is down."""
    closed = ROADS[0].model_copy(update={"closed_until": FIRST})
    both = ROADS[2].model_copy(update={"one_way": False})
    assert on_roads((closed, ROADS[1], both)).stops[0].km == pytest.approx(100)


def test_speed_by_class_counts() -> None:
    """Minutes of roads that state none would be those of any road."""
    slow = on_roads(speeds={"track": 10}).stops[0]
    assert minutes(slow.arrive) - minutes(slow.leaves) == 60
