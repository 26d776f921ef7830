"""``mizalla runs``: all plans that are kept."""

import click

from mizalla.cli.options import common
from mizalla.cli.output import Session


@click.command(short_help="List the runs that are kept.")
@click.option(
    "-n", "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="So many."
)
@common
def runs(session: Session, limit: int) -> None:
    """List the runs that are kept, the newest first."""
    from mizalla.show import run_table
    from mizalla.store import Store

    with Store(session.db) as store:
        found = store.runs()
    session.give(
        {"total": len(found), "runs": [run.model_dump(mode="json") for run in found[:limit]]},
        lambda: run_table(found[:limit], total=len(found)),
    )
