"""Overlays on rules."""

from typing import Any

import pytest

from mizalla.overlay import change_rules, overlay_of
from mizalla_models.errors import ScenarioError
from mizalla_models.rule import RULE, ProvidedRule, Provider
from mizalla_models.rules import Rules
from tiny import tiny


def rules(*definitions: dict[str, Any], organisation: str = "") -> Rules:
    provider = Provider(plugin="test", version="1", organisation=organisation)
    return Rules(
        provided=tuple(
            ProvidedRule(
                id=f"test/{number}",
                provider=provider,
                rule=RULE.validate_python({"reason": "Why.", **definition}),
            )
            for number, definition in enumerate(definitions)
        ),
        plugins=(),
    )


LIMIT = {"kind": "limit", "per": ["origin", "day"], "at_most": {"W1": 100, "W1|2027-02-09": 50}}
SUPPLY = {"kind": "supply", "id": "s", "warehouse": "W1", "parcel": "dry", "quantity": 10}


def changed(given: Rules, **change: Any) -> Rules:
    overlay = overlay_of({"name": "test", "changes": [change]})
    return change_rules(tiny(), given, overlay)


def test_one_group_of_a_limit_is_eased_and_the_others_stay() -> None:
    """A promise about one day would be checked by easing them all."""
    found = changed(rules(LIMIT), change="rule", rule="test/0", group="W1|2027-02-08", add=20)
    assert found.provided[0].rule.at_most == {
        "W1": 100,
        "W1|2027-02-09": 50,
        "W1|2027-02-08": 120,
    }


def test_all_groups_are_eased_where_none_is_named() -> None:
    """A loading rate would be raised on one day only."""
    found = changed(rules(LIMIT), change="rule", rule="test/0", multiply=2)
    assert found.provided[0].rule.at_most == {"W1": 200, "W1|2027-02-09": 100}


def test_a_rule_is_left_out() -> None:
    """Removing one of a conflicting set could not be tried."""
    assert changed(rules(LIMIT, SUPPLY), change="rule", rule="test/0", drop=True).provided == (
        rules(LIMIT, SUPPLY).provided[1],
    )


def test_an_alliance_without_a_member_has_neither_its_stock_nor_its_rules() -> None:
    """The umbrella's value would be counted with members that are gone."""
    found = changed(
        rules(SUPPLY, LIMIT, organisation="nour"), change="without", organisation="nour"
    )
    kept = {item.id: item.rule for item in found.provided}
    assert kept["test/0"].quantity == 0
    assert "test/1" not in kept
    assert sum(rule.kind == "forbid" for rule in kept.values()) == 3


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"change": "rule", "rule": "test/9", "add": 1}, "no rule 'test/9'"),
        ({"change": "rule", "rule": "test/0", "side": "at_least", "add": 1}, "no at_least"),
        ({"change": "rule", "rule": "test/1", "group": "x", "add": 1}, "Only limits"),
        ({"change": "without", "organisation": "nur"}, "no member 'nur'"),
    ],
)
def test_a_change_of_what_is_not_there_is_refused(change: dict[str, Any], words: str) -> None:
    """A mistyped rule would be left as it is, and the plan called eased."""
    with pytest.raises(ScenarioError, match=words):
        changed(rules(LIMIT, SUPPLY), **change)
