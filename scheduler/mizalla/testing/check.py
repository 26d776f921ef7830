"""Assertions that every plugin should pass."""

from pluggy import PluginManager

from mizalla.collect import collect, plugin_manager
from mizalla.testing.ask import name_of, rules_of
from mizalla.testing.tiny import tiny
from mizalla_models.rule import RULE
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario


def registered(plugin: object, scenario: Scenario, name: str = "") -> PluginManager:
    """Manager of all plugins of a scenario together with this one."""
    title = name_of(plugin, name)
    others = tuple(use for use in scenario.campaign.plugins if use.name != title)
    campaign = scenario.campaign.model_copy(update={"plugins": others})
    manager = plugin_manager(scenario.model_copy(update={"campaign": campaign}))
    manager.register(plugin, name=title)
    return manager


def collected(plugin: object, scenario: Scenario, name: str = "") -> Rules:
    """Rules of all plugins together with these, checked as in a run, scope included."""
    return collect(scenario, registered(plugin, scenario, name))


def assert_keeps_to_its_own(
    plugin: object, scenario: Scenario | None = None, name: str = ""
) -> None:
    """Fail where a rule is not well made, or reaches further than the plugin's own.

    Parameters
    ----------
    plugin
        Its module, or an object with its hooks.
    scenario
        Any scenario. None: a tiny one.
    name
        Name of the plugin.

    Raises
    ------
    PluginError
        As a run would.
    """
    organisation = str(getattr(plugin, "organisation", "") or "nour")
    collected(plugin, scenario if scenario is not None else tiny(organisation), name)


def assert_says_the_same_twice(
    plugin: object, scenario: Scenario | None = None, name: str = ""
) -> None:
    """Fail where a plugin gives other rules when it is asked again; see the function above."""
    first, second = (
        sorted(RULE.dump_json(rule) for rule in rules_of(plugin, scenario, name)) for _ in range(2)
    )
    assert first == second, f"it says {first} first, and {second} when it is asked again"
