"""Rules name only what is there."""

from datetime import date
from typing import Any

import pytest

from collected import collected, speaker
from mizalla_models.errors import PluginError
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
from tiny import DRY, tiny


def forbid(**where: Any) -> Forbid:
    return Forbid(reason="No.", where=where)


def limit(**more: Any) -> Limit:
    return Limit.model_validate({"reason": "No.", "at_most": 1} | more)


def supply(**more: Any) -> Supply:
    fields = {"reason": "Gift.", "id": "gift", "warehouse": "W1", "parcel": "dry", "quantity": 5}
    return Supply.model_validate(fields | more)


def vehicles(**more: Any) -> Vehicles:
    fields = {"reason": "Lent.", "fleet": "lent", "organisation": "amal", "warehouse": "W1"}
    return Vehicles.model_validate(
        fields | {"vehicle": "van", "count": 1, "hours_per_day": 8} | more
    )


def a_need(**more: Any) -> Need:
    return Need.model_validate(
        {"reason": "Counted.", "village": "EG250101", "parcel": "dry", "quantity": 1} | more
    )


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (forbid(movement="deliver"), "'deliver'.*Did you mean 'delivery'"),
        (forbid(organisation="noor"), "'noor'.*Did you mean 'nour'"),
        (forbid(owner="noor"), "'nour'"),
        (forbid(origin="W11"), "'W11'.*Did you mean 'W1'"),
        (forbid(origin_governorate="EG52"), "'EG25'"),
        (forbid(destination="EG25010"), "'EG250101'"),
        (forbid(parcel="dri"), "'dry'"),
        (forbid(lot="W1/dri"), "'W1/dry'"),
        (forbid(supply="W1/dri"), "'W1/dry'"),
        (forbid(point="EG25010"), "'EG250101'"),
        (forbid(village="EG25010"), "'EG250101'"),
        (forbid(district="EG2502"), "'EG2501'"),
        (forbid(governorate="EG26"), "'EG25'"),
        (forbid(fleet="F2"), "Name one of 'F1', 'contract'|Did you mean 'F1'"),
        (forbid(vehicle="vann"), "'van'"),
        (forbid(day="9.2.2027"), "no day"),
        (forbid(day="20270209"), "no day"),
        (forbid(week="2027-6"), "no week"),
        (forbid(week="2027-W54"), "no week"),
        (Forbid(reason="No.", where={"parcel": "dry"}, unless={"origin": "W9"}), "unless: origin"),
        (limit(measure="parcel"), "'parcels'"),
        (limit(measure="weight_kg"), "Did you mean 'kg'"),
        (limit(measure="km", where={"movement": ["storage"]}), "storage has no km"),
        (limit(per=("origin",), at_most={"W2": 1}), "at_most, key 'W2'"),
        (limit(per=("origin", "day"), at_least={"W1|9 Feb": 1}), "no day"),
        (limit(per=("origin",), at_most={"W1|2027-02-09": 1}), "2 parts, and per names 1"),
        (limit(at_most={"W1": 1}), "1 parts, and per names 0"),
        (Charge(reason="No.", measure="cost", amount=1), "can't be counted in cost"),
        (Charge(reason="No.", measure="tons", amount=1), "no measure 'tons'"),
        (Charge(reason="No.", where={"origin": "W9"}, amount=1), "'W9'"),
        (supply(warehouse="W9"), "warehouse names 'W9'"),
        (supply(parcel="wet"), "parcel names 'wet'"),
        (supply(earmark="EG99"), "earmark names 'EG99'"),
        (supply(id="W1/dry"), "is there already, from plugin stock"),
        (vehicles(organisation="noor"), "organisation names 'noor'"),
        (vehicles(warehouse="W9"), "warehouse names 'W9'"),
        (vehicles(vehicle="contract"), "vehicle names 'contract'"),
        (vehicles(fleet="contract"), "stands for contracts"),
        (vehicles(fleet="F1"), "is there already, from plugin fleets"),
        (a_need(village="EG25010"), "'EG250101'"),
        (a_need(parcel="wet"), "parcel names 'wet'"),
        (AtMostActive(reason="No.", of="organisation", count=1, where={"origin": "W9"}), "'W9'"),
        (SmallestDrop(reason="No.", quantity=5, where={"origin": "W9"}), "'W9'"),
    ],
)
def test_what_is_not_there_is_refused_with_the_closest(rule: Rule, said: str) -> None:
    """A misspelt id picks nothing: the rule would silently not hold."""
    with pytest.raises(PluginError, match=said) as caught:
        collected(tiny(), zours=speaker([rule]))
    assert caught.value.plugin == "zours"
    assert caught.value.rule.endswith("(1 of mizalla_rules)")


@pytest.mark.parametrize(
    "rule",
    [
        forbid(fleet="contract", vehicle="contract", movement="transfer"),
        forbid(day=[date(2031, 1, 1)], week="2026-W53"),
        limit(measure="vitamins", per=("origin", "day"), at_most={"W1": 4, "W1|2027-02-09": 2}),
        limit(measure="kcal", where={"movement": ["storage"]}),
        limit(at_most={"": 4}),
        Charge(reason="Toll.", measure="km", amount=-1.5),
        supply(earmark="amal"),
        vehicles(),
        a_need(),
        AtMostActive(reason="One each.", of="organisation", count=1, per=("village",)),
        SmallestDrop(reason="No small trips.", quantity=20),
    ],
)
def test_what_is_there_is_taken(rule: Rule) -> None:
    """A check that is too strict takes away what the model allows."""
    parcel = DRY.model_copy(update={"measures": {"vitamins": 3.0}})
    rules = collected(tiny(parcels=(parcel,)), ours=speaker([rule]))
    assert [item.rule for item in rules.provided if item.provider.plugin == "ours"] == [rule]


def test_rules_may_name_stock_and_trucks_that_other_plugins_bring() -> None:
    """A member may limit trucks that another lends, whatever the order of their plugins."""
    about = [forbid(supply="gift", lot="L7"), forbid(fleet="lent", lot="gift2")]
    brought = [supply(lot="L7"), vehicles(), supply(id="gift2")]
    for pair in (("a", "b"), ("b", "a")):
        plugins = dict(zip(pair, (speaker(about), speaker(brought)), strict=True))
        assert len(collected(tiny(), **plugins).provided) == 9


def test_rules_may_name_stock_while_the_stock_plugin_is_off() -> None:
    """Switching stock off must not break expiry, which names the rows."""
    scenario = tiny(campaign={"plugins": [{"name": "stock", "enabled": False}]})
    assert collected(scenario, ours=speaker([forbid(supply="W1/dry")]))


def test_the_clash_of_two_plugins_names_both() -> None:
    """Two members who both register a lot must find each other."""
    plugins = {"theirs": speaker([supply()]), "ours": speaker([supply(quantity=6)])}
    with pytest.raises(PluginError, match=r"Plugin theirs.*'gift'.*plugin ours"):
        collected(tiny(), **plugins)
