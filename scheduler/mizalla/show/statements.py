"""What plugins say of a plan, and what is to be said of plugins."""

from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.markdown import Markdown
from rich.text import Text

from mizalla.show.tables import Sheet
from mizalla.show.words import isolate, plural
from mizalla_models.said import Objection, Report, Said

SHOWN = 10


def said_data(said: Sequence[Said]) -> dict[str, Any]:
    """Gather reports and objections as JSON-ready lists."""
    rows = [
        {"plugin": one.plugin, "organisation": one.organisation} | one.said.model_dump(mode="json")
        for one in said
    ]
    kinds = [isinstance(one.said, Report) for one in said]
    return {
        "reports": [row for row, report in zip(rows, kinds, strict=True) if report],
        "objections": [row for row, report in zip(rows, kinds, strict=True) if not report],
    }


def notes_view(notes: Sequence[str]) -> RenderableType | None:
    """Show what is to be said of plugins wherever a plan is shown; None where there is nothing."""
    return Group(*(Text(f"● {isolate(note)}", "warn") for note in notes)) if notes else None


def objections_view(said: Sequence[Said]) -> RenderableType | None:
    """Show objections, the first few; None where there are none."""
    found = [(one, one.said) for one in said if isinstance(one.said, Objection)]
    if not found:
        return None
    rows = Sheet(plural(len(found), "remark") + " of members", ("By", "About", "What"))
    for one, objection in found[:SHOWN]:
        style = "warn" if objection.severity == "objection" else "quiet"
        rows.add(
            Text(isolate(one.organisation or one.plugin), "name"),
            isolate(objection.about),
            Text(isolate(objection.text), style),
        )
    more = len(found) - SHOWN
    rest = Text(f"and {more} more; mizalla show RUN --reports shows them.", "quiet")
    return Group(rows, rest) if more > 0 else rows


def report_view(said: Sequence[Said], *, limit: int | None) -> RenderableType:
    """Show all that plugins say of a plan.

    Parameters
    ----------
    said
        What they say.
    limit
        Most rows of each table. None: all.
    """
    parts: list[RenderableType] = []
    for one in said:
        if not isinstance(one.said, Report):
            continue
        report = one.said
        by = one.organisation or one.plugin
        parts.append(Text.assemble((isolate(report.title), "head"), (f"  by {by}", "quiet")))
        if report.text:
            parts.append(Markdown(report.text))
        if report.columns:
            rows = Sheet("", report.columns)
            for row in report.rows[:limit]:
                rows.add(*("" if cell is None else isolate(str(cell)) for cell in row))
            parts.append(rows)
        parts.append("")
    objections = objections_view(said)
    if objections is not None:
        parts.append(objections)
    return Group(*parts) if parts else Text("No plugin says anything of this plan.", "quiet")
