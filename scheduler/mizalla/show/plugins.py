"""Plugins, and what each had to say."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from mizalla.show.tables import table
from mizalla.show.words import isolate, number
from mizalla_models.plan import PluginRecord
from mizalla_models.rule import ProvidedRule
from mizalla_models.rules import Rules

if TYPE_CHECKING:
    from mizalla.collect import AvailablePlugin


def plugin_table(rules: Rules, *, in_full: bool) -> RenderableType:
    """Show the plugins of a scenario, and what rules each gave: by kind, or every one."""
    rows = table(
        "", "Plugin", "Version", "Speaks for", "Hooks", "Rules", "Which", numbers=("Rules",)
    )
    for plugin in rules.plugins:
        own = [rule for rule in rules.provided if rule.provider.plugin == plugin.name]
        rows.add_row(*_who(plugin), number(plugin.rules) if plugin.rules else "-", _kinds(own))
    return Group(rows, _every_rule(rules)) if in_full else rows


def installed_table(
    built_in: Sequence[PluginRecord], available: "Sequence[AvailablePlugin]"
) -> RenderableType:
    """Show the plugins of an installation."""
    rows = table("Built in", "Plugin", "Version", "Speaks for", "Hooks")
    for plugin in built_in:
        rows.add_row(*_who(plugin))
    if not available:
        return Group(rows, Text("No further plugin is installed.", "quiet"))
    others = table("Installed; a campaign may name them", "Plugin", "Version", "From")
    for other in available:
        others.add_row(Text(other.name, "name"), other.version, other.distribution)
    return Group(rows, others)


def _who(plugin: PluginRecord) -> tuple[RenderableType, ...]:
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
    rows = table("Rules", "Rule", "Kind", "Why it is there")
    for rule in rules.provided:
        rows.add_row(
            Text(isolate(rule.id), "name"),
            rule.rule.kind.replace("_", " "),
            Text(isolate(rule.rule.reason), "quiet"),
        )
    return rows
