"""Rules that a member wrote in a spreadsheet: a sheet for each kind of rule, a row for each."""

from functools import partial
from typing import Any

from pydantic import ValidationError

from mizalla.read.check_rules import Said
from mizalla.read.closest import Closest
from mizalla.read.faults import Faults
from mizalla.read.frame import Frame
from mizalla.read.grid import Grid
from mizalla.read.header import known_headings
from mizalla.read.kinds import show
from mizalla.read.officer import BY_NAME, OfficerSheet
from mizalla.read.officer import SHEETS as OFFICER_SHEETS
from mizalla.read.officer_rules import Officer
from mizalla.read.pydantic_faults import told
from mizalla.read.rule_kinds import DIMENSIONS, MODELS, SHEETS, UNLESS
from mizalla.read.yaml_file import Path

MOST_ROWS = 20_000
"""Rows of an officer's sheet."""
_NAMES = {table.name: kind for kind, table in SHEETS.items()} | {kind: kind for kind in SHEETS}
_MISNAMED = 70.0
_ALIKE = 3
"""Headings of ours by which a sheet of another name is known."""


def read_sheets(grids: list[Grid], faults: Faults, officer: Officer) -> list[Said]:
    """Read the rules of a workbook, sheet by sheet; those that are wrong are left out.

    Parameters
    ----------
    grids
        Its sheets.
    faults
        Where everything wrong in them is written down.
    officer
        What officers' sheets are read against.
    """
    found: list[Said] = []
    used: dict[str, str | None] = {}
    for grid in grids:
        name = str(grid.sheet).strip().casefold().replace(" ", "_")
        plain = BY_NAME.get(str(grid.sheet).strip()) or BY_NAME.get(name)
        kind = plain.table.name if plain is not None else _NAMES.get(name)
        if kind is None:
            if grid.rows:
                _tell_stranger(grid, name, faults)
        elif kind in used:
            problem = f"The sheet {show(used[kind])} holds such rules already."
            faults.add(grid.file, problem, "Keep one sheet of a kind.", sheet=grid.sheet)
        elif grid.rows:
            used[kind] = grid.sheet
            if plain is None:
                found += _read_sheet(kind, grid, faults)
            else:
                frame = Frame(plain.table, faults, there=True, sound=True)
                frame.load(grid)
                if _whole(plain, frame) and not _is_endless(frame):
                    found += officer.rules(plain, frame)
    if grids and not any(grid.rows for grid in grids):
        sheets = ", ".join(sheet.table.name for sheet in OFFICER_SHEETS)
        faults.add(grids[0].file, "The workbook is empty.", f"Fill one of the sheets {sheets}.")
    return found


def _whole(sheet: OfficerSheet, frame: Frame) -> bool:
    """Whether a sheet with rows has every column that these must fill."""
    if not len(frame) or not frame.header.index:
        return True
    missing = [name for name in sheet.needs if not frame.has(name)]
    for name in missing:
        frame.heading_fault(
            name,
            f"The column {show(name)} is missing.",
            f"Add it to the heading, as {show(sheet.heading(name))}, and fill it.",
        )
    return not missing


def _is_endless(frame: Frame) -> bool:
    """Whether a sheet has more rows than an officer writes; everybody's plan waits for it."""
    if len(frame) <= MOST_ROWS:
        return False
    problem = f"The sheet has {len(frame):,} rows, and at most {MOST_ROWS:,} are read."
    frame.fault(MOST_ROWS, None, problem, "Delete the rest, or say it in fewer rows.")
    return True


def _tell_stranger(grid: Grid, name: str, faults: Faults) -> None:
    closest = Closest({*_NAMES, *BY_NAME})
    near = closest(name)
    misnamed = near is not None and closest.likeness(name, near) >= _MISNAMED
    like = max(OFFICER_SHEETS, key=lambda sheet: known_headings(sheet.table)(grid.rows[0]))
    if not misnamed and known_headings(like.table)(grid.rows[0]) >= _ALIKE:
        faults.add(
            grid.file,
            f"The sheet {show(grid.sheet)} is not read: no kind of rule is called so.",
            f"Its columns are those of {like.table.name}: call it so, or delete it.",
            sheet=grid.sheet,
        )
        return
    faults.add(
        grid.file,
        f"The sheet {show(grid.sheet)} is not read: no kind of rule is called so.",
        closest.mend(
            name, f"Sheets are {', '.join(sheet.table.name for sheet in OFFICER_SHEETS)}."
        ),
        sheet=grid.sheet,
        severity="fault" if misnamed else "warning",
    )


def _read_sheet(kind: str, grid: Grid, faults: Faults) -> list[Said]:
    frame = Frame(SHEETS[kind], faults, there=True, sound=True)
    frame.load(grid)
    found = []
    for index in range(len(frame)):
        if frame.is_wrong(index):
            continue
        tell = partial(_tell, frame, index)
        try:
            rule = MODELS[kind].model_validate(_values(frame, index))
        except ValidationError as error:
            if frame.header.complete:
                for path, (problem, mend) in told(error, {}).items():
                    tell(path, problem, mend)
            continue
        found.append(Said(rule, tell))
    return found


def _values(frame: Frame, index: int) -> dict[str, Any]:
    """Plain data of a row; what is empty is left out."""
    values: dict[str, Any] = {}
    for name in frame.header.index:
        value = frame[name][index]
        dimension = name.removeprefix(UNLESS)
        if value is None:
            continue
        if dimension in DIMENSIONS and frame.table.picks:
            pick = "where" if dimension == name else "unless"
            values.setdefault(pick, {})[dimension] = value
        else:
            values[name] = value
    return values


def _tell(frame: Frame, index: int, path: Path, problem: str, mend: str) -> None:
    column = None
    if path:
        column = str(path[0])
        if column in ("where", "unless") and len(path) > 1:
            column = ("" if column == "where" else UNLESS) + str(path[1])
    frame.fault(index, column, problem, mend)
