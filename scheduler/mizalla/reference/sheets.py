# ruff: noqa: E501 - text of pages
"""The reference page of capacity sheets, from their own columns."""

from collections.abc import Iterator

from mizalla.read import SHEETS, OfficerSheet

HEAD = """# Capacity sheets

<!-- From scheduler/mizalla/read/officer.py; `make reference` writes this page anew. -->

What a member's logistics officer fills in. `mizalla plugins sheet --organisation ORG SCENARIO out.xlsx` writes the workbook, prefilled with what is the member's own; `mizalla plugins register` takes it back, or YAML with the same names of sheets and columns. The way through it: [Say what you can](../tutorial/officer-sheet.md).

A row in which only prefilled cells are filled says nothing. Columns marked • must be filled in a row that says something. Every warehouse and fleet must be the member's own; numbers go up to a thousand million, and no text may hold signs that steer what is shown. A sheet has at most 20,000 rows, a workbook 64 MB, and YAML 5 MB. Besides these sheets a workbook may have sheets of the raw form, one for each kind of [rule](rules.md): `limits`, `forbids`, `charges`, `supplies`, `vehicles`, `at_most_active`, `smallest_drops`.
"""
MEANS = {
    "daily_limits": "one `Limit` per kind of parcel, on parcels that leave each warehouse in a day; one per row with days of its own, no two of which may say different things of a day",
    "days_off": "one `Forbid` per warehouse, on deliveries and transfers on these days",
    "volunteers": "one `Limit`: volunteers × what each packs, per warehouse and day",
    "trucks": "one `Limit` on truck hours, per fleet and day: trucks × their hours",
    "regions_served": "one `Forbid` per warehouse, on deliveries to anywhere else",
    "stock": "a `Supply` per row; a `Forbid` for its earmark and its best-before day",
    "reserved_share": "a `Limit` per row: at most the rest of the member's stock goes anywhere else",
    "least_drop": "a `SmallestDrop` per row, per point and day",
}


def sheets_page() -> str:
    """Write the page: Markdown with a section for each sheet."""
    return "\n".join([HEAD, *(part for sheet in SHEETS for part in _sheet(sheet))])


def _sheet(sheet: OfficerSheet) -> Iterator[str]:
    yield f"## `{sheet.table.name}` {sheet.title_ar}\n"
    yield f"{sheet.table.meaning} Becomes: {MEANS[sheet.table.name]}.\n"
    yield "| column | Arabic | holds | says |\n|---|---|---|---|"
    for name, column in sheet.table.by_name.items():
        mark = " •" if name in sheet.needs else ""
        yield f"| `{name}`{mark} | {sheet.arabic[name]} | {column.kind.label} | {column.meaning} |"
    yield ""
