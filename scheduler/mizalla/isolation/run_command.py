"""Run a command of a plugin in a process of its own."""

import sys

from mizalla.calls.plain import cut, plain, shown
from mizalla.isolation.cell import Cell
from mizalla.isolation.limits import Limits
from mizalla.isolation.message import unpack
from mizalla.isolation.reply import MOST, Told, refusal
from mizalla.isolation.task import Task
from mizalla_models.base import Word
from mizalla_models.errors import PluginError, UsageError


class Ended(Word):
    """How a plugin's command ended."""

    out: str = ""
    """What it printed."""
    code: int = 0
    """Its exit code."""
    wrong_use: str = ""
    tried: tuple[str, ...] = ()
    error: Told | None = None


def run_command(task: Task, limits: Limits) -> Ended:
    """Run a command of a plugin.

    Parameters
    ----------
    task
        The plugin, with ``words``: the command and its arguments.
    limits
        What it may take.

    Raises
    ------
    UsageError
        If its arguments are wrong.
    PluginError
        If it breaks, or comes to the end of its limits.
    """
    cell = Cell(task, limits)
    try:
        wrong = cell.wait()
    finally:
        cell.end()
    sys.stderr.write(shown(cell.chatter, task.code.plugin))
    if wrong:
        raise refusal(task, wrong)
    try:
        head, parts = unpack(cell.answer)
        out = plain(parts.get("out", b"").decode("utf-8", "replace"))
        ended = Ended.model_validate(head | {"out": out})
    except (ValueError, TypeError) as error:
        raise refusal(task, f"it answered with what is no message of ours ({error}).") from error
    if ended.tried:
        raise refusal(task, f"it tried to {ended.tried[0]}.")
    if ended.error is not None:
        raise PluginError(
            task.code.plugin,
            plain(cut(ended.error.problem, MOST)),
            rule=plain(cut(ended.error.rule)),
            mend=plain(cut(ended.error.mend, MOST)),
            organisation=task.code.organisation,
        )
    if ended.wrong_use:
        problem = f"{task.code.plugin}: {plain(cut(ended.wrong_use, MOST))}"
        raise UsageError(problem, mend="Ask it for --help.")
    return ended
