"""``mizalla export``: a plan as tables, maps and workbooks."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mizalla.cli.arguments import run_argument
from mizalla.cli.options import common
from mizalla.cli.output import Session

if TYPE_CHECKING:
    from mizalla.figures import Digest
    from mizalla_models.certificate import Certificate


@click.command(short_help="Write a run as tables, maps or workbooks.")
@run_argument
@click.argument(
    "folder", metavar="[DIR]", required=False, type=click.Path(file_okay=False, path_type=Path)
)
@click.option("--hxl", is_flag=True, help="Put a row of HXL hashtags under each heading.")
@click.option(
    "--bom", is_flag=True, help="Begin each table with a mark by which Excel reads Arabic."
)
@click.option("--geojson", is_flag=True, help="Write coverage and plan as GeoJSON too.")
@click.option(
    "--xlsx", is_flag=True, help="A workbook in place of tables: into DIR, or this folder."
)
@click.option(
    "--member",
    "members",
    multiple=True,
    metavar="ID",
    help="With --xlsx: only what is this member's, in a workbook of its own. Repeatable.",
)
@click.option("--every-member", is_flag=True, help="With --xlsx: a workbook for each member too.")
@common
def export(
    session: Session,
    run: str,
    folder: Path | None,
    hxl: bool,
    bom: bool,
    geojson: bool,
    xlsx: bool,
    members: Sequence[str],
    every_member: bool,
) -> None:
    """Write a run for spreadsheets and other programs: tables into DIR, or a workbook.

    RUN is the id of a run, the beginning of one, or "latest".
    """
    from rich.text import Text

    from mizalla.cli.told import told_run
    from mizalla.store import Store

    if not xlsx and (members or every_member):
        raise click.UsageError("--member and --every-member are for workbooks: add --xlsx.")
    if xlsx and (hxl or bom or geojson):
        raise click.UsageError("--hxl, --bom and --geojson are for tables: leave out --xlsx.")
    if folder is None and not xlsx:
        raise click.UsageError("Name a folder for the tables, or ask for a workbook with --xlsx.")
    digest = told_run(session, run)
    if xlsx:
        files = _workbooks(session, digest, folder or Path(), members, every_member)
    else:
        with Store(session.db) as store:
            proof = store.certificate(digest.run.id)
        files = _tables(digest, folder or Path(), proof, hxl=hxl, bom=bom, geojson=geojson)
    session.give(
        {
            "run": digest.run.id,
            "folder": str(folder or Path()),
            "files": [file.name for file in files],
        },
        lambda: Text("\n".join(str(file) for file in files)),
        digest.plan.notes,
    )


def _tables(
    digest: "Digest",
    folder: Path,
    proof: "Certificate | None",
    *,
    hxl: bool,
    bom: bool,
    geojson: bool,
) -> Sequence[Path]:
    from mizalla.export import export as write

    maps = digest if geojson else None
    return write(
        digest.plan, folder, hxl=hxl, run=digest.run, bom=bom, maps=maps, certificate=proof
    )


def _workbooks(
    session: Session, digest: "Digest", folder: Path, chosen: Sequence[str], every: bool
) -> Sequence[Path]:
    from mizalla.cli.written import written
    from mizalla.workbook import members, workbook

    language = session.language(digest.setting.hijri_offset)
    wanted = list(dict.fromkeys([*chosen, *(members(digest) if every else ())]))
    if every or not chosen:
        wanted.insert(0, "")
    made = {}
    for member in wanted:
        end = f"-{_file_name(member)}" if member else ""
        made[folder / f"{digest.run.id}{end}.xlsx"] = workbook(digest, language, member)
    return [written(file, content) for file, content in made.items()]


def _file_name(member: str) -> str:
    """An id may hold letters that no file name may."""
    return "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in member)
