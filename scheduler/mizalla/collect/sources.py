"""Tables that plugins bring from elsewhere, asked for before any is read."""

from collections.abc import Callable, Sequence
from pathlib import Path

from mizalla.builtin import CAPACITY
from mizalla.calls import Code
from mizalla.collect.choice import Choice
from mizalla.collect.manager import Manager, find_codes, pinned, rights, task_limits
from mizalla.collect.seen import quiet
from mizalla.isolation import Task, ask
from mizalla_models.campaign import Campaign
from mizalla_models.errors import PluginError
from mizalla_models.said import Sourced

HOOK = "mizalla_sources"


def sources(
    folder: Path, plugins: Sequence[str] = (), choice: Choice | None = None
) -> Callable[[Campaign], tuple[Sourced, ...]]:
    """Make the function that asks the plugins of a campaign for tables.

    Parameters
    ----------
    folder
        The scenario folder.
    plugins
        Plugins beyond those that the campaign names.
    choice
        Which to leave out, and what each may take.

    Returns
    -------
    callable
        Takes the campaign and returns every table, by plugin, table and source. It raises
        PluginError where a plugin is not there, breaks, or comes to the end of its limits.
    """
    chosen = choice or Choice()

    def ask_all(campaign: Campaign) -> tuple[Sourced, ...]:
        manager = Manager()
        # Sheets bring no tables, and which there are is not known yet.
        uses = tuple(use for use in campaign.plugins if not use.name.startswith(f"{CAPACITY}/"))
        members = campaign.model_copy(update={"plugins": uses})
        others = [name for name in plugins if not name.startswith(f"{CAPACITY}/")]
        find_codes(manager, members, folder, others, chosen.without)
        codes = [
            code
            for code in (pinned(code, campaign) for code in manager.codes.values())
            if HOOK in code.named
            and code.plugin not in chosen.without
            and code.organisation not in chosen.without
        ]
        tasks = [
            Task(
                code=code,
                asked=(HOOK,),
                campaign=quiet(campaign, code.plugin, code.organisation).model_dump_json().encode(),
                seed=chosen.seed,
                **rights(campaign, code, folder),
            )
            for code in codes
        ]
        if not tasks:
            return ()
        found: list[Sourced] = []
        limits = [task_limits(code, campaign, chosen) for code in codes]
        for task, answer in zip(tasks, ask(tasks, limits), strict=True):
            if isinstance(answer, PluginError):
                raise _without_tables(task.code, answer)
            if HOOK in answer.refused:
                raise _without_tables(task.code, answer.refused[HOOK])
            found += [
                Sourced(plugin=task.code.plugin, organisation=task.code.organisation, table=table)
                for table in answer.said.get(HOOK, ())
            ]
        return tuple(sorted(found, key=lambda one: (one.plugin, one.table.table, one.table.source)))

    return ask_all


def _without_tables(code: Code, failed: PluginError) -> PluginError:
    """Say what can be done: no rules of an earlier run stand in for tables."""
    return PluginError(
        code.plugin,
        failed.what,
        rule=failed.rule,
        mend=f"Mend the plugin, or plan without it (--without {code.organisation or code.plugin}): "
        "then what the folder says of its tables holds.",
        organisation=code.organisation,
    )
