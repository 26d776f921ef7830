"""What plugins know about distances and times."""

import numpy as np
import pluggy
from numpy.typing import NDArray

from mizalla.calls.arrays import HOOK, arrays
from mizalla.calls.broken import code_of
from mizalla_models.scenario import Scenario


def travel_answers(
    scenario: Scenario, manager: pluggy.PluginManager
) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """Ask every plugin for distances and times, and join what they say.

    Parameters
    ----------
    scenario
        The scenario.
    manager
        The manager of the run.

    Returns
    -------
    tuple of two float64 arrays of shape (warehouses, points + warehouses), or None
        One-way km and road minutes: the most that any plugin says of a pair; nan where none says
        anything, inf where there is no way. None: no plugin says anything.

    Raises
    ------
    PluginError
        If a plugin breaks, or answers with anything but two such arrays of numbers not below zero.
    """
    destinations = (*scenario.points, *scenario.warehouses)
    arguments = {
        "origins": scenario.warehouses,
        "destinations": destinations,
        "scenario": scenario,
    }
    shape = (len(scenario.warehouses), len(destinations))
    merged: tuple[NDArray[np.float64], NDArray[np.float64]] | None = None
    for implementation in getattr(manager.hook, HOOK).get_hookimpls():
        plugin = implementation.plugin_name
        with code_of(plugin, HOOK):
            answer = implementation.function(*(arguments[name] for name in implementation.argnames))
        found = arrays(plugin, answer, shape)
        if found is None:
            continue
        # fmax looks past nan, and the order of plugins does not matter to it.
        merged = (
            found
            if merged is None
            else (np.fmax(merged[0], found[0]), np.fmax(merged[1], found[1]))
        )
    return merged
