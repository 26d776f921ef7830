"""Who is short, and by how much."""

from collections import defaultdict
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from mizalla.figures import shortest
from mizalla.show.names import Names
from mizalla.show.tables import Sheet
from mizalla.show.words import number, plural, share
from mizalla_models.plan import Coverage, Plan

VILLAGES_SHOWN = 5
BAR = 12
STEPS = 10  # of the chart of coverage: tenths
CHART = 40  # cells of its longest bar


def shortage_table(plan: Plan, names: Names) -> RenderableType:
    """Show the villages that are furthest from what they need."""
    worst = shortest(plan.coverage)[:VILLAGES_SHOWN]
    if not worst:
        return Text("Every village gets all it needs.", "good")
    short = sum(row.served < row.needed for row in plan.coverage)
    title = "Who is shortest"
    if short > len(worst):
        title += f": {len(worst)} of the {plural(short, 'need')} not wholly met"
    shown = coverage_table(worst, names, title=title)
    cut_off = {row.village for row in plan.coverage if row.needed and row.bound <= 0}
    if not cut_off:
        return shown
    words = f"Nothing that the rules allow gets to {plural(len(cut_off), 'village')}."
    return Group(shown, Text(f"{words} Look at distances, shifts, trucks and stock.", "warn"))


def coverage_table(coverage: Sequence[Coverage], names: Names, title: str = "") -> RenderableType:
    """Show villages with what they need and get of each parcel.

    ``At best`` is the proven most that the village could get without harm to one worse off.
    """
    counts = ("Needs", "Gets", "Missing", "Coverage", "At best")
    rows = Sheet(
        title,
        ("Village", "القرية", "P-code", "Parcel", *counts, ""),
        numbers=counts,
        whole=("P-code", ""),
        spare=("P-code", "", "At best", "القرية", "Missing"),
    )
    for row in coverage:
        rows.add(
            Text(names[row.village], "name"),
            Text(names.in_arabic(row.village), "name"),
            row.village,
            names[row.parcel],
            number(row.needed),
            number(row.served),
            number(row.needed - row.served),
            share(row.ratio),
            share(min(row.bound * row.priority, 1.0)),
            bar(row.ratio),
        )
    return rows


def governorate_table(plan: Plan, names: Names) -> RenderableType | None:
    """Show what each governorate needs and gets; None where there is only one."""
    gathered: dict[str, list[Coverage]] = defaultdict(list)
    for row in plan.coverage:
        gathered[names.governorate(row.village)].append(row)
    if len(gathered) < 2:
        return None
    counts = ("Villages", "Needs", "Gets", "Missing", "Worst", "Coverage")
    rows = Sheet(
        "By governorate",
        ("Governorate", "المحافظة", *counts, ""),
        numbers=counts,
        whole=("Governorate", ""),
        spare=("", "المحافظة", "Villages"),
    )
    for where, needs in sorted(gathered.items()):
        needed, served = sum(row.needed for row in needs), sum(row.served for row in needs)
        ratio = served / needed if needed else 1.0
        rows.add(
            Text(names[where], "name"),
            Text(names.in_arabic(where), "name"),
            number(len({row.village for row in needs})),
            number(needed),
            number(served),
            number(needed - served),
            share(min(row.ratio for row in needs)),
            share(ratio),
            bar(ratio),
        )
    return rows


def coverage_chart(plan: Plan) -> RenderableType | None:
    """Draw how many villages are covered how far, step by step; None where all are alike."""
    steps = [min(int(row.ratio * STEPS + 1e-9), STEPS) for row in plan.coverage if row.needed]
    if len(set(steps)) < 2:
        return None
    counts = {step: steps.count(step) for step in range(min(steps), max(steps) + 1)}
    most = max(counts.values())
    rows = Sheet(
        "Needs by coverage", ("Coverage", "Needs", ""), numbers=("Coverage", "Needs"), whole=("",)
    )
    for step, count in counts.items():
        low = share(step / STEPS)
        width = max(round(CHART * count / most), 1 if count else 0)
        style = "green" if step >= 8 else "yellow" if step >= 4 else "red"
        span = low if step == STEPS else f"{low} – {share((step + 1) / STEPS)}"
        rows.add(span, number(count), Text("█" * width, style))
    return rows


def bar(ratio: float) -> Text:
    """Draw a share as a bar."""
    full = min(max(round(ratio * BAR), 1 if ratio > 0 else 0), BAR)
    style = "green" if ratio >= 0.8 else "yellow" if ratio >= 0.4 else "red"
    return Text.assemble(("━" * full, style), ("╌" * (BAR - full), "bright_black"))
