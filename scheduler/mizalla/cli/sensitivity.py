"""``mizalla sensitivity``: which changes would lift the worst-off most."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from mizalla.cli.arguments import run_argument
from mizalla.cli.options import common
from mizalla.cli.output import Session
from mizalla.cli.progress import progress

if TYPE_CHECKING:
    from rich.console import RenderableType

    from mizalla.explain.rank import Ranked


@click.command(short_help="Rank the changes that lift the worst-off most per pound.")
@run_argument
@click.option(
    "-n", "--count", type=click.IntRange(min=1), default=10, show_default=True, help="So many."
)
@click.option(
    "--price",
    "prices",
    multiple=True,
    metavar="UNIT=AMOUNT",
    help="What one unit costs beyond the plan's own cost, such as trucks=5000 or parcels=300. "
    "Repeatable.",
)
@common
def sensitivity(session: Session, run: str, count: int, prices: Sequence[str]) -> None:
    """Rank what to change of a run that is kept: trucks, stock, loading, other limits.

    Duals say which to try; each of the best is confirmed by solving again with it.
    """
    from mizalla.cli.told import told_notes
    from mizalla.explain.rank import rank
    from mizalla.store import Store

    asked = {}
    for written in prices:
        unit, _, amount = written.partition("=")
        try:
            asked[unit] = float(amount)
        except ValueError as error:
            raise click.UsageError(f"--price {written} is not UNIT=AMOUNT.") from error
    with Store(session.db) as store, progress(session, ("confirm",)) as listener:
        kept = store.run(run)
        notes = told_notes(store, [kept.id])
        found = rank(store, run, count=count, prices=asked, progress=listener)
    session.give(
        {"currency": kept.currency, "changes": [one.model_dump() for one in found]},
        lambda: _view(found, kept.currency),
        notes,
    )


def _view(found: "Sequence[Ranked]", currency: str) -> "RenderableType":
    from rich.text import Text

    from mizalla.show import Sheet

    if not found:
        return Text("No rule holds anybody back, or what does was not kept with this run.")
    heads = ("Eased by", "Needs", "Promised", "Confirmed", f"Costs, {currency}", "Per 1,000")
    rows = Sheet(
        "What would lift the worst-off most: points of coverage, confirmed by solving again",
        ("Rule", "Where", *heads),
        numbers=heads,
    )
    for one in found:
        rows.add(
            Text(one.rule, "name"),
            one.group,
            f"{one.by:,.4g} {one.unit}",
            f"{one.needs:,}",
            f"≤ {100 * one.promised:.2f}",
            f"{100 * one.actual:.2f}",
            f"{one.cost:,.0f}",
            "–" if one.per_pound is None else f"{one.per_pound:.3f}",
        )
    return rows
