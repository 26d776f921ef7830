"""Which lanes there are: fleets, contracts, sharing, shifts."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from mizalla_models.campaign import PluginUse
from mizalla_models.lane import ContractedLane
from mizalla_models.place import Point
from mizalla_models.plan import Shipment
from mizalla_models.rule import Charge, Forbid
from mizalla_models.scenario import Scenario
from tiny import AMAL, DRY, FIRST, FLEET, NORTH, NOUR, SOUTH, STORE, VAN, lot, need, tiny
from verify.plans import Drafter, found, rules_of

N, S = NORTH.pcode, SOUTH.pcode
OIL = DRY.model_copy(update={"id": "oil", "weight_kg": 5.0})
OTHER = STORE.model_copy(update={"id": "W2", "organisation": "amal"})
LANE = ContractedLane(origin="W1", destination=N, km=9, minutes=8, cost_per_parcel=2, cost_per_kg=1)


def contracted(*lanes: ContractedLane, **fields: Any) -> Scenario:
    usual = {
        "parcels": (DRY, OIL),
        "needs": (need(N, 200), need(N, 200, "oil"), need(S, 100)),
        "stock": (lot(), lot(parcel="oil")),
    }
    return tiny(lanes=lanes, **(usual | fields))


def by_contract(scenario: Scenario, **fields: Any) -> str:
    """What verification says of the lane and figures of one delivery on contract."""
    said = rules_of(scenario)
    draft = Drafter(scenario, said)
    usual = {"supply": "W1/dry", "point": N, "quantity": 10, "fleet": "contract"}
    row = draft.deliver(**(usual | fields))
    return found(scenario, said, draft.plan([row]), "lane", "figures")


def test_contract_states_its_own_figures() -> None:
    """A contract's km, minutes or price would be reckoned as a truck's."""
    scenario = contracted(LANE)
    assert by_contract(scenario, way=(9, 8), price=10 * (2 + 12)) == ""
    assert "km of" in by_contract(scenario, price=140)


def test_contract_without_figures_takes_those_of_the_way() -> None:
    """A contract that leaves km and minutes open would have none."""
    scenario = contracted(LANE.model_copy(update={"km": None, "minutes": None}))
    assert by_contract(scenario, price=140) == ""
    fast = contracted(LANE.model_copy(update={"minutes": None}), campaign={"road": {"speed": 30.0}})
    km = Drafter(fast, rules_of(fast)).km("W1", N)
    assert by_contract(fast, way=(9, km * 2), price=140) == ""


def test_row_of_a_parcel_stands_in_for_the_general_row() -> None:
    """A parcel with a price of its own would be carried at the price of all others."""
    special = LANE.model_copy(update={"parcel": "oil", "cost_per_parcel": 1, "cost_per_kg": 0})
    scenario = contracted(LANE, special)
    assert by_contract(scenario, supply="W1/oil", way=(9, 8), price=10) == ""
    assert "cost of" in by_contract(scenario, supply="W1/oil", way=(9, 8), price=70)
    assert by_contract(scenario, way=(9, 8), price=140) == ""


def test_row_of_another_parcel_only_makes_no_lane() -> None:
    """What nobody contracted to carry would be carried."""
    scenario = contracted(LANE.model_copy(update={"parcel": "oil"}))
    assert "lanes.csv has no row for dry" in by_contract(scenario)


def test_row_to_a_village_serves_all_its_points() -> None:
    """A contract to a village would reach only the point that bears its name."""
    school = Point(id="P9", village=N, name="School", lat=27.3, lon=31.1)
    scenario = contracted(LANE, points=(school,))
    assert by_contract(scenario, point="P9", way=(9, 8), price=140) == ""
    alone = contracted(LANE.model_copy(update={"destination": "P9"}), points=(school,))
    assert by_contract(alone, point="P9", way=(9, 8), price=140) == ""


def by_fleet(scenario: Scenario, *rules: Any, **fields: Any) -> str:
    """What verification says of the lane and figures of one delivery by fleet F1."""
    said = rules_of(scenario, *rules)
    draft = Drafter(scenario, said)
    row: Shipment = draft.deliver(**({"supply": "W1/dry", "point": N, "quantity": 10} | fields))
    return found(scenario, said, draft.plan([row]), "lane", "figures", "forbid")


def test_fleets_stand_still_where_a_contract_names_the_origin() -> None:
    """A store whose transport is contracted out would send its own trucks too."""
    scenario = tiny(lanes=(LANE.model_copy(update={"destination": S}),))
    assert "left by contract only" in by_fleet(scenario)
    off = (PluginUse(name="contracts", enabled=False),)
    mixed = scenario.model_copy(
        update={"campaign": scenario.campaign.model_copy(update={"plugins": off})}
    )
    assert by_fleet(mixed) == ""


@pytest.mark.parametrize(("hours", "word"), [(0.4, "a shift is 24"), (1.0, "")])
def test_shift(hours: float, word: str) -> None:
    """A truck would be sent farther than it can come back from in its shift."""
    text = by_fleet(tiny(fleets=(FLEET.model_copy(update={"hours_per_day": hours}),)))
    assert (word in text) if word else not text


def test_slow_road_and_slow_truck() -> None:
    """A truck would drive faster than itself, or than the road."""
    slow = tiny(campaign={"road": {"speed": 20.0}})
    km = Drafter(slow, rules_of(slow)).km("W1", N)
    assert by_fleet(slow, way=(km, km * 3)) == ""
    assert by_fleet(tiny(campaign={"road": {"speed": 90.0}})) == ""


def sharing(owner: str, fleet_of: str, how: str) -> str:
    scenario = tiny(
        campaign={"sharing": how},
        organisations=(AMAL, NOUR),
        warehouses=(STORE.model_copy(update={"organisation": owner}),),
        fleets=(FLEET.model_copy(update={"organisation": fleet_of}),),
    )
    return by_fleet(scenario)


def test_sharing() -> None:
    """With ``own`` a member would carry another's parcels; with ``pooled`` it would not."""
    assert sharing("nour", "amal", "pooled") == ""
    assert sharing("nour", "nour", "own") == ""
    assert "amal carries what nour owns" in sharing("nour", "amal", "own")


