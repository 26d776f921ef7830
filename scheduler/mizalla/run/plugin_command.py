"""Run a command that a plugin brings along."""

from collections.abc import Sequence
from pathlib import Path

from mizalla.collect import Limits, seen
from mizalla.collect.manager import Manager, find_codes, pinned, rights
from mizalla.isolation import Task, run_command
from mizalla.isolation.run_command import Ended
from mizalla.read import read
from mizalla.run.installed import ANY_DAY
from mizalla_models.campaign import Campaign
from mizalla_models.scenario import Scenario


def plugin_command(
    plugin: str, words: Sequence[str], *, folder: Path | None, limits: Limits
) -> Ended:
    """Run a command of a plugin in a process of its own.

    Parameters
    ----------
    plugin
        Name or file of the plugin.
    words
        The command and its arguments.
    folder
        A scenario folder for it to look at, as far as it may see it. None: none.
    limits
        What it may take.

    Raises
    ------
    PluginError
        If there is no such plugin, it has no commands, breaks, or comes to the end of its limits.
    UsageError
        If its arguments are wrong.
    """
    scenario: Scenario | None = None if folder is None else read(folder)
    campaign = (
        Campaign(name="none", starts=ANY_DAY, ends=ANY_DAY)
        if scenario is None
        else scenario.campaign
    )
    manager = Manager()
    find_codes(manager, campaign, folder or Path.cwd(), [plugin])
    code = pinned(
        next(
            code
            for name, code in manager.codes.items()
            if name == plugin or name == Path(plugin).name
        ),
        campaign,
    )
    view = b""
    if scenario is not None:
        view = seen(scenario, code.plugin, code.organisation).model_dump_json().encode()
    task = Task(code=code, scenario=view, words=tuple(words), **rights(campaign, code, folder))
    return run_command(task, limits)
