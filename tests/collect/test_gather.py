"""Collecting: all rules in one order, each with its provider."""

import sys
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collected import collected, manager_with, speaker
from mizalla.collect import collect
from mizalla.hookspecs import hookimpl
from mizalla_models.errors import PluginError
from mizalla_models.rule import Forbid, Limit, Need, Rule
from mizalla_models.scenario import Scenario
from tiny import tiny


def limit(bound: float, name: str = "line") -> Limit:
    return Limit(name=name, reason="Packing.", where={"origin": ["W1"]}, at_most=bound)


def knower(needs: list[Need] | None) -> SimpleNamespace:
    @hookimpl
    def mizalla_needs(scenario: Scenario) -> Any:
        return needs

    return SimpleNamespace(mizalla_needs=mizalla_needs)


def a_need(quantity: int) -> Need:
    return Need(reason="Counted.", village="EG250101", parcel="dry", quantity=quantity)


def test_rules_carry_their_provider() -> None:
    """A conflict is settled between people, so each rule must say whose it is."""
    rules = collected(tiny(), ours=speaker([limit(4)], organisation="nour"))
    (item,) = [item for item in rules.provided if item.provider.plugin == "ours"]
    assert item.id == "ours/line"
    assert (item.provider.version, item.provider.organisation) == ("1", "nour")


def test_rules_of_one_name_get_numbers_that_no_other_rule_has() -> None:
    """Two rules of one id could not be told apart in a table."""
    given_rules = [limit(3), limit(1), limit(2), limit(9, "line#2"), limit(5, "")]
    rules = collected(tiny(), ours=speaker(given_rules))
    found = {i.id: i.rule.at_most for i in rules.provided if i.provider.plugin == "ours"}
    assert found == {
        "ours/limit": 5,
        "ours/line": 1,
        "ours/line#2": 9,
        "ours/line#3": 2,
        "ours/line#4": 3,
    }


@settings(max_examples=30, deadline=None)
@given(rules=st.permutations([limit(b, n) for b in (1, 2, 3) for n in ("", "a", "a#2")]))
def test_order_of_rules_and_plugins_changes_nothing(rules: list[Rule]) -> None:
    """The same rules in another order must give the same plan, byte for byte."""
    plugins = {"a": speaker(rules), "a/b": speaker(rules[:4]), "c": speaker([])}
    first = collected(tiny(), **plugins)
    again = {"a": speaker(rules[::-1]), "a/b": speaker(rules[3::-1]), "c": speaker([])}
    second = collected(tiny(), **dict(reversed(again.items())))
    assert first.model_dump_json() == second.model_dump_json()
    ids = [item.id for item in first.provided]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)


def test_records_count_and_hash_what_each_plugin_gave() -> None:
    """A run must show when a plugin of the same version starts to say something else."""

    def record(*rules: Rule) -> Any:
        found = collected(tiny(), ours=speaker(list(rules)))
        return next(item for item in found.plugins if item.name == "ours")

    assert record(limit(1), limit(2)) == record(limit(2), limit(1))
    assert record(limit(1)).rules_hash != record(limit(2)).rules_hash
    assert (record(limit(1)).rules, record(limit(1)).hooks) == (1, ("mizalla_rules",))


def test_a_member_knows_the_needs_better_than_the_built_in_plugin() -> None:
    """Both together would double the need."""
    rules = collected(tiny(needs=None), theirs=knower([a_need(7)]), silent=knower(None))
    needs = [item for item in rules.provided if isinstance(item.rule, Need)]
    assert [(item.provider.plugin, item.rule.quantity) for item in needs] == [("theirs", 7)]


def test_needs_of_the_folder_come_before_what_plugins_know() -> None:
    """needs.csv is what the alliance has agreed on."""
    rules = collected(tiny(), theirs=knower([a_need(7)]))
    assert sum(item.rule.quantity for item in rules.provided if item.rule.kind == "need") == 300


def test_two_members_who_both_know_the_needs_are_refused() -> None:
    """The order of plugins would decide whose count is used."""
    with pytest.raises(PluginError, match=r"Plugin mine.*plugin theirs"):
        collected(tiny(needs=None), theirs=knower([]), mine=knower([a_need(1)]))


def test_needs_switched_off_leave_the_word_to_another_plugin_or_to_nobody() -> None:
    """A plan of no needs is done at once, and is not what anybody wanted."""
    scenario = tiny(campaign={"plugins": [{"name": "needs", "enabled": False}]})
    rules = collected(scenario, theirs=knower([a_need(7)]))
    assert [i.rule.quantity for i in rules.provided if i.rule.kind == "need"] == [7]
    with pytest.raises(PluginError, match="switched off"):
        collected(scenario)


