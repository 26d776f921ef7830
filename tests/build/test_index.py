"""Ids to numbers."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mizalla.build.index import Labels, week_of
from mizalla_models.rule import Supply, Vehicles
from problems import problem
from tiny import FIRST, FLEET, NORTH, SOUTH, STORE, lot, need, tiny


@given(st.lists(st.text(max_size=3)))
def test_labels_number_every_name_once(names: list[str]) -> None:
    """Two values of a dimension would share a number, or one would have two."""
    labels = Labels.of(names)
    assert list(labels.names) == sorted(set(names))
    assert [labels.names[code] for code in labels.codes(names)] == names
    assert labels.codes(["none of ours"]).tolist() == [-1]


def test_weeks_are_iso_weeks() -> None:
    """A limit per week would count Sundays in the wrong week."""
    assert week_of(date(2027, 1, 3)) == "2026-W53"
    assert week_of(date(2027, 1, 4)) == "2027-W01"
    index = problem(tiny(campaign={"starts": "2027-02-06", "ends": "2027-02-09"})).index
    assert index.weeks.names == ("2027-W05", "2027-W06")
    assert index.day_week.tolist() == [0, 0, 1, 1]


def test_days_outside_the_campaign_keep_their_distance() -> None:
    """A need that is due before the first day would not count as late from the first on."""
    index = problem(tiny()).index
    assert index.day_number(None, 7) == 7
    assert index.day_number(FIRST, 7) == 0
    assert index.day_number(date(2027, 2, 5), 7) == -3


def test_entities_point_at_one_another() -> None:
    """Lanes would start, end or be charged elsewhere."""
    depot = STORE.model_copy(update={"id": "W2", "organisation": "amal", "governorate": "EG24"})
    truck = FLEET.model_copy(update={"id": "F0", "warehouse": "W2", "organisation": "amal"})
    index = problem(tiny(warehouses=(STORE, depot), fleets=(truck, FLEET))).index
    assert index.governorates.names == ("EG24", "EG25")
    assert index.warehouse_governorate.tolist() == [-1, 0]
    assert [index.organisations.names[n] for n in index.warehouse_organisation] == ["nour", "amal"]
    assert index.fleets.names == ("F0", "F1")
    assert [index.warehouses.names[n] for n in index.fleet_warehouse] == ["W2", "W1"]
    assert [index.organisations.names[n] for n in index.fleet_organisation] == ["amal", "nour"]
    assert index.destinations.names == (NORTH.pcode, SOUTH.pcode, "W1", "W2")


def test_stock_trucks_and_needs_of_rules_count_beside_those_of_files() -> None:
    """What a plugin brings beyond the files would be left out."""
    supply = Supply(reason="A gift.", id="A", warehouse="W1", parcel="dry", quantity=5)
    fields = FLEET.model_dump(exclude={"id"})
    trucks = Vehicles(reason="Lent.", fleet="B", **fields)
    index = problem(tiny(stock=(lot(),), needs=(need(NORTH.pcode, 3),)), supply, trucks).index
    assert [item.id for item in index.supplies] == ["A", "W1/dry"]
    assert index.fleets.names == ("B", "F1")
    assert [item.quantity for item in index.needs] == [3]
