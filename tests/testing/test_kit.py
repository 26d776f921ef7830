"""The kit for authors of plugins."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from mizalla.hookspecs import hookimpl
from mizalla.testing import (
    assert_keeps_to_its_own,
    assert_says_the_same_twice,
    needs_of,
    plan_with,
    reports_of,
    review_of,
    rules_of,
    sources_of,
    tiny,
    travel_of,
    with_settings,
)
from mizalla_models.campaign import Grant
from mizalla_models.errors import PluginError
from mizalla_models.rule import Forbid, Limit
from mizalla_models.said import Objection, Report, SourceTable


def speaker(rules: Any) -> SimpleNamespace:
    @hookimpl
    def mizalla_rules(scenario: Any) -> Any:
        return rules(scenario)

    return SimpleNamespace(
        mizalla_rules=mizalla_rules, organisation="nour", plugin_name="ours", __version__="1"
    )


def line(scenario: Any) -> list[Limit]:
    bound = scenario.campaign.settings("ours").get("bound", 100)
    return [Limit(reason="Line.", where={"origin": ["W1"]}, per=("day",), at_most=bound)]


def test_rules_are_asked_with_settings_and_what_the_member_may_see() -> None:
    """A test would pass on what the plugin never sees in a run."""
    seen: list[Any] = []
    plugin = speaker(lambda scenario: seen.append(scenario) or line(scenario))
    (limit,) = rules_of(plugin, with_settings(tiny(), "ours", bound=7))
    assert limit.at_most == 7
    assert {row.warehouse for row in seen[0].stock} == {"W1"}


def test_the_plan_keeps_the_rules() -> None:
    """An author could not see what a rule does."""
    plan = plan_with(speaker(line), with_settings(tiny(), "ours", bound=20))
    assert plan.findings == ()
    days = {row.day for row in plan.shipments}
    for day in days:
        assert sum(r.quantity for r in plan.shipments if (r.origin, r.day) == ("W1", day)) <= 20


def test_a_rule_that_reaches_further_fails() -> None:
    """An author would find out in the alliance's run."""
    other = speaker(lambda _: [Forbid(reason="Theirs.", where={"origin": ["W2"]})])
    with pytest.raises(PluginError, match="lanes of others"):
        assert_keeps_to_its_own(other)
    granted = with_settings(tiny(), "ours", Grant(warehouses=("W2",)))
    assert_keeps_to_its_own(other, granted)
    assert_keeps_to_its_own(speaker(line))


def test_a_plugin_that_changes_its_mind_fails() -> None:
    """The same campaign would get another plan each night."""
    bounds = iter((1.0, 2.0))
    moody = speaker(lambda _: [Limit(reason="x", where={"origin": ["W1"]}, at_most=next(bounds))])
    with pytest.raises(AssertionError, match="asked again"):
        assert_says_the_same_twice(moody)
    assert_says_the_same_twice(speaker(line))


def test_every_other_hook_can_be_asked() -> None:
    """A hook without a way to test it is written blindly."""
    plan = plan_with(speaker(line))

    class Everything:
        organisation = "nour"
        plugin_name = "ours"

        @hookimpl
        def mizalla_travel(self, origins: Any, destinations: Any) -> Any:
            return (np.ones((len(origins), len(destinations))),) * 2

        @hookimpl
        def mizalla_needs(self, scenario: Any) -> None:
            return None

        @hookimpl
        def mizalla_sources(self, campaign: Any) -> Any:
            yield SourceTable(table="stock", columns=("a",), rows=(("b",),), source=campaign.name)

        @hookimpl
        def mizalla_reports(self, plan: Any) -> Any:
            yield Report(name="out", title=f"{len(plan.shipments)}")

        @hookimpl
        def mizalla_review(self, plan: Any) -> Any:
            yield Objection(text=f"{sorted({row.origin for row in plan.shipments})}")

    plugin = Everything()
    assert needs_of(plugin) is None
    travel = travel_of(plugin)
    assert travel is not None
    assert travel[0].shape == (2, 6)
    assert sources_of(plugin)[0].source == "Tiny"
    assert reports_of(plugin, plan)[0].title != "0"
    assert review_of(plugin, plan)[0].text == "['W1']"
