"""Faults of a scenario, as a table that can be worked off."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from mizalla.show.tables import Sheet
from mizalla.show.words import isolate, plural
from mizalla_models.fault import Fault


def fault_table(faults: Sequence[Fault]) -> RenderableType:
    """Show faults, then warnings, each with its place and mend, and count them."""
    parts: list[RenderableType] = []
    for severity, style in (("fault", "bad"), ("warning", "warn")):
        some = [fault for fault in faults if fault.severity == severity]
        if some:
            parts += [Text(plural(len(some), severity), style), _rows(some), ""]
    if not parts:
        return Text("✔ No faults and no warnings.", "good")
    return Group(*parts[:-1])


def _rows(faults: Sequence[Fault]) -> Sheet:
    rows = Sheet("", ("File", "Row", "Column", "Problem", "Mend"), numbers=("Row",))
    for fault in faults:
        file = isolate(fault.file)
        if fault.sheet is not None:
            file += f" [{isolate(fault.sheet)}]"
        rows.add(
            Text(file, "name"),
            "" if fault.row is None else str(fault.row),
            isolate(fault.column or ""),
            fault.problem,
            fault.mend,
        )
    return rows
