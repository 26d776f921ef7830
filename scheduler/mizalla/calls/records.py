"""Records as a plugin gave them, written down as JSON."""

from typing import TypeVar

import pluggy
from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from mizalla.calls.broken import code_of
from mizalla.calls.items import items, kind_of
from mizalla.calls.plain import steers
from mizalla_models.base import Word
from mizalla_models.errors import PluginError

W = TypeVar("W", bound=Word)


def records(
    implementation: pluggy.HookImpl, hook: str, word: type[W], arguments: dict[str, object]
) -> tuple[W, ...]:
    """Call one plugin's implementation of a hook that gives records.

    Parameters
    ----------
    implementation
        The plugin's implementation.
    hook
        Name of the hook.
    word
        The record it gives.
    arguments
        What it may ask for.

    Returns
    -------
    tuple
        Copies of its records, in the order in which it gave them.

    Raises
    ------
    PluginError
        If it breaks, or gives anything else.
    """
    plugin = implementation.plugin_name
    with code_of(plugin, hook):
        answer = implementation.function(*(arguments[name] for name in implementation.argnames))
    what = f"{word.__name__} records"
    taken: list[W] = []
    for item in items(plugin, hook, answer, what=what):
        number = f"{len(taken) + 1} of {hook}"
        if not isinstance(item, word):
            raise PluginError(
                plugin, f"it gave {kind_of(item)}, which is no {word.__name__}.", rule=number
            )
        try:
            text = item.model_dump_json(warnings="error")
            if steers(text):
                raise PluginError(
                    plugin,
                    "its text holds a control character, which steers terminals.",
                    rule=number,
                    mend="Take it out; a new line and a tab may stay.",
                )
            taken.append(word.model_validate_json(text))
        except (ValidationError, PydanticSerializationError) as error:
            raise PluginError(
                plugin,
                f"it can't be written down: {str(error).splitlines()[-1].strip()}",
                rule=number,
                mend=f"Make it by calling {word.__name__}, which checks it.",
            ) from error
    return tuple(taken)
