"""What plugins know about distances and times."""

import numpy as np
import pluggy
from numpy.typing import NDArray

from mizalla.calls.arrays import HOOK, arrays
from mizalla.calls.broken import code_of
from mizalla.collect.own import Own
from mizalla_models.errors import PluginError
from mizalla_models.place import Village
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
        organisation = str(getattr(implementation.plugin, "organisation", "") or "")
        if organisation:
            _check_own(plugin, organisation, found, scenario)
        # fmax looks past nan, and the order of plugins does not matter to it.
        merged = (
            found
            if merged is None
            else (np.fmax(merged[0], found[0]), np.fmax(merged[1], found[1]))
        )
    return merged


def _check_own(
    plugin: str,
    organisation: str,
    found: tuple[NDArray[np.float64], NDArray[np.float64]],
    scenario: Scenario,
) -> None:
    """Refuse figures of a member for ways between places of others."""
    own = Own.of(scenario, organisation, scenario.campaign.grant(plugin, organisation))
    villages = {village.pcode: village for village in scenario.villages}
    starts = [own.everybody or house.id in own.warehouses for house in scenario.warehouses]
    ends = [
        own.entrusted(point.village, *_areas(villages[point.village])) for point in scenario.points
    ] + starts
    said = ~(np.isnan(found[0]) & np.isnan(found[1]))
    strays = np.argwhere(said & ~np.logical_or.outer(np.array(starts), np.array(ends)))
    if len(strays):
        origin, destination = strays[0]
        places = [*(point.id for point in scenario.points), *(h.id for h in scenario.warehouses)]
        raise PluginError(
            plugin,
            f"{HOOK} gives figures for {len(strays):,} ways of others, such as from "
            f"{scenario.warehouses[origin].id} to {places[destination]}.",
            mend="Give nan for all ways but those from or to its own warehouses and villages; or "
            "let the alliance grant more under grants: in campaign.yaml.",
            organisation=organisation,
        )


def _areas(village: Village) -> tuple[str, str]:
    return village.district, village.governorate
