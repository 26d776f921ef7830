"""``mizalla init``: a small scenario to start from."""

from pathlib import Path

import click

from mizalla.cli.fresh import refuse_unless_empty
from mizalla.cli.options import common
from mizalla.cli.output import Session


@click.command(short_help="Write a small scenario to start from.")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@common
def init(session: Session, folder: Path) -> None:
    """Write a small scenario to start from: all tables with a few rows, ready to plan."""
    from mizalla.generate import starter
    from mizalla.show import welcome

    refuse_unless_empty(folder)
    starter(folder)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    session.give(
        {"folder": str(folder), "files": [path.relative_to(folder).as_posix() for path in files]},
        lambda: welcome(folder, files),
    )
