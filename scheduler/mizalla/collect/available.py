"""Plugins that are there and take no part."""

from dataclasses import dataclass
from importlib import metadata

import pluggy

from mizalla import __version__
from mizalla.builtin import BUILTIN

GROUP = "mizalla"
"""Entry-point group of plugins."""


@dataclass(frozen=True)
class AvailablePlugin:
    """A plugin that is installed and not used in this run."""

    name: str
    """Its name, as campaign.yaml or ``--plugin`` would say it."""
    version: str
    """Version of its distribution."""
    distribution: str
    """Name of its distribution; ``mizalla`` for a built-in one that is switched off."""


def entry_points(name: str | None = None) -> tuple[metadata.EntryPoint, ...]:
    """Entry points of installed plugins, by name and distribution.

    Parameters
    ----------
    name
        Only those of this name. None: all.
    """
    found = metadata.entry_points(group=GROUP)
    picked = [point for point in found if name is None or point.name == name]
    return tuple(sorted(picked, key=lambda point: (point.name, point.value)))


def available(manager: pluggy.PluginManager) -> tuple[AvailablePlugin, ...]:
    """Plugins that a campaign could use and that this run does not, by name.

    Their code is not loaded.

    Parameters
    ----------
    manager
        The manager of the run.
    """
    others = [
        AvailablePlugin(name, __version__, "mizalla")
        for name in BUILTIN
        if not manager.has_plugin(name)
    ]
    others += [
        AvailablePlugin(point.name, point.dist.version, point.dist.name)
        for point in entry_points()
        if point.dist is not None and not manager.has_plugin(point.name)
    ]
    return tuple(sorted(others, key=lambda plugin: (plugin.name, plugin.distribution)))
