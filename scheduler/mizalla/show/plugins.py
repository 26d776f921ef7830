"""Plugins, and what each had to say."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from mizalla.show.tables import Cell, Sheet
from mizalla.show.words import isolate, number
from mizalla_models.plan import PluginRecord
from mizalla_models.rule import ProvidedRule
from mizalla_models.rules import Rules

if TYPE_CHECKING:
    from mizalla.collect import AvailablePlugin

WHO = ("Plugin", "Version", "Speaks for", "Hooks")


def plugin_table(rules: Rules, *, in_full: bool) -> RenderableType:
    """Show the plugins of a scenario, and what rules each gave: by kind, or every one."""
    rows = Sheet("", (*WHO, "Rules", "Kinds"), numbers=("Rules",), spare=("Kinds", "Version"))
    for plugin in rules.plugins:
        own = [rule for rule in rules.provided if rule.provider.plugin == plugin.name]
        rows.add(*_who(plugin), number(plugin.rules), _kinds(own))
    return Group(rows, "", _every_rule(rules)) if in_full else rows


def installed_table(
    built_in: Sequence[PluginRecord], available: "Sequence[AvailablePlugin]"
) -> RenderableType:
    """Show the plugins of an installation."""
    rows = Sheet("Built in", WHO)
    for plugin in built_in:
        rows.add(*_who(plugin))
    if not available:
        return Group(rows, "", Text("No further plugin is installed.", "quiet"))
    others = Sheet("Installed; a campaign may name them", ("Plugin", "Version", "From"))
    for other in available:
        others.add(Text(other.name, "name"), other.version, other.distribution)
    return Group(rows, "", others)


def _who(plugin: PluginRecord) -> tuple[Cell, ...]:
    return (
        Text(isolate(plugin.name), "name"),
        plugin.version,
        isolate(plugin.organisation) or Text("the alliance", "quiet"),
        ", ".join(hook.removeprefix("mizalla_") for hook in plugin.hooks),
    )


def _kinds(rules: Sequence[ProvidedRule]) -> str:
    counts = Counter(rule.rule.kind.replace("_", " ") for rule in rules)
    return ", ".join(f"{number(count)} {kind}" for kind, count in sorted(counts.items()))


def _every_rule(rules: Rules) -> RenderableType:
    rows = Sheet("Rules", ("Rule", "Kind", "Reason"))
    for rule in rules.provided:
        rows.add(
            Text(isolate(rule.id), "name"),
            rule.rule.kind.replace("_", " "),
            isolate(rule.rule.reason),
        )
    return rows
