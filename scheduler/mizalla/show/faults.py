"""Faults of a scenario, as a table that can be worked off."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from mizalla.show.tables import table
from mizalla.show.words import isolate, plural
from mizalla_models.fault import Fault


def fault_table(faults: Sequence[Fault]) -> RenderableType:
    """Show faults, then warnings, each with its place and mend, and count them."""
    parts: list[RenderableType] = []
    for severity, style in (("fault", "bad"), ("warning", "warn")):
        some = [fault for fault in faults if fault.severity == severity]
        if some:
            parts += [Text(f"{plural(len(some), severity)}", style), _rows(some), ""]
    if not parts:
        return Text("No faults and no warnings.", "good")
    return Group(*parts[:-1])


def _rows(faults: Sequence[Fault]) -> Table:
    rows = table("", "File", "Row", "Column", "Problem", "Mend", numbers=("Row",))
    for fault in faults:
        file = fault.file if fault.sheet is None else f"{fault.file} [{fault.sheet}]"
        rows.add_row(
            Text(isolate(file), "name"),
            "" if fault.row is None else str(fault.row),
            Text(isolate(fault.column or "")),
            Text(fault.problem),
            Text(fault.mend, "quiet"),
        )
    return rows
