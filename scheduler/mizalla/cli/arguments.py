"""Arguments that several commands take."""

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from mizalla.cli.options import DEFAULT_DB

scenario_argument = click.argument(
    "scenario", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
plugin_option = click.option(
    "--plugin",
    "plugins",
    multiple=True,
    metavar="FILE_OR_NAME",
    help="A plugin beyond the campaign's: an installed one by name, or a file. Repeatable.",
)


class RunId(click.ParamType):
    """The id of a run, ``latest``, or the start of an id that no other run begins with."""

    name = "run"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the runs that are kept."""
        from mizalla.store import Store
        from mizalla_models.errors import StoreError

        del param
        try:
            with Store(ctx.params.get("db") or DEFAULT_DB) as store:
                return [
                    CompletionItem(run.id, help=f"{run.scenario}, {run.status}")
                    for run in store.runs()
                    if run.id.startswith(incomplete)
                ]
        except StoreError:
            return []  # a shell that completes is no place for an error


run_argument = click.argument("run", metavar="RUN", type=RunId())
