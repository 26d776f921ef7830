"""``mizalla plugins new``: a small distribution with one plugin."""

from pathlib import Path

import click

from mizalla.cli.options import common
from mizalla.cli.output import Session
from mizalla.cli.plugins_sheet import organisation_option


@click.command(short_help="Write a new plugin, ready to test.")
@click.argument("name")
@organisation_option
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@common
def new(session: Session, name: str, organisation: str, folder: Path) -> None:
    """Write a small distribution of your own: entry point, one rule, a test that passes, a README.

    Install it with "pip install -e DIR", test it with "pytest DIR", and look what it does with
    "mizalla plugins check".
    """
    from rich.text import Text

    from mizalla.scaffold import new_plugin

    files = new_plugin(name, organisation, folder)
    session.give(
        {
            "name": name,
            "organisation": organisation,
            "folder": str(folder),
            "files": [file.relative_to(folder).as_posix() for file in files],
        },
        lambda: Text("\n".join(str(file) for file in files)),
    )
