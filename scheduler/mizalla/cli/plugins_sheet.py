"""``mizalla plugins sheet``: a workbook for a member's logistics officer."""

from pathlib import Path

import click

from mizalla.cli.arguments import scenario_argument
from mizalla.cli.options import common
from mizalla.cli.output import Session

organisation_option = click.option(
    "--organisation", required=True, metavar="ORG", help="Id of the member."
)


@click.command(short_help="Write a workbook that a member fills in.")
@organisation_option
@scenario_argument
@click.argument("file", metavar="OUT.XLSX", type=click.Path(dir_okay=False, path_type=Path))
@common
def sheet(session: Session, organisation: str, scenario: Path, file: Path) -> None:
    """Write a workbook for a member's logistics officer: limits, days off, people, trucks, stock.

    It is prefilled with the member's own warehouses and fleets. Filled in, it goes back by
    "mizalla plugins register".
    """
    from rich.text import Text

    from mizalla.read import read
    from mizalla.register import sheet as write

    sheets = write(read(scenario), organisation, file)
    session.give(
        {"organisation": organisation, "file": str(file), "sheets": list(sheets)},
        lambda: Text(f"{file}: {', '.join(sheets)}"),
    )
