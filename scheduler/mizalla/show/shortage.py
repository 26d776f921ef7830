"""Who is short, and by how much."""

from collections import defaultdict
from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from mizalla.show.names import Names
from mizalla.show.tables import table
from mizalla.show.words import number, plural, share
from mizalla_models.plan import Coverage, Plan

VILLAGES_SHOWN = 5
BAR = 12


def shortest(coverage: Sequence[Coverage], count: int) -> list[Coverage]:
    """Return the needs that are furthest from met: least level first, then most parcels missing."""
    missing = [row for row in coverage if row.served < row.needed]
    missing.sort(key=lambda row: (row.level, row.served - row.needed, row.village, row.parcel))
    return missing[:count]


def shortage_table(plan: Plan, names: Names) -> RenderableType | None:
    """Show the villages that are furthest from what they need; None where nobody is short."""
    worst = shortest(plan.coverage, VILLAGES_SHOWN)
    if not worst:
        return Text("\nEvery village gets all it needs.\n", "good")
    short = sum(row.served < row.needed for row in plan.coverage)
    return coverage_table(
        worst,
        names,
        title="Who is shortest"
        + (
            f" ({len(worst)} of {plural(short, 'need')} not fully met)"
            if short > len(worst)
            else ""
        ),
    )


def coverage_table(coverage: Sequence[Coverage], names: Names, title: str = "") -> RenderableType:
    """Show villages with what they need and get of each parcel."""
    counts = ("Needs", "Gets", "Missing", "Coverage", "At best")
    rows = table(title, "Village", "P-code", "Parcel", *counts, "", numbers=counts)
    for row in coverage:
        rows.add_row(
            Text(names[row.village], "name"),
            Text(row.village, "quiet"),
            names[row.parcel],
            number(row.needed),
            number(row.served),
            number(row.needed - row.served),
            share(row.ratio),
            Text(share(min(row.bound * row.priority, 1.0)), "quiet"),
            bar(row.ratio),
        )
    return rows


def governorate_table(plan: Plan, names: Names) -> RenderableType | None:
    """Show what each governorate needs and gets; None where there is only one."""
    needed: dict[str, int] = defaultdict(int)
    served: dict[str, int] = defaultdict(int)
    worst: dict[str, float] = defaultdict(lambda: 1.0)
    for row in plan.coverage:
        where = names.governorate.get(row.village, "")
        needed[where] += row.needed
        served[where] += row.served
        worst[where] = min(worst[where], row.ratio)
    if len(needed) < 2:
        return None
    counts = ("Needs", "Gets", "Missing", "Worst", "Coverage")
    rows = table("By governorate", "Governorate", *counts, "", numbers=counts)
    for where in sorted(needed):
        ratio = served[where] / needed[where] if needed[where] else 1.0
        rows.add_row(
            Text(names[where] if where else "unknown", "name"),
            number(needed[where]),
            number(served[where]),
            number(needed[where] - served[where]),
            share(worst[where]),
            share(ratio),
            bar(ratio),
        )
    return rows


def bar(ratio: float) -> Text:
    """Draw a share as a bar."""
    full = min(max(round(ratio * BAR), 1 if ratio > 0 else 0), BAR)
    style = "green" if ratio >= 0.8 else "yellow" if ratio >= 0.4 else "red"
    return Text.assemble(("━" * full, style), ("━" * (BAR - full), "bright_black"))
