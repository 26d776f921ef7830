"""Ask plugins, each in a process of its own, all at once."""

import sys
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

from mizalla.calls import Answer
from mizalla.calls.plain import shown
from mizalla.isolation.cell import Cell
from mizalla.isolation.limits import Limits
from mizalla.isolation.nursery import Nursery
from mizalla.isolation.reply import reply
from mizalla.isolation.task import Task
from mizalla_models.errors import PluginError


def ask(tasks: Sequence[Task], limits: Sequence[Limits]) -> list[Answer | PluginError]:
    """Ask plugins, and wait until each has answered or come to the end of its limits.

    What they print goes to stderr.

    Parameters
    ----------
    tasks
        What to ask of which.
    limits
        What each may take.

    Returns
    -------
    list of Answer or PluginError
        What each said, in the order of the tasks; or what went wrong with it.
    """
    nursery = _nursery(tasks)
    cells: list[Cell] = []
    try:
        cells += [Cell(task, limit, nursery) for task, limit in zip(tasks, limits, strict=True)]
        with ThreadPoolExecutor(max(1, len(cells))) as pool:
            waiting = {pool.submit(cell.wait): cell for cell in cells}
            open_ones = set(waiting)
            while open_ones:  # wakes up at times, so that an interrupt from the keyboard gets in
                _, open_ones = wait(open_ones, timeout=0.5, return_when=FIRST_COMPLETED)
            wrong = {cell.task.code.plugin: done.result() for done, cell in waiting.items()}
    finally:
        for cell in cells:
            cell.end()
        if nursery is not None:
            nursery.close()
    answers: list[Answer | PluginError] = []
    for cell in cells:
        said = cell.chatter
        if said and not wrong[cell.task.code.plugin]:
            sys.stderr.write(shown(said, cell.task.code.plugin))
        answers.append(reply(cell.task, cell.answer, wrong[cell.task.code.plugin]))
    return answers


def _nursery(tasks: Sequence[Task]) -> Nursery | None:
    """What to fork from, where there is enough to start and all may have the same beginning."""
    alike = len({task.seed for task in tasks}) == 1
    return Nursery(tasks[0].seed) if len(tasks) > 1 and alike and Nursery.can_be() else None
