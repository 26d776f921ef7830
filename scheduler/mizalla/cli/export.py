"""``mizalla export``: a plan as tables."""

from pathlib import Path

import click

from mizalla.cli.arguments import run_argument
from mizalla.cli.options import common
from mizalla.cli.output import Session


@click.command(short_help="Write the tables of a run to a folder.")
@run_argument
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--hxl", is_flag=True, help="Put a row of HXL hashtags under each heading.")
@click.option(
    "--bom", is_flag=True, help="Begin each table with a mark by which Excel reads Arabic."
)
@common
def export(session: Session, run: str, folder: Path, hxl: bool, bom: bool) -> None:
    """Write the tables of a run to a folder, for spreadsheets and other programs.

    RUN is the id of a run, the beginning of one, or "latest".
    """
    from rich.text import Text

    from mizalla.export import export as write
    from mizalla.store import Store

    with Store(session.db) as store:
        plan, kept = store.plan(run), store.run(run)
    files = write(plan, folder, hxl=hxl, run=kept, bom=bom)
    session.give(
        {"run": kept.id, "folder": str(folder), "files": [file.name for file in files]},
        lambda: Text("\n".join(str(file) for file in files)),
    )
