"""What a member's rules may bind, and what its plugin sees."""

from typing import Any

import numpy as np
import pytest

from collected import collected, manager_with, speaker
from mizalla.collect import seen, seen_plan, travel_answers
from mizalla.hookspecs import hookimpl
from mizalla.testing import plan_with, tiny
from mizalla_models.campaign import Grant, PluginUse
from mizalla_models.errors import PluginError
from mizalla_models.plan import RuleUse
from mizalla_models.rule import (
    AtMostActive,
    Charge,
    Forbid,
    Limit,
    Need,
    Rule,
    SmallestDrop,
    Supply,
    Vehicles,
)
from mizalla_models.scenario import Scenario


def granted(**more: Any) -> Scenario:
    scenario = tiny()
    campaign = scenario.campaign.model_copy(update={"grants": {"nour": Grant(**more)}})
    return scenario.model_copy(update={"campaign": campaign})


def forbid(unless: Any = None, **where: Any) -> Forbid:
    return Forbid(reason="x", where=where, unless=unless or {})


def limit(**more: Any) -> Limit:
    return Limit.model_validate({"reason": "x"} | more)


def supply(**more: Any) -> Supply:
    fields = {"reason": "x", "id": "gift", "warehouse": "W1", "parcel": "dry", "quantity": 5}
    return Supply.model_validate(fields | more)


def trucks(**more: Any) -> Vehicles:
    fields = {"reason": "x", "fleet": "L", "organisation": "nour", "warehouse": "W1"}
    return Vehicles.model_validate(
        fields | {"vehicle": "van", "count": 1, "hours_per_day": 8} | more
    )


OWN: list[Rule] = [
    forbid(origin=["W1"]),
    forbid(organisation=["nour"]),
    forbid(owner=["nour"], village=["EG260101"]),
    forbid(fleet=["F1", "F2"]),
    forbid(vehicle=["reefer"]),
    forbid(parcel=["frozen"]),
    forbid(supply=["W1/dry"], day=["2027-02-09"]),
    forbid(unless={"owner": ["amal"]}, parcel=["dry"]),
    forbid(destination=["W1"]),
    limit(at_most={"W1|2027-02-08": 5, "W1": 9}, per=("origin", "day")),
    limit(at_most={"W1": 5}, at_least={"W1": 1}, per=("origin",)),
    limit(at_most=5, where={"movement": ["storage"], "origin": ["W1"]}),
    Charge(reason="x", where={"origin": ["W1"]}, amount=2),
    Charge(reason="x", where={"organisation": ["nour"]}, amount=-2),
    AtMostActive(reason="x", of="fleet", count=1, where={"organisation": ["nour"]}, per=("day",)),
    SmallestDrop(reason="x", quantity=9, where={"origin": ["W1"]}),
    supply(),
    trucks(),
]
FOREIGN: list[tuple[Rule, str]] = [
    (forbid(origin=["W2"]), "lanes of others, such as W2/dry from W2 to EG250101 by G1 of amal"),
    (forbid(origin=["W1", "W2"]), "lanes of others"),
    (forbid(day=["2027-02-09"]), "lanes of others"),
    (forbid(village=["EG250101"]), "lanes of others"),
    (forbid(parcel=["dry"]), "lanes of others"),
    (forbid(unless={"origin": ["W1"]}, parcel=["dry"]), "lanes of others"),
    (Forbid(reason="x", minutes_over=60), "lanes of others"),
    (limit(at_most=5, per=("origin",)), "lanes of others"),
    (limit(at_most={"W1": 5, "W2": 5}, per=("origin",)), "lanes of others"),
    (limit(at_most={"": 5}, per=("origin",)), "lanes of others"),
    (limit(at_most={"W1": 5}, at_least=3, per=("origin",)), "lanes of others"),
    (limit(at_most=5, where={"movement": ["storage"]}), "lanes of others"),
    (Charge(reason="x", where={"organisation": ["amal"]}, amount=99), "lanes of others"),
    (Charge(reason="x", where={"origin": ["W1"]}, amount=-99), "look cheaper"),
    (AtMostActive(reason="x", of="organisation", count=1, per=("village",)), "lanes of others"),
    (SmallestDrop(reason="x", quantity=999), "lanes of others"),
    (supply(warehouse="W2"), "brings stock to W2"),
    (trucks(organisation="amal"), "trucks in the name of amal"),
    (trucks(warehouse="W2"), "trucks to W2"),
    (
        Need(reason="x", village="EG250101", parcel="dry", quantity=400, priority=9),
        "for the alliance to say",
    ),
]


@pytest.mark.parametrize("rule", OWN, ids=str)
def test_a_member_binds_its_own(rule: Rule) -> None:
    """A member could not say what is its own to say."""
    assert collected(tiny(), ours=speaker([rule], organisation="nour"))


@pytest.mark.parametrize(("rule", "said"), FOREIGN, ids=str)
def test_a_member_binds_nothing_of_others(rule: Rule, said: str) -> None:
    """One member could stop, slow or outdo another."""
    with pytest.raises(PluginError) as caught:
        collected(tiny(), ours=speaker([rule], organisation="nour"))
    assert said in str(caught.value)
    assert (caught.value.plugin, caught.value.organisation) == ("ours", "nour")
    assert caught.value.mend


