"""Commands of a plugin, run in its own process."""

import contextlib
import io
from typing import Any

import pluggy

from mizalla import hookspecs
from mizalla.calls import Code, check_hooks, code_of
from mizalla_models.errors import PluginError
from mizalla_models.scenario import Scenario


def commands(code: Code, words: list[str], scenario: bytes) -> dict[str, Any]:
    """Run a command of a plugin, and catch what it prints.

    Parameters
    ----------
    code
        The plugin's code.
    words
        The command and its arguments.
    scenario
        Scenario as JSON, which commands find as ``click.get_current_context().obj``; empty where
        none was named.

    Raises
    ------
    PluginError
        If it can't be loaded, has no commands, or breaks.
    """
    import click

    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    plugin = code.load()
    check_hooks(manager, code.plugin, plugin)
    manager.register(plugin, name=code.plugin)
    found = manager.hook.mizalla_commands.get_hookimpls()
    if not found:
        raise PluginError(code.plugin, "it has no commands.", mend="It needs mizalla_commands.")
    group = click.Group(code.plugin)
    with code_of(code.plugin, "mizalla_commands"):
        arguments = {"group": group}
        found[0].function(*(arguments[name] for name in found[0].argnames))
    told = Scenario.model_validate_json(scenario) if scenario else None
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            ended = group.main(words, prog_name=code.plugin, standalone_mode=False, obj=told)
        except click.ClickException as error:
            return {"out": out.getvalue(), "wrong_use": error.format_message()}
        except (Exception, SystemExit) as error:
            from mizalla.calls.broken import last_line

            raise PluginError(
                code.plugin,
                f"its command broke: {last_line(error)}",
                mend="Mend the plugin.",
            ) from error
    return {"out": out.getvalue(), "code": ended if isinstance(ended, int) else 0}
