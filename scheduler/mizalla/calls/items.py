"""What a hook gave one after the other, with an end to it."""

from collections.abc import Iterator

from mizalla.calls.broken import code_of
from mizalla_models.base import Word
from mizalla_models.errors import PluginError

MOST = 200_000
"""Most records that one hook of one plugin may give."""


def items(plugin: str, hook: str, answer: object, *, what: str) -> Iterator[object]:
    """Go through what a hook returned; a generator runs the plugin's code at each step.

    Parameters
    ----------
    plugin
        Name of the plugin.
    hook
        Name of the hook.
    answer
        What it returned.
    what
        What it should give, for messages.

    Raises
    ------
    PluginError
        If that is nothing to go through, breaks on the way, or has no end.
    """
    if isinstance(answer, (str, bytes, dict, Word)) or not hasattr(answer, "__iter__"):
        raise PluginError(
            plugin,
            f"{hook} gave {kind_of(answer)} in place of {what}.",
            mend=f"Yield {what} one by one, or return a list of them.",
        )
    with code_of(plugin, hook):
        iterator = iter(answer)
    for number in range(1, MOST + 1):
        with code_of(plugin, hook, rule=f"{number} of {hook}"):
            try:
                item = next(iterator)
            except StopIteration:
                return
        yield item
    raise PluginError(
        plugin,
        f"{hook} gave more than {MOST:,} {what}.",
        mend="See that its loop ends; one rule can name many warehouses, villages and days.",
    )


def kind_of(thing: object) -> str:
    """Name what was given in place of what was asked for."""
    return "None" if thing is None else f"a {type(thing).__name__}"
