"""What the campaign sets for a built-in plugin, checked."""

from typing import TypeVar

from pydantic import ValidationError

from mizalla_models.base import Word
from mizalla_models.errors import PluginError
from mizalla_models.scenario import Scenario

S = TypeVar("S", bound=Word)


def settings(scenario: Scenario, plugin: str, model: type[S]) -> S:
    """Settings of a plugin as a record.

    Parameters
    ----------
    scenario
        The scenario whose campaign sets them.
    plugin
        Name of the plugin.
    model
        Record to read them into.

    Raises
    ------
    PluginError
        If the campaign sets what the plugin does not take, naming each setting.
    """
    try:
        return model.model_validate(scenario.campaign.settings(plugin))
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(str(part) for part in item['loc']) or 'settings'}: {item['msg']}"
            for item in error.errors()
        )
        taken = ", ".join(model.model_fields)
        raise PluginError(
            plugin,
            f"its settings can't be taken: {wrong}.",
            mend=f"Mend them in campaign.yaml under plugins; it takes {taken}.",
        ) from error
