"""``mizalla report``: a run as one page."""

from pathlib import Path

import click

from mizalla.cli.arguments import run_argument
from mizalla.cli.options import common
from mizalla.cli.output import Session


@click.command(short_help="Write a run as one page that opens without a network.")
@run_argument
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to; RUN.html in this folder where not given.",
    show_default=False,
)
@common
def report(session: Session, run: str, file: Path | None) -> None:
    """Write a run as one HTML page: map, figures, fairness, load, rules, costs and proof.

    The page holds all that it needs, asks nothing of any network, and prints. RUN is the id of a
    run, the beginning of one, or "latest".
    """
    from rich.text import Text

    from mizalla.cli.told import told_run
    from mizalla.cli.written import written
    from mizalla.report import report as write

    digest = told_run(session, run)
    page = write(digest, session.language(digest.setting.hijri_offset))
    target = written(file or Path(f"{digest.run.id}.html"), page.encode())
    session.give(
        {"run": digest.run.id, "file": str(target), "bytes": len(page.encode())},
        lambda: Text(str(target)),
        digest.plan.notes,
    )
