"""Plan a scenario with a plugin, in memory."""

from mizalla.collect import collect, travel_answers
from mizalla.run import make
from mizalla.testing.check import registered
from mizalla.testing.tiny import tiny
from mizalla_models.plan import Plan
from mizalla_models.scenario import Scenario


def plan_with(plugin: object, scenario: Scenario | None = None, name: str = "") -> Plan:
    """Make the plan of a scenario with the rules and travel times of a plugin.

    Parameters
    ----------
    plugin
        Its module, or an object with its hooks.
    scenario
        Any scenario. None: a tiny one.
    name
        Name of the plugin.

    Raises
    ------
    PluginError
        As a run would.
    InfeasibleError
        If its rules can't hold.
    """
    organisation = str(getattr(plugin, "organisation", "") or "nour")
    whole = scenario if scenario is not None else tiny(organisation)
    manager = registered(plugin, whole, name)
    return make(whole, collect(whole, manager), travel_answers(whole, manager)).plan
