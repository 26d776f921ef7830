"""What the plugins of a kept scenario know of distances, asked again."""

from mizalla.collect import plugin_manager, travel_answers
from mizalla.run.make import Answers
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

TRAVEL = "mizalla_travel"


def answers_of(scenario: Scenario, rules: Rules) -> Answers:
    """Ask the plugins that had a say in distances; without asking any where none had.

    Parameters
    ----------
    scenario
        A scenario, as kept; files of plugins are looked for in its folder.
    rules
        Its rules, with the plugins that took part.

    Raises
    ------
    PluginError
        Such a plugin is not there any more, or broke.
    """
    if not any(TRAVEL in plugin.hooks for plugin in rules.plugins):
        return None
    return travel_answers(scenario, plugin_manager(scenario, ()))
