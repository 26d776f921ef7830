"""``mizalla compare``: what changed from one run to others."""

from collections.abc import Sequence
from pathlib import Path

import click

from mizalla.cli.options import common
from mizalla.cli.output import Session


@click.command(short_help="Say what changed from one run to others.")
@click.argument("runs", metavar="RUN RUN...", nargs=-1, required=True)
@click.option(
    "--csv",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the whole comparison as CSV tables too.",
)
@click.option("--all", "everything", is_flag=True, help="All rows, however many.")
@common
def compare(session: Session, runs: Sequence[str], folder: Path | None, everything: bool) -> None:
    """Hold runs that are kept against the first of them: two or more, by id or "latest".

    Coverage by governorate, district and village, fairness, cost, km, what members carry, rules
    that bind, and the consignments that moved.
    """
    from mizalla.cli.told import told_notes
    from mizalla.compare import compare as held_against
    from mizalla.compare import comparison_view, write_tables
    from mizalla.show import Names
    from mizalla.store import Store

    with Store(session.db) as store:
        found = held_against(store, runs)
        scenario = store.scenario(found.runs[0].run)
        notes = told_notes(store, (standing.run for standing in found.runs))
    if folder is not None:
        write_tables(found, folder)
    names = (Names() if scenario is None else Names.of(scenario)).read_in(session.lang)
    session.give(
        found.model_dump(mode="json"),
        lambda: comparison_view(found, names, everything=everything),
        notes,
    )