@pytest.mark.parametrize(
    ("stock_at", "ends_with", "word"),
    [
        ("W1", "amal", "from nour to amal"),
        ("W1", "nour", ""),
        ("W3", "nour", "nour carries what amal owns"),
    ],
)
def test_sharing_of_transfers(stock_at: str, ends_with: str, word: str) -> None:
    """With ``own`` parcels would change hands by way of a transfer."""
    houses = (
        STORE,
        OTHER.model_copy(update={"organisation": ends_with}),
        OTHER.model_copy(update={"id": "W3"}),
    )
    scenario = tiny(
        campaign={"sharing": "own"},
        warehouses=houses,
        lanes=(ContractedLane(origin="W1", destination="W2"),),
        stock=(lot(stock_at),),
    )
    said = rules_of(scenario)
    draft = Drafter(scenario, said)
    row = draft.transfer(f"{stock_at}/dry", "W2", 5, origin="W1")
    text = found(scenario, said, draft.plan([], [row]), "lane")
    assert (word in text) if word else not text


def test_what_plugins_know_of_the_way_counts() -> None:
    """A plugin's km, minutes or closed bridge would be checked against the great circle."""
    scenario = tiny()
    said = rules_of(scenario)
    draft = Drafter(scenario, said)
    nothing = np.full((1, 3), np.nan)
    km, minutes = nothing.copy(), nothing.copy()
    km[0, 0], minutes[0, 0] = 40.0, 70.0
    known = draft.plan(
        [draft.deliver("W1/dry", N, 10, way=(40, 70)), draft.deliver("W1/dry", S, 5)]
    )
    checks = ("lane", "figures")
    assert found(scenario, said, known, *checks, answers=(km, minutes)) == ""
    assert "km of" in found(scenario, said, known, *checks, answers=(nothing, nothing))
    minutes[0, 0] = np.inf
    assert "no way" in found(scenario, said, known, *checks, answers=(nothing, minutes))


@pytest.mark.parametrize(
    ("fields", "forbidden"),
    [
        ({"km_over": 10.8}, True),
        ({"km_over": 10.9}, False),
        ({"minutes_over": 12.9}, True),
        ({"minutes_over": 13.1}, False),
        ({"km_over": 10.8, "minutes_over": 13.1}, False),
        ({"where": {"village": [S]}}, False),
        ({"where": {"village": [N], "week": ["2027-W06"]}}, True),
        ({"where": {"village": [N]}, "unless": {"fleet": ["F1"]}}, False),
        ({"where": {"village": [N]}, "unless": {"fleet": ["F1"], "parcel": ["oil"]}}, True),
        ({"where": {"movement": ["transfer"]}}, False),
    ],
)
def test_forbids(fields: Any, forbidden: bool) -> None:
    """A forbid would bind more, or less, than it says."""
    rule = Forbid(name="x", reason="Because.", **fields)
    assert ("is forbidden by test/x" in by_fleet(tiny(), rule)) is forbidden


def test_forbidden_storage() -> None:
    """What may not be kept overnight would lie in store."""
    rule = Forbid(
        name="x", reason="No shed.", where={"movement": ["storage"], "day": ["2027-02-09"]}
    )
    assert "Storage of W1/dry in W1 on 2027-02-09 is forbidden" in by_fleet(tiny(), rule)


def test_charges_add_up() -> None:
    """A movement that two charges pick would cost only one of them."""
    toll = Charge(name="a", reason="Toll.", measure="parcels", amount=3)
    rebate = Charge(name="b", reason="Friends.", measure="kg", amount=-0.5, where={"village": [N]})
    assert by_fleet(tiny(), toll, rebate, charges=10 * 3 - 120 * 0.5) == ""
    assert "cost of" in by_fleet(tiny(), toll, rebate, charges=30)


def test_fleet_days() -> None:
    """Trucks that are lent for a week would drive before and after it."""
    lent = FLEET.model_copy(update={"from_day": FIRST + timedelta(days=1)})
    assert "works from" in by_fleet(tiny(fleets=(lent,)))
    assert by_fleet(tiny(fleets=(lent,)), day=1) == ""


def test_largest_vehicle() -> None:
    """A truck would be sent up a lane that it does not fit."""
    cart = VAN.model_copy(update={"id": "cart", "payload_kg": 400.0})
    point = Point(id=N, village=N, name="North", lat=27.25, lon=31.15, largest_vehicle="cart")
    scenario = tiny(vehicles=(cart, VAN), points=(point,))
    assert "at most 400 kg gets there" in by_fleet(scenario)
    carts = (FLEET.model_copy(update={"vehicle": "cart"}),)
    assert by_fleet(scenario.model_copy(update={"fleets": carts})) == ""
