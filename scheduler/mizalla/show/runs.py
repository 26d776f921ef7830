"""Runs that are kept, side by side."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from mizalla.show.tables import Sheet
from mizalla.show.words import isolate, money, number, plural, seconds, share
from mizalla_models.run import Run

STYLES = {"optimal": "good", "feasible": "warn", "rejected": "bad"}


def run_table(runs: Sequence[Run], *, total: int) -> RenderableType:
    """Show runs in a row each.

    Parameters
    ----------
    runs
        The runs to show, in this order.
    total
        How many are kept in all.
    """
    if not runs:
        return Text("No run is kept here yet. Make one with: mizalla plan SCENARIO")
    numbers = ("Worst", "Mean", "Parcels", "Cost", "Took")
    rows = Sheet(
        "",
        ("Run", "Scenario", "Made (UTC)", "Sharing", "Status", *numbers),
        numbers=numbers,
        whole=("Run", "Made (UTC)"),
        spare=("Took", "Made (UTC)", "Mean", "Sharing"),
    )
    for run in runs:
        rows.add(
            Text(run.id, "name"),
            isolate(run.scenario),
            f"{run.created:%Y-%m-%d %H:%M}",
            str(run.settings.get("sharing", "")),
            Text(run.status, STYLES[run.status]),
            share(run.figures.coverage_min),
            share(run.figures.coverage_mean),
            number(run.figures.served_parcels),
            money(run.figures.cost, run.currency),
            seconds(run.seconds.get("total", 0.0)),
        )
    if total > len(runs):
        return Group(rows, Text(f"{plural(total - len(runs), 'older run')} not shown.", "quiet"))
    return rows
