"""Export: write a plan as CSV files and JSON."""

import csv
from collections.abc import Iterable
from pathlib import Path

from mizalla.export.cell import cell
from mizalla.export.document import document
from mizalla.export.folder import require_room, whole_folder
from mizalla.export.geojson import coverage_geojson, plan_geojson
from mizalla.export.sheet import SHEETS, Row, Sheet
from mizalla.figures import Digest
from mizalla_models.certificate import Certificate
from mizalla_models.plan import Plan
from mizalla_models.run import Run

PLAN = "plan.json"
RUN = "run.json"
CERTIFICATE = "certificate.json"
COVERAGE_MAP = "coverage.geojson"
PLAN_MAP = "plan.geojson"
FILES = frozenset(
    {sheet.name for sheet in SHEETS} | {PLAN, RUN, CERTIFICATE, COVERAGE_MAP, PLAN_MAP}
)


def export(
    plan: Plan,
    folder: Path,
    *,
    hxl: bool = False,
    run: Run | None = None,
    bom: bool = False,
    maps: Digest | None = None,
    certificate: Certificate | None = None,
) -> tuple[Path, ...]:
    """Write a plan into a folder that appears whole or not at all.

    Equal plans give equal bytes: UTF-8, one line feed a row, columns in a fixed order.

    Parameters
    ----------
    plan
        The plan.
    folder
        Where to: not there yet, empty, or an earlier export, which is replaced whole.
    hxl
        Write a second header row of HXL hashtags into the CSV files.
    run
        The record of the run, for ``run.json``. None: that file is left out.
    bom
        Begin the CSV files with a byte order mark: Excel then reads Arabic right.
    maps
        The run with its places, for ``coverage.geojson`` and ``plan.geojson``. None: both are left
        out.
    certificate
        What proves the levels of villages, for ``certificate.json``. None: that file is left out.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    UsageError
        If the folder holds anything else, or can't be written.
    """
    with whole_folder(folder, FILES, PLAN) as beside:
        for sheet in SHEETS:
            _write_sheet(beside / sheet.name, sheet, sheet.rows(plan), hxl=hxl, bom=bom)
        (beside / PLAN).write_bytes(document(plan).encode())
        if run is not None:
            (beside / RUN).write_bytes(f"{run.model_dump_json(indent=2)}\n".encode())
        if certificate is not None:
            (beside / CERTIFICATE).write_bytes(f"{certificate.model_dump_json()}\n".encode())
        if maps is not None:
            (beside / COVERAGE_MAP).write_bytes(coverage_geojson(maps).encode())
            (beside / PLAN_MAP).write_bytes(plan_geojson(maps).encode())
    names = [sheet.name for sheet in SHEETS] + [PLAN] + ([RUN] if run is not None else [])
    names += [CERTIFICATE] if certificate is not None else []
    names += [COVERAGE_MAP, PLAN_MAP] if maps is not None else []
    return tuple(folder / name for name in names)


def check_folder(folder: Path) -> None:
    """Make sure that a plan may be exported into a folder, before there is a plan.

    Raises
    ------
    UsageError
        If the folder holds anything but an earlier export, or can't be written.
    """
    require_room(folder, FILES, PLAN)


def _write_sheet(path: Path, sheet: Sheet, rows: Iterable[Row], *, hxl: bool, bom: bool) -> None:
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(sheet.columns)
        if hxl:
            writer.writerow(sheet.hashtags)
        writer.writerows(map(cell, row) for row in rows)
