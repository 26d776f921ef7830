"""Which file or sheet holds which table."""

from collections.abc import Callable, Mapping
from pathlib import Path

from mizalla.read.closest import Closest
from mizalla.read.column import Table
from mizalla.read.csv_file import read_csv
from mizalla.read.faults import Faults
from mizalla.read.fields import TABLES
from mizalla.read.files import decode, read_bytes
from mizalla.read.frame import Frame
from mizalla.read.grid import Grid
from mizalla.read.header import known_headings
from mizalla.read.kinds import show
from mizalla.read.workbook import read_workbook

_MISNAMED = 75.0
_BY_NAME = {table.name: table for table in TABLES}


def read_tables(
    files: Mapping[str, Path],
    faults: Faults,
    add: Callable[[Mapping[str, Frame]], None] | None = None,
) -> dict[str, Frame]:
    """Every table of a folder, from CSV files and sheets of workbooks alike.

    Parameters
    ----------
    files
        Files of the folder by name.
    faults
        Where everything wrong in them is written down.
    add
        Adds rows from elsewhere, before it is told what is missing.

    Returns
    -------
    dict of Frame
        A frame for every table, by name; one whose file is missing or broken has no rows.
    """
    tried, found, strangers = _grids(files, faults)
    absent = [name for name in _BY_NAME if name not in tried]
    frames = {}
    for name, table in _BY_NAME.items():
        grids = found.get(name, [])
        frame = Frame(table, faults, there=name in tried, sound=name not in tried)
        frames[name] = frame
        if len(grids) == 1:
            frame.load(grids[0])
        elif len(grids) > 1:
            _tell_several(table, grids, faults)
    if add is not None:
        add(frames)
    _tell_strangers(strangers, absent, faults)
    _tell_absent(frames, files, faults)
    return frames


def _grids(
    files: Mapping[str, Path], faults: Faults
) -> tuple[set[str], dict[str, list[Grid]], list[tuple[str, str | None]]]:
    """Names of tables that are there, the grids of those that can be read, and what is neither."""
    tried: set[str] = set()
    found: dict[str, list[Grid]] = {}
    strangers: list[tuple[str, str | None]] = []
    for shown, path in files.items():
        stem, suffix = path.stem.casefold(), path.suffix.casefold()
        if suffix == ".csv":
            if stem not in _BY_NAME:
                strangers.append((shown, None))
                continue
            tried.add(stem)
            data = read_bytes(path, shown, faults)
            text = None if data is None else decode(data, shown, faults)
            if text is not None:
                grid = read_csv(text, shown, known_headings(_BY_NAME[stem]), faults)
                found.setdefault(stem, []).append(grid)
        elif suffix == ".xlsx":
            data = read_bytes(path, shown, faults)
            sheets = [] if data is None else read_workbook(data, shown, faults)
            if not sheets:
                # a workbook that can't be opened may hold any table: none of them is missing
                tried.update([stem] if stem in _BY_NAME else _BY_NAME)
            for sheet in sheets:
                name = _table_of(sheet, stem, len(sheets))
                if name in _BY_NAME:
                    tried.add(name)
                    found.setdefault(name, []).append(sheet)
                elif sheet.rows:
                    strangers.append((shown, sheet.sheet))
    return tried, found, strangers


def _table_of(sheet: Grid, stem: str, sheets: int) -> str:
    name = str(sheet.sheet).strip().casefold()
    return stem if sheets == 1 and stem in _BY_NAME and name not in _BY_NAME else name


def _tell_several(table: Table, grids: list[Grid], faults: Faults) -> None:
    places = [
        grid.file if grid.sheet is None else f"{grid.file}, sheet {grid.sheet}" for grid in grids
    ]
    problem = f"The table {table.name} is there more than once: {'; '.join(places)}."
    faults.add(grids[0].file, problem, "Keep one of them.", sheet=grids[0].sheet)


def _tell_strangers(
    strangers: list[tuple[str, str | None]], absent: list[str], faults: Faults
) -> None:
    closest = Closest(absent)
    for file, sheet in strangers:
        name = sheet if sheet is not None else Path(file).stem
        near = closest(name)
        misnamed = near is not None and closest.likeness(name, near) >= _MISNAMED
        what = "file" if sheet is None else "sheet"
        if misnamed:
            mend = f"Rename it to {show(near)}, or take it out of the folder."
            faults.add(file, f"No table is called {show(name)}.", mend, sheet=sheet)
        else:
            problem = f"The {what} {show(name)} is not read: no table is called so."
            faults.add(
                file, problem, f"Tables are {', '.join(_BY_NAME)}.", sheet=sheet, severity="warning"
            )


def _tell_absent(frames: Mapping[str, Frame], files: Mapping[str, Path], faults: Faults) -> None:
    contracted = len(frames["lanes"]) > 0 or not frames["lanes"].sound
    for name, frame in frames.items():
        table = frame.table
        transport = name in ("fleets", "vehicles")
        if not frame.there and (table.required or (transport and not contracted)):
            frame.sound = False
            others = [
                shown
                for shown, path in files.items()
                if path.stem.casefold() == name and path.suffix.casefold() != ".csv"
            ]
            also = "; or lanes.csv, where all transport is contracted" if transport else ""
            mend = (
                f"Save {others[0]} as {name}.csv or {name}.xlsx."
                if others
                else f"Add it, or a sheet {show(name)} in a workbook{also}."
            )
            faults.add(table.file, "The file is missing.", mend)
        elif frame.there and frame.sound and not len(frame) and frame.header.index:
            if transport and not contracted:
                mend = "Add rows, or lanes.csv, where all transport is contracted."
            elif not table.may_be_empty:
                mend = (
                    "Add rows." if table.required else f"Add rows, or take it out: {table.without}"
                )
            else:
                continue
            frame.sound = False
            faults.add(frame.file, "It has a heading but no rows.", mend, sheet=frame.sheet)
