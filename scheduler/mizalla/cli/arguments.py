"""Arguments that several commands take."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from mizalla.cli.options import DEFAULT_DB

if TYPE_CHECKING:
    from mizalla_models.overlay import Overlay

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

overlay_option = click.option(
    "--overlay",
    "overlays",
    multiple=True,
    metavar="FILE_OR_NAME",
    help="A variation to lay on the scenario: a file, or a name in its folder overlays. "
    "Repeatable, one on top of the other.",
)

SQLITE = "sqlite:///"


def _kept_runs(
    ctx: click.Context,
    param: click.Parameter,  # noqa: ARG001 - click's signature
    incomplete: str,
) -> list[CompletionItem]:
    from mizalla.store import Store
    from mizalla_models.errors import StoreError

    db = ctx.params.get("db") or DEFAULT_DB
    if db.startswith(SQLITE) and not Path(db.removeprefix(SQLITE)).exists():
        return []  # opening it would make it
    try:
        with Store(db) as store:
            return [
                CompletionItem(run.id, help=f"{run.scenario}, {run.status}")
                for run in store.runs()
                if run.id.startswith(incomplete)
            ]
    except StoreError:
        return []  # a shell that completes is no place for an error


run_argument = click.argument("run", metavar="RUN", shell_complete=_kept_runs)


def laid_on(overlays: Sequence[str], scenario: Path) -> "Overlay | None":
    """Read the overlays that were asked for, one on top of the other; None for none."""
    from functools import reduce
    from operator import add

    from mizalla.overlay import find_overlay, read_overlay

    found = [read_overlay(find_overlay(name, scenario)) for name in overlays]
    return reduce(add, found) if found else None
