"""What plugins know about distances and times."""

from typing import cast

import numpy as np
import pluggy
from numpy.typing import NDArray

from mizalla.collect.broken import code_of
from mizalla_models.errors import PluginError
from mizalla_models.scenario import Scenario

HOOK = "mizalla_travel"


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
        if answer is None:
            continue
        if not isinstance(answer, (tuple, list)) or len(answer) != 2:
            raise PluginError(
                plugin,
                f"{HOOK} gave {type(answer).__name__} in place of two arrays.",
                mend="Return km, minutes; or None.",
            )
        km = _array(plugin, "km", answer[0], shape)
        minutes = _array(plugin, "minutes", answer[1], shape)
        # fmax looks past nan, and the order of plugins does not matter to it.
        merged = (
            (km, minutes)
            if merged is None
            else (np.fmax(merged[0], km), np.fmax(merged[1], minutes))
        )
    return merged


def _array(plugin: str, what: str, answer: object, shape: tuple[int, int]) -> NDArray[np.float64]:
    if not isinstance(answer, np.ndarray) or answer.dtype.kind not in "fiu":
        kind = (
            f"an array of {answer.dtype}" if isinstance(answer, np.ndarray) else repr(type(answer))
        )
        raise PluginError(
            plugin,
            f"{HOOK} gave {kind} as {what}.",
            mend="Return a numpy array of float64.",
        )
    if answer.shape != shape:
        raise PluginError(
            plugin,
            f"{HOOK} gave {what} of shape {answer.shape}, where {shape} was asked for.",
            mend="Return an array of shape (len(origins), len(destinations)).",
        )
    numbers = cast("NDArray[np.float64]", np.array(answer, dtype=np.float64))
    if (numbers < 0).any():
        origin, destination = np.argwhere(numbers < 0)[0]
        raise PluginError(
            plugin,
            f"{HOOK} gave {numbers[origin, destination]:g} {what} from origin {origin} to "
            f"destination {destination}.",
            mend="Give nan where it knows nothing and inf where there is no way.",
        )
    return numbers
