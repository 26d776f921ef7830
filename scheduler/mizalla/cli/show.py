"""``mizalla show``: a plan that is kept, whole or one part of it."""

from datetime import datetime
from typing import Any

import click

from mizalla.cli.arguments import run_argument
from mizalla.cli.options import common
from mizalla.cli.output import Session


@click.command(short_help="Show a run that is kept, whole or in part.")
@run_argument
@click.option("--shipments", is_flag=True, help="What leaves from where to where, day by day.")
@click.option("--coverage", is_flag=True, help="What every village needs and gets.")
@click.option("--rules", is_flag=True, help="Every limit, and how far it is used.")
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
    village: str | None,
    warehouse: str | None,
    day: datetime | None,
    everything: bool,
) -> None:
    """Show a run that is kept: RUN is its id, the beginning of one, or "latest".

    Without further options the whole plan at a glance, as "mizalla plan" shows it.
    """
    from mizalla.show import Filter, Names, Parts, parts_data, parts_view, plan_data, summary
    from mizalla.store import Store

    with Store(session.db) as store:
        kept, plan, said = store.run(run), store.plan(run), store.rules(run)
    only = Filter(village=village, warehouse=warehouse, day=day.date() if day else None)
    parts = Parts(shipments=shipments, coverage=coverage, rules=rules).implied_by(only)
    data: dict[str, Any] = plan_data(plan, run=kept.id, seconds=kept.seconds) | {
        "folder": kept.folder,
        "created": kept.created.isoformat(),
    }
    session.give(
        data | parts_data(plan, parts, only),
        lambda: (
            parts_view(plan, parts, only, Names.of_run(kept), limit=None if everything else 100)
            if any(parts)
            else summary(plan, said, Names.of_run(kept), run=kept.id, timings=kept.seconds)
        ),
    )
