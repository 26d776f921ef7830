"""A rule as a plugin gave it, copied so that the plugin can't change it any more."""

import json
from dataclasses import dataclass
from typing import get_args

import pluggy
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from mizalla.calls.broken import code_of
from mizalla.calls.items import items, kind_of
from mizalla.calls.unfit import unfit
from mizalla_models.errors import PluginError
from mizalla_models.rule import RULE, BaseRule, Need, Rule
from mizalla_models.scenario import Scenario

_WRITERS: dict[type[BaseRule], TypeAdapter[BaseRule]] = {
    kind: TypeAdapter(kind) for kind in get_args(get_args(Rule)[0])
}


@dataclass(frozen=True)
class Given:
    """One rule of one plugin."""

    plugin: str
    """Name of the plugin."""
    label: str
    """How messages call it: its name or kind, its number and its hook."""
    rule: Rule
    """The rule."""
    text: str
    """The rule as JSON with sorted keys: equal rules have equal texts."""


def given(
    implementation: pluggy.HookImpl, hook: str, scenario: Scenario
) -> tuple[Given, ...] | None:
    """Call one plugin's implementation of a hook that gives rules.

    Parameters
    ----------
    implementation
        The plugin's implementation.
    hook
        Name of the hook.
    scenario
        What it is called with.

    Returns
    -------
    tuple of Given, or None
        Its rules in the order in which it gave them. None where it has nothing to say.

    Raises
    ------
    PluginError
        If it breaks, or gives anything but rules.
    """
    plugin = implementation.plugin_name
    arguments = {"scenario": scenario}
    with code_of(plugin, hook):
        answer = implementation.function(*(arguments[name] for name in implementation.argnames))
    if answer is None and hook == "mizalla_needs":
        return None
    taken: list[Given] = []
    for item in items(plugin, hook, answer, what="rules"):
        taken.append(_copy(plugin, f"{len(taken) + 1} of {hook}", item, hook))
    return tuple(taken)


def _copy(plugin: str, number: str, item: object, hook: str) -> Given:
    kind = next((base for base in type(item).__mro__ if base in _WRITERS), None)
    if kind is None:
        raise PluginError(
            plugin,
            f"it gave {kind_of(item)}, which is no rule.",
            rule=number,
            mend="Give rules of mizalla_models.rule, such as Limit(…).",
        )
    if hook == "mizalla_needs" and kind is not Need:
        raise PluginError(
            plugin,
            f"it gave a {kind.__name__}, and {hook} gives needs only.",
            rule=number,
            mend="Give it from mizalla_rules.",
        )
    assert isinstance(item, BaseRule)
    try:
        data = _WRITERS[kind].dump_python(item, mode="json", warnings="error")
        text = json.dumps(data, sort_keys=True, ensure_ascii=False, allow_nan=False)
        rule = RULE.validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"][1:])
        raise PluginError(
            plugin,
            f"{f'{field}: ' if field else ''}{first['msg']}.",
            rule=number,
            mend="Make the rule by calling its class, which checks it.",
        ) from error
    except PydanticSerializationError as error:
        raise PluginError(
            plugin,
            f"it can't be written down: {str(error).splitlines()[-1].strip()}",
            rule=number,
            mend="Make the rule by calling its class, which checks it.",
        ) from error
    except ValueError as error:
        raise PluginError(
            plugin,
            "it holds a number that is infinite or none at all.",
            rule=number,
            mend="Leave out a bound that does not bind.",
        ) from error
    if (wrong := unfit(rule, data, text)) is not None:
        raise PluginError(plugin, wrong[0], rule=number, mend=wrong[1])
    label = f"{rule.name or rule.kind} ({number})"
    return Given(plugin, label, rule, text)
