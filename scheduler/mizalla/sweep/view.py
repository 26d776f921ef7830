"""A sweep as a person reads it on a terminal."""

from rich.console import Group, RenderableType
from rich.text import Text

from mizalla.show import Sheet
from mizalla.sweep.frontier import Frontier
from mizalla.sweep.sweep import Swept
from mizalla.sweep.table import Row

BAR = 30
NONE = "–"


def swept_view(
    swept: Swept, rows: tuple[Row, ...], curves: tuple[Frontier, ...], currency: str
) -> RenderableType:
    """Show the result table, and the price of fairness where goals were varied."""
    heads = ("Worst-off", "Mean", "Parcels", f"Cost, {currency}", "Cost, change", "Took")
    title = f"Sweep {swept.sweep.name}: {len(rows)} cases"
    if swept.resumed:
        title += f", {swept.resumed} of them finished before"
    made = Sheet(title, ("Case", "Status", *heads, "Run"), numbers=heads, spare=("Took", "Mean"))
    base = rows[0].cost if rows else None
    for row in rows:
        if row.worst is None:
            made.add(Text(row.case, "name"), Text(row.status, "bad"), *[NONE] * 6, row.problem[:60])
            continue
        cost, mean = row.cost or 0.0, row.mean or 0.0
        made.add(
            Text(row.case, "name"),
            Text(row.status, "good" if row.status == "optimal" else "warn"),
            f"{100 * row.worst:.1f}%",
            f"{100 * mean:.1f}%",
            f"{row.served:,}",
            f"{cost:,.0f}",
            NONE if not base else f"{100 * (cost / base - 1):+.1f}%",
            f"{row.seconds:.1f} s",
            row.run,
        )
    blocks: list[RenderableType] = [made]
    for curve in curves:
        blocks += ["", _curve(curve, currency)]
    return Group(*blocks)


def _curve(curve: Frontier, currency: str) -> RenderableType:
    title = "The price of fairness" + (f": {curve.of}" if curve.of else "")
    heads = ("Worst-off", "At most", f"Cost, {currency}", "At least")
    rows = Sheet(title, ("Case", *heads, "", "Cost"), numbers=heads)
    most = max((point.cost for point in curve.points), default=1.0) or 1.0
    for point in curve.points:
        full = round(BAR * point.cost / most)
        rows.add(
            Text(point.case, "name"),
            f"{100 * point.worst:.1f}%",
            f"{100 * point.worst_bound:.1f}%",
            f"{point.cost:,.0f}",
            f"{point.cost_bound:,.0f}",
            "" if point.efficient else "beaten",
            Text("━" * full, "green" if point.efficient else "bright_black"),
        )
    return rows
