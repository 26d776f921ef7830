"""``mizalla show``: a plan that is kept, whole or one part of it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from mizalla.cli.arguments import run_argument
from mizalla.cli.options import common
from mizalla.cli.output import Session

if TYPE_CHECKING:
    from rich.console import RenderableType


@click.command(short_help="Show a run that is kept, whole or in part.")
@run_argument
@click.option("--shipments", is_flag=True, help="What leaves from where to where, day by day.")
@click.option("--coverage", is_flag=True, help="What every village needs and gets.")
@click.option("--rules", is_flag=True, help="Every rule: by whom, why, its bound, use and worth.")
@click.option("--trips", is_flag=True, help="Loading lists and trip sheets of trucks.")
@click.option("--reports", is_flag=True, help="What members' plugins say of it.")
@click.option("--village", metavar="PCODE", help="Only what concerns this village.")
@click.option("--warehouse", metavar="ID", help="Only what leaves this warehouse.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Only what leaves on this day.")
@click.option("--all", "everything", is_flag=True, help="All rows, however many.")
@common
def show(
    session: Session,
    run: str,
    shipments: bool,
    coverage: bool,
    rules: bool,
    trips: bool,
    reports: bool,
    village: str | None,
    warehouse: str | None,
    day: datetime | None,
    everything: bool,
) -> None:
    """Show a run that is kept: RUN is its id, the beginning of one, or "latest".

    Without further options the whole plan at a glance, as "mizalla plan" shows it.
    """
    from rich.console import Group

    from mizalla.show import (
        Filter,
        Names,
        Parts,
        TripSheets,
        parts_data,
        parts_view,
        plan_data,
        provenance_data,
        provenance_view,
        report_view,
        said_data,
        summary,
        trips_data,
        trips_view,
    )
    from mizalla.store import Store

    with Store(session.db) as store:
        kept, plan, said = store.run(run), store.plan(run), store.rules(run)
        words = store.said(run)
        scenario = store.scenario(run)
    read = Names.of_run(kept) if scenario is None else Names.of(scenario)
    names = read.read_in(session.lang)
    only = Filter(village=village, warehouse=warehouse, day=day.date() if day else None)
    parts = Parts(shipments=shipments, coverage=coverage, rules=rules)
    if not trips:
        parts = parts.implied_by(only)
    sheets = TripSheets.of(plan, scenario, **vars(only)) if trips else None
    data: dict[str, Any] = plan_data(plan, run=kept.id, seconds=kept.seconds) | {
        "folder": kept.folder,
        "created": kept.created.isoformat(),
    }
    data |= said_data(words)
    if sheets is not None:
        data |= trips_data(sheets)
    if rules:
        data |= provenance_data(plan, said)

    def view() -> "RenderableType":
        limit = None if everything else 100
        if sheets is not None:
            return trips_view(sheets, names, plan.currency, limit=limit)
        if reports:
            return report_view(words, limit=limit)
        if not any(parts):
            return summary(plan, said, names, run=kept.id, timings=kept.seconds, said=words)
        shown = parts_view(plan, parts, only, names, limit=limit)
        if not rules:
            return shown
        return Group(provenance_view(plan, said, names, limit=limit), "", shown)

    # The summary says them itself, below its heading.
    part = sheets is not None or reports or any(parts)
    session.give(data | parts_data(plan, parts, only), view, plan.notes if part else None)
