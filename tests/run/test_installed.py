"""Plugins that are there."""

from mizalla.builtin import BUILTIN
from mizalla.run import installed


def test_every_built_in_plugin_is_listed_with_its_hooks():
    """A rule could hold that no list names."""
    found = installed()
    assert [plugin.name for plugin in found.built_in] == sorted(BUILTIN)
    assert all(hook.startswith("mizalla_") for item in found.built_in for hook in item.hooks)
    assert all(item.hooks for item in found.built_in)
