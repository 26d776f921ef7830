"""Plugins that are there, whatever the scenario."""

from dataclasses import dataclass
from datetime import date

from mizalla import __version__
from mizalla.collect import AvailablePlugin, available, plugin_manager
from mizalla_models.campaign import Campaign
from mizalla_models.plan import PluginRecord
from mizalla_models.scenario import Scenario

ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Installed:
    """What a campaign could draw on."""

    built_in: tuple[PluginRecord, ...]
    """Plugins that every run has unless its campaign switches them off."""
    available: tuple[AvailablePlugin, ...]
    """Plugins that campaign.yaml or ``--plugin`` may name."""


def installed() -> Installed:
    """List the plugins of this installation.

    Raises
    ------
    PluginError
        A built-in plugin is broken.
    """
    manager = plugin_manager(_empty())
    built_in = [
        PluginRecord(
            name=name,
            version=__version__,
            hooks=tuple(sorted(hook.name for hook in manager.get_hookcallers(plugin) or ())),
            rules=0,
            rules_hash="",
        )
        for name, plugin in sorted(manager.list_name_plugin())
    ]
    return Installed(tuple(built_in), available(manager))


def _empty() -> Scenario:
    """Make a scenario that asks for nothing, since a manager belongs to one."""
    return Scenario(
        campaign=Campaign(name="none", starts=ANY_DAY, ends=ANY_DAY),
        organisations=(),
        parcels=(),
        warehouses=(),
        stock=(),
        villages=(),
        needs=(),
        points=(),
        vehicles=(),
        fleets=(),
        roads=(),
        lanes=(),
        capacity=(),
        folder="",
        inputs_hash="",
    )
