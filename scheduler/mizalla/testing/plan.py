"""Plan a scenario with a plugin, in memory."""

from mizalla.collect import travel_answers
from mizalla.run import make
from mizalla.testing.ask import name_of
from mizalla.testing.check import collected
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
    rules = collected(plugin, whole, name)
    from mizalla.collect import plugin_manager

    title = name_of(plugin, name)
    others = tuple(use for use in whole.campaign.plugins if use.name != title)
    campaign = whole.campaign.model_copy(update={"plugins": others})
    manager = plugin_manager(whole.model_copy(update={"campaign": campaign}))
    manager.register(plugin, name=title)
    return make(whole, rules, travel_answers(whole, manager)).plan