@pytest.mark.parametrize("rule", [rule for rule, _ in FOREIGN if rule.kind != "need"], ids=str)
def test_the_alliance_may_bind_everybody(rule: Rule) -> None:
    """Nobody could say what holds for all."""
    if rule.kind == "charge" and rule.amount < 0:
        rule = rule.model_copy(update={"amount": 1.0})
    assert collected(tiny(), ours=speaker([rule]))


@pytest.mark.parametrize(
    ("rule", "grant"),
    [
        (forbid(village=["EG250101"]), {"villages": ("EG2501",)}),
        (forbid(village=["EG250101"]), {"villages": ("*",)}),
        (forbid(origin=["W2"]), {"warehouses": ("W2",)}),
        (forbid(owner=["amal"]), {"organisations": ("amal",)}),
        (forbid(day=["2027-02-09"]), {"organisations": ("*",)}),
        (supply(warehouse="W2"), {"warehouses": ("W2",)}),
    ],
    ids=str,
)
def test_the_alliance_grants_more(rule: Rule, grant: dict[str, Any]) -> None:
    """A member that leads in a region could not lead."""
    plugin = speaker([rule], organisation="nour")
    with pytest.raises(PluginError):
        collected(tiny(), ours=plugin)
    assert collected(granted(**grant), ours=plugin)


def guide(organisation: str, pairs: list[tuple[int, int]]) -> Any:
    class Guide:
        @hookimpl
        def mizalla_travel(self, origins: Any, destinations: Any) -> Any:
            km = np.full((len(origins), len(destinations)), np.nan)
            for pair in pairs:
                km[pair] = np.inf
            return km, km

    found = Guide()
    found.organisation = organisation  # type: ignore[attr-defined]
    return found


def test_a_member_knows_its_own_ways_alone() -> None:
    """A member could close every road of another."""
    scenario = tiny()
    own = manager_with(scenario, ours=guide("nour", [(0, 2), (1, 4)]))  # from W1; to W1
    assert travel_answers(scenario, own) is not None
    theirs = manager_with(scenario, ours=guide("nour", [(1, 0)]))
    with pytest.raises(PluginError, match="from W2 to EG250101"):
        travel_answers(scenario, theirs)
    assert travel_answers(scenario, manager_with(scenario, ours=guide("", [(1, 0)]))) is not None
    entrusted = granted(villages=("EG25",))
    assert travel_answers(entrusted, manager_with(entrusted, ours=guide("nour", [(1, 0)])))


def test_a_member_sees_its_own_in_full_and_of_others_what_is_published() -> None:
    """A member would know what others paid, and what they keep in store."""
    whole = tiny()
    whole = whole.model_copy(
        update={
            "campaign": whole.campaign.model_copy(
                update={
                    "plugins": (
                        PluginUse(name="ours", settings={"a": 1}),
                        PluginUse(name="theirs", settings={"url": "secret"}),
                    )
                }
            ),
            "stock": tuple(row.model_copy(update={"unit_cost": 7.0}) for row in whole.stock),
            "warehouses": tuple(
                house.model_copy(update={"loading_parcels_per_day": 5.0})
                for house in whole.warehouses
            ),
            "folder": "/somewhere",
        }
    )
    view = seen(whole, "ours", "nour")
    assert {row.warehouse for row in view.stock} == {"W1"}
    assert {fleet.organisation for fleet in view.fleets} == {"nour"}
    assert [h.loading_parcels_per_day for h in view.warehouses] == [5.0, None]
    assert {v.id: v.cost_per_km for v in seen(whole, "x", "amal").vehicles} == {
        "reefer": 0.0,
        "van": 8.0,
    }
    assert "secret" not in view.model_dump_json()
    assert view.campaign.settings("ours") == {"a": 1}
    assert view.folder == ""
    assert len(view.villages) == len(whole.villages)
    assert len(seen(whole, "ours", "").stock) == len(whole.stock)


def test_of_a_plan_a_member_sees_its_own_movements_and_no_costs_of_others() -> None:
    """A member would know what others' transport costs."""
    scenario = tiny()
    plan = plan_with(speaker([]), scenario)
    view = seen_plan(plan, scenario, "ours", "nour")
    assert {row.origin for row in view.shipments} == {"W1"}
    assert {row.origin for row in plan.shipments} == {"W1", "W2"}
    assert view.cost == {}
    assert view.coverage == plan.coverage
    assert not [goal for goal in view.goals if goal.goal == "cost"]
    assert seen_plan(plan, scenario, "ours", "") == plan


def test_of_a_plan_a_member_sees_no_rates_room_and_hours_of_others() -> None:
    """What is hidden of others' stores in the scenario would stand in the uses of its limits."""
    scenario = tiny()
    houses = tuple(
        house.model_copy(update={"loading_parcels_per_day": 5000.0, "storage_m3": 9999.0})
        for house in scenario.warehouses
    )
    scenario = scenario.model_copy(update={"warehouses": houses})
    plan = plan_with(speaker([]), scenario)

    def named(rows: tuple[RuleUse, ...]) -> set[str]:
        return {part for row in rows for part in row.group.split("|")}

    assert {"W1", "W2"} <= named(plan.rules)
    view = seen_plan(plan, scenario, "ours", "nour")
    assert "W1" in named(view.rules)
    assert "W2" not in named(view.rules)
    see = Grant(see=("capacity",))
    campaign = scenario.campaign.model_copy(update={"grants": {"nour": see}})
    shown = scenario.model_copy(update={"campaign": campaign})
    assert seen_plan(plan, shown, "ours", "nour").rules == plan.rules
