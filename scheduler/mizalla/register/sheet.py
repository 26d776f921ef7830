"""A workbook for a member's logistics officer, prefilled with what is the member's own."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from mizalla.read import SHEETS, OfficerSheet
from mizalla.register.instructions import instructions
from mizalla_models.campaign import WEEKDAYS
from mizalla_models.errors import UsageError
from mizalla_models.scenario import Scenario

ROWS = 500
"""Rows that are ready to be filled in."""
MOST_PREFILLED = 400
"""A calendar of more rows than that nobody fills in: it is left to the officer."""
HEAD = PatternFill("solid", fgColor="FF00695C")
OWN = PatternFill("solid", fgColor="FFE0F2F1")
WIDE = {"reason": 44, "name": 34, "area": 16}
LISTS = "lists"
NUMBERS = {
    "parcels_per_day": ("decimal", 0, None),
    "parcels_each": ("decimal", 0, None),
    "unit_cost": ("decimal", 0, None),
    "volunteers": ("whole", 0, 10**6),
    "trucks": ("whole", 0, 10**4),
    "quantity": ("whole", 0, 10**9),
    "share": ("decimal", 0, 1),
}
DAYS = ("day", "from_day", "until", "available_on", "best_before")


def sheet(scenario: Scenario, organisation: str, path: Path) -> tuple[str, ...]:
    """Write the workbook of a member.

    Parameters
    ----------
    scenario
        The scenario it is for.
    organisation
        Id of the member.
    path
        The file to write, ``.xlsx``.

    Returns
    -------
    tuple of str
        Names of its sheets.

    Raises
    ------
    UsageError
        If there is no such member, or the file can't be written.
    """
    known = {member.id: member for member in scenario.organisations}
    if organisation not in known:
        raise UsageError(
            f"There is no organisation {organisation!r}.", mend=f"Name one of {', '.join(known)}."
        )
    if path.suffix.casefold() != ".xlsx":
        raise UsageError(f"{path.name} is no workbook.", mend="Name it .xlsx.")
    book = Workbook()
    instructions(book.active, scenario, known[organisation])  # type: ignore[arg-type]
    lists = _lists(book, scenario, organisation)
    for plan in SHEETS:
        _fill(book.create_sheet(plan.table.name), plan, scenario, organisation, lists)
    book.move_sheet(LISTS, len(SHEETS))
    try:
        book.save(path)
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}.") from error
    return tuple(book.sheetnames)


def _lists(book: Workbook, scenario: Scenario, organisation: str) -> dict[str, str]:
    """Write what drop-downs offer to a sheet of its own; gives the name of each list."""
    page = book.create_sheet(LISTS)
    villages = sorted(scenario.villages, key=lambda village: village.pcode)
    areas = [
        *sorted({village.governorate for village in villages}),
        *sorted({village.district for village in villages}),
        *(village.pcode for village in villages),
    ]
    values: dict[str, list[str]] = {
        "warehouse": [h.id for h in scenario.warehouses if h.organisation == organisation],
        "parcel": [parcel.id for parcel in scenario.parcels],
        "fleet": [f.id for f in scenario.fleets if f.organisation == organisation],
        "area": areas,
        "earmark": [*areas, *(member.id for member in scenario.organisations)],
        "weekday": list(WEEKDAYS),
    }
    names = {village.pcode: village.name_ar or village.name for village in villages}
    names |= {house.id: house.name_ar or house.name for house in scenario.warehouses}
    offered = {}
    for column, (title, items) in enumerate(values.items(), start=1):
        letter = get_column_letter(column)
        page.cell(1, column, title).font = Font(bold=True)
        for row, item in enumerate(items, start=2):
            page.cell(row, column, item)
        if items:
            name = f"list_{title}"
            where = f"{LISTS}!${letter}$2:${letter}${len(items) + 1}"
            book.defined_names[name] = DefinedName(name, attr_text=where)
            offered[title] = name
    start = len(values) + 2
    for row, (code, name) in enumerate(names.items(), start=2):
        page.cell(row, start, code)
        page.cell(row, start + 1, name)
    page.sheet_state = "visible"
    return offered


def _fill(
    page: Worksheet,
    plan: OfficerSheet,
    scenario: Scenario,
    organisation: str,
    lists: dict[str, str],
) -> None:
    columns = list(plan.table.by_name)
    for place, name in enumerate(columns, start=1):
        head = page.cell(1, place, plan.heading(name))
        head.font = Font(bold=True, color="FFFFFFFF")
        head.fill = HEAD
        head.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        letter = get_column_letter(place)
        page.column_dimensions[letter].width = WIDE.get(name, 20)
        check = _check(plan, name, scenario, lists)
        if check is not None:
            page.add_data_validation(check)
            check.add(f"{letter}2:{letter}{ROWS + 1}")
        if name in DAYS:
            for row in range(2, ROWS + 2):
                page.cell(row, place).number_format = "yyyy-mm-dd"
    for row, values in enumerate(_own_rows(plan.table.name, scenario, organisation), start=2):
        for name, value in values.items():
            cell = page.cell(row, columns.index(name) + 1, value)
            cell.fill = OWN
    page.row_dimensions[1].height = 34
    page.freeze_panes = "A2"


def _own_rows(name: str, scenario: Scenario, organisation: str) -> Iterator[dict[str, Any]]:
    """Rows that stand there already: the officer fills in the figures."""
    houses = [house for house in scenario.warehouses if house.organisation == organisation]
    fleets = [fleet for fleet in scenario.fleets if fleet.organisation == organisation]
    days = scenario.campaign.days
    if name == "daily_limits":
        for house in houses:
            yield {"warehouse": house.id, "name": house.name_ar or house.name}
    elif name == "volunteers" and len(houses) * len(days) <= MOST_PREFILLED:
        for house in houses:
            yield from ({"day": day, "warehouse": house.id} for day in days)
    elif name == "trucks" and len(fleets) * len(days) <= MOST_PREFILLED:
        for fleet in fleets:
            yield from ({"day": day, "fleet": fleet.id} for day in days)


def _check(
    plan: OfficerSheet, name: str, scenario: Scenario, lists: dict[str, str]
) -> DataValidation | None:
    """What a spreadsheet lets into a column, and what it says to anything else."""
    column = plan.table.by_name[name]
    needed = "" if name in plan.needs else " It may stay empty."
    if name in lists:
        check = DataValidation(type="list", formula1=f"={lists[name]}", allow_blank=True)
        check.error = "Choose one from the list. اختر من القائمة."
    elif name in NUMBERS:
        kind, least, most = NUMBERS[name]
        between = most is not None
        check = DataValidation(
            type=kind,  # type: ignore[arg-type]
            operator="between" if between else "greaterThanOrEqual",
            formula1=str(least),
            formula2=str(most) if between else None,
            allow_blank=True,
        )
        span = f"{least} to {most}" if between else f"{least} or more"
        check.error = f"A number, {span}. اكتب رقمًا."
    elif name in DAYS:
        first, last = scenario.campaign.starts, scenario.campaign.ends
        inside = name in ("day", "from_day", "until")
        check = DataValidation(
            type="date",
            operator="between" if inside else "greaterThanOrEqual",
            formula1=f"DATE({first.year},{first.month},{first.day})"
            if inside
            else "DATE(2000,1,1)",
            formula2=_date(last) if inside else None,
            allow_blank=True,
        )
        check.error = (
            f"A day from {first} to {last}. اكتب تاريخًا من أيام الحملة."
            if inside
            else "A date, such as 2027-02-08. اكتب تاريخًا."
        )
    else:
        return None
    check.errorTitle = plan.arabic[name][:30]
    check.promptTitle = plan.heading(name)[:30]
    check.prompt = f"{column.meaning}{needed}"[:250]
    check.showErrorMessage = check.showInputMessage = True
    return check


def _date(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"
