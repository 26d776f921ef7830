"""Rules and plugins for tests: collect from a scenario, with plugins given as objects or files."""

from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pluggy

from mizalla.collect import collect, plugin_manager
from mizalla.hookspecs import hookimpl
from mizalla_models.rule import Rule
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

HEAD = "from mizalla.hookspecs import hookimpl\nfrom mizalla_models.rule import *\n"


def rules_of(scenario: Scenario, plugin: str) -> list[Any]:
    """Rules that one plugin gave, by id."""
    found = collect(scenario, plugin_manager(scenario))
    return [item.rule for item in found.provided if item.provider.plugin == plugin]


def speaker(
    rules: Callable[[Scenario], Any] | Sequence[Rule], organisation: str = ""
) -> SimpleNamespace:
    """A plugin that gives these rules, or whatever a function of the scenario returns."""

    @hookimpl
    def mizalla_rules(scenario: Scenario) -> Any:
        return rules(scenario) if callable(rules) else rules

    return SimpleNamespace(mizalla_rules=mizalla_rules, organisation=organisation, __version__="1")


def manager_with(scenario: Scenario, **plugins: object) -> pluggy.PluginManager:
    """The built-in plugins and these."""
    manager = plugin_manager(scenario)
    for name, plugin in plugins.items():
        manager.register(plugin, name=name)
    return manager


def collected(scenario: Scenario, **plugins: object) -> Rules:
    """What the built-in plugins and these give."""
    return collect(scenario, manager_with(scenario, **plugins))


def plugin_file(folder: Path, text: str, name: str = "ours.py") -> str:
    """Write a single-file plugin and return its name."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + text, "utf-8")
    return name
