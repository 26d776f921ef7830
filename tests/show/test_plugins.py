"""Plugins, and what each had to say."""

from mizalla.collect import AvailablePlugin
from mizalla.show import installed_table, plugin_table
from plans import PLUGIN, rules_of, sample_plan


def test_a_plugin_is_shown_with_its_rules_by_kind(see):
    """Nobody would know who said a rule."""
    text = see(plugin_table(rules_of(sample_plan()), in_full=False))
    for word in ("loading", "0.1.0", "the alliance", "rules", "1 forbid, 1 limit"):
        assert word in text
    assert "Too far." not in text
    assert "Too far." in see(plugin_table(rules_of(sample_plan()), in_full=True))


def test_installed_plugins_are_offered_with_where_they_come_from(see):
    """A member's plugin could be installed and never found."""
    other = AvailablePlugin(name="packing", version="2.1", distribution="nour-mizalla")
    text = see(installed_table([PLUGIN], [other]))
    for word in ("Built in", "loading", "a campaign may name them", "packing", "nour-mizalla"):
        assert word in text
    assert "No further plugin is installed." in see(installed_table([PLUGIN], []))