def test_a_plugin_that_speaks_for_nobody_known_is_refused() -> None:
    """A rule in the name of a member that does not exist."""
    with pytest.raises(PluginError, match="Did you mean 'nour'"):
        collected(tiny(), ours=speaker([], organisation="noor"))


def test_a_plugin_can_not_change_a_rule_after_giving_it() -> None:
    """A mutable bound inside a frozen rule would let a plugin move its limit during the solve."""
    bounds = {"W1": 5.0}
    rule = Limit(reason="Docks.", per=("origin",), at_most=bounds)
    rules = collected(tiny(), ours=speaker([rule]))
    assert isinstance(rule.at_most, dict)
    rule.at_most["W1"] = bounds["W1"] = 99.0
    assert rules.provided[[i.id for i in rules.provided].index("ours/limit")].rule.at_most == {
        "W1": 5
    }


def test_a_subclass_is_taken_as_the_rule_it_is() -> None:
    """The engine compiles eight kinds of rules; a ninth must not slip in by another name."""

    class Line(Limit):
        crew: int = 3

    rules = collected(tiny(), ours=speaker([Line(reason="Packing.", at_most=4)]))
    (rule,) = [item.rule for item in rules.provided if item.provider.plugin == "ours"]
    assert type(rule) is Limit


def test_what_a_plugin_prints_stays_out_of_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    """With --json stdout holds one JSON object and nothing else."""

    def talkative(scenario: Scenario) -> Any:
        sys.stdout.write("called\n")
        yield limit(1)
        sys.stdout.write("done\n")

    collected(tiny(), ours=speaker(talkative))
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "called\ndone\n"


def broken_at_once(scenario: Scenario) -> Any:
    return {}["way"]


def broken_later(scenario: Scenario) -> Any:
    yield limit(1)
    yield limit({}["way"])


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (
            broken_at_once,
            r'Plugin ours: mizalla_rules broke: KeyError: .way. .*return \{\}\["way"\]',
        ),
        (broken_later, r"Plugin ours, rule 2 of mizalla_rules: .*KeyError: 'way' \(test_gather.py"),
        (lambda _: None, "gave None in place of rules"),
        (lambda _: limit(1), "gave a Limit in place of rules"),
        (lambda _: "limit", "gave a str in place of rules"),
        (lambda _: 3, "gave a int in place of rules"),
        (lambda _: [limit(1), {"kind": "limit"}], "rule 2 of mizalla_rules: it gave a dict"),
        (lambda _: [None], "rule 1 of mizalla_rules: it gave None"),
        (lambda _: [limit(float("inf"))], "infinite"),
        (lambda _: [limit(float("nan"))], "infinite"),
        (lambda _: [Limit.model_construct(reason="No bound.")], "at_most or at_least"),
        (lambda _: [Forbid.model_construct(reason="x", where={"origin": 3})], "rule 1 of"),
        (lambda _: [limit(1).model_copy(update={"at_most": object()})], "can't be written down"),
    ],
)
def test_a_plugin_that_breaks_is_named_with_hook_and_rule(rules: Any, said: str) -> None:
    """Its author needs the rule and the line, its user the plugin; neither needs a traceback."""
    with pytest.raises(PluginError, match=said):
        collected(tiny(), ours=speaker(rules))


def test_a_plugin_that_gives_other_rules_than_needs_as_needs_is_refused() -> None:
    """A limit among needs would be called a need in every table."""

    @hookimpl
    def mizalla_needs(scenario: Scenario) -> Any:
        yield limit(1)

    with pytest.raises(PluginError, match="needs only"):
        collected(tiny(needs=None), ours=SimpleNamespace(mizalla_needs=mizalla_needs))


def test_collecting_twice_with_one_manager_gives_the_same() -> None:
    """Something kept between calls would give a rule twice, or a new id."""
    scenario = tiny()
    manager = manager_with(scenario, ours=speaker([limit(1)]))
    assert collect(scenario, manager) == collect(scenario, manager)


def test_a_member_says_not_even_that_nothing_is_needed() -> None:
    """No needs at all would stand for those of everybody, and the plan hand out nothing."""
    theirs = knower([])
    theirs.organisation = "nour"
    with pytest.raises(PluginError, match="for the alliance to say"):
        collected(tiny(needs=None), theirs=theirs)
    silent = knower(None)
    silent.organisation = "nour"
    assert collected(tiny(needs=None), theirs=silent).provided
