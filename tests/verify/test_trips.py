"""Trips by the second path: what dispatch makes is accepted, and every corruption found."""

from datetime import time

import pytest

from mizalla.dispatch import Driven
from mizalla.dispatch import trips as sent
from mizalla.verify.facts import gather
from mizalla.verify.findings import Findings
from mizalla.verify.trips import check_trips
from mizalla.verify.ways import Ways
from mizalla_models.campaign import TripSettings
from mizalla_models.plan import Plan, Shipment
from mizalla_models.road import Road
from mizalla_models.rule import ProvidedRule, Provider, Rest, Shift, Vehicles
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario
from plans import sample_plan
from tiny import FIRST, NORTH, SOUTH, VAN, tiny, village_points

POINTS = (
    village_points((NORTH,))[0].model_copy(update={"opens": time(8), "closes": time(12)}),
    village_points((SOUTH,))[0].model_copy(update={"largest_vehicle": "van"}),
)
ROADS = (
    Road(from_lat=27.18, from_lon=31.18, to_lat=27.25, to_lon=31.15, km=12, minutes=20),
    Road(from_lat=27.18, from_lon=31.18, to_lat=27.05, to_lon=31.15, km=18, one_way=True),
    Road(from_lat=27.05, from_lon=31.15, to_lat=27.25, to_lon=31.15, km=25, road_class="trunk"),
)
LORRY = VAN.model_copy(update={"id": "lorry", "payload_kg": 9000})
REST = Rest(earliest=time(9), latest=time(9, 40), minutes=30)
SCENARIO = tiny(
    points=POINTS,
    roads=ROADS,
    vehicles=(LORRY, VAN),
    campaign={"road": {"speed": 45, "speeds": {"trunk": 70}}, "trips": {"leaves": "07:30"}},
)


def rules(*shifts: Shift) -> Rules:
    fleet = Vehicles(
        reason="Its own.",
        fleet="F1",
        organisation="nour",
        warehouse="W1",
        vehicle="van",
        count=2,
        hours_per_day=6,
    )
    who = Provider(plugin="test", version="1")
    said = [ProvidedRule(id="test/fleet", provider=who, rule=fleet)]
    said += [ProvidedRule(id=f"test/{n}", provider=who, rule=s) for n, s in enumerate(shifts)]
    return Rules(provided=tuple(said), plugins=())


SAID = rules(Shift(reason="Breakfast.", breaks=(REST,), home=time(15)))


def shipped(point: str, quantity: int) -> Shipment:
    return Shipment(
        day=FIRST,
        organisation="nour",
        fleet="F1",
        vehicle="van",
        origin="W1",
        lot="L",
        supply="S",
        parcel="dry",
        destination=point,
        village=point,
        quantity=quantity,
        km=1,
        minutes=1,
        truck_hours=0,
        cost=0,
    )


ROWS = (shipped(NORTH.pcode, 620), shipped(SOUTH.pcode, 240))


def made(scenario: Scenario = SCENARIO, said: Rules = SAID) -> Plan:
    driven: Driven = sent(scenario, said, ROWS)
    assert driven.stops
    return sample_plan(shipments=ROWS, trips=driven.stops, short=driven.short)


def found(plan: Plan, scenario: Scenario = SCENARIO, said: Rules = SAID) -> list[str]:
    facts = gather(scenario, said)
    findings = Findings()
    check_trips(plan, facts, Ways(facts, None), findings)
    return [finding.problem for finding in findings.all()]


def test_what_dispatch_makes_is_right() -> None:
    """The two paths would understand windows, breaks, ways or shifts differently."""
    assert found(made()) == []


def changed(plan: Plan, trip: str, **fields: object) -> Plan:
    """A plan with other figures in all rows of a trip."""
    rows = tuple(row.model_copy(update=fields) if row.trip == trip else row for row in plan.trips)
    return plan.model_copy(update={"trips": rows})


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"leaves": "07:00"}, "it works from 07:30"),
        ({"returns": "23:30"}, "to 23:30, it works from 07:30 to 15:00"),
        ({"truck": 3}, "truck 3, F1 has 2"),
        ({"arrive": "11:50", "depart": "12:10"}, "it is open from 08:00 to 12:00"),
        ({"km": 1.0}, "is stated as"),
    ],
)
def test_a_trip_that_breaks_a_bound_is_found(fields: dict[str, object], word: str) -> None:
    """A plan would be driven that can't be."""
    right = made()
    trips = [row for row in right.trips if row.destination == NORTH.pcode]
    trip = max(trips, key=lambda row: (row.returns, row.trip)).trip
    assert any(word in problem for problem in found(changed(right, trip, **fields)))


def test_two_trips_of_one_truck_at_once_are_found() -> None:
    """A truck would be in two places."""
    right = made()
    one = right.model_copy(
        update={"trips": tuple(row.model_copy(update={"truck": 1}) for row in right.trips)}
    )
    assert any("minutes to load" in problem for problem in found(one))


def test_what_is_neither_brought_nor_named_is_found() -> None:
    """Parcels would vanish between allocation and trucks."""
    right = made()
    assert any(
        "are shipped" in problem
        for problem in found(right.model_copy(update={"trips": right.trips[1:]}))
    )


@pytest.mark.parametrize(
    ("update", "word"),
    [
        ({"stop_minutes": 60}, "handing over"),
        ({"reload_minutes": 300}, "minutes to load"),
        ({"shift_hours": 1}, "its shift is 60"),
        ({"trips_per_day": 1}, "at most 1"),
    ],
)
def test_settings_of_trips_are_checked(update: dict[str, object], word: str) -> None:
    """What the campaign says of stops, loading and shifts would be for dispatch alone."""
    right = made()
    trips = TripSettings.model_validate(SCENARIO.campaign.trips.model_dump() | update)
    campaign = SCENARIO.campaign.model_copy(update={"trips": trips})
    other = SCENARIO.model_copy(update={"campaign": campaign})
    assert any(word in problem for problem in found(right, other))


def test_a_break_that_was_not_taken_is_found() -> None:
    """Crews would work through."""
    without = rules(Shift(reason="Early.", home=time(15)))
    right = made(said=without)
    long = Rest(earliest=time(9), latest=time(9, 40), minutes=200)
    assert found(right, said=without) == []
    asked = rules(Shift(reason="Breakfast.", breaks=(long,)))
    assert any("no time for break" in problem for problem in found(right, said=asked))


def test_access_of_points_is_checked() -> None:
    """A van would be sent where only smaller ones get."""
    small = VAN.model_copy(update={"id": "tuktuk", "payload_kg": 400})
    points = (POINTS[0], POINTS[1].model_copy(update={"largest_vehicle": "tuktuk"}))
    other = SCENARIO.model_copy(update={"points": points, "vehicles": (LORRY, small, VAN)})
    assert any("largest that gets there" in problem for problem in found(made(), other))


def test_roads_that_are_barred_to_a_truck_are_no_way() -> None:
    """A trip would be accepted over roads that its truck may not use."""
    campaign = SCENARIO.campaign
    road = campaign.road.model_copy(update={"bans": {"trunk": ("van",)}})
    barred = SCENARIO.model_copy(update={"campaign": campaign.model_copy(update={"road": road})})
    assert any("takes inf minutes" in problem for problem in found(made(), barred))
