"""``mizalla waybills``: paper for storekeepers, drivers and field teams."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mizalla.cli.arguments import run_argument
from mizalla.cli.options import common
from mizalla.cli.output import Session

if TYPE_CHECKING:
    from mizalla.waybills import Consignment


@click.command(short_help="Typeset loading lists and waybills as a PDF.")
@run_argument
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to; RUN-waybills.pdf in this folder where not given.",
)
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Only what leaves on this day.")
@click.option("--warehouse", metavar="ID", help="Only what leaves this warehouse.")
@click.option("--member", metavar="ID", help="Only what leaves this member's warehouses.")
@common
def waybills(
    session: Session,
    run: str,
    file: Path | None,
    day: datetime | None,
    warehouse: str | None,
    member: str | None,
) -> None:
    """Typeset a loading list for every day and warehouse, and a waybill for every trip.

    What no trip of the plan carries (contracted transport, transfers) has a waybill for each
    consignment. RUN is the id of a run, the beginning of one, or "latest".
    """
    from rich.text import Text

    from mizalla.cli.told import told_run
    from mizalla.cli.written import written
    from mizalla.waybills import booklet, consignments
    from mizalla_models.errors import UsageError

    digest = told_run(session, run)
    wanted = [
        item
        for item in consignments(digest)
        if (day is None or item.day == day.date())
        and (warehouse is None or item.origin == warehouse)
        and (member is None or digest.setting.owner(item.origin) == member)
    ]
    if not wanted:
        raise UsageError("Nothing leaves there and then.", mend=_mend(consignments(digest)))
    language = session.language(digest.setting.hijri_offset)
    made = booklet(digest, language, wanted)
    target = written(file or Path(f"{digest.run.id}-waybills.pdf"), made.pdf)
    session.give(
        {
            "run": digest.run.id,
            "file": str(target),
            "loading_lists": made.loading_lists,
            "waybills": made.waybills,
            "bytes": len(made.pdf),
        },
        lambda: Text(str(target)),
        digest.plan.notes,
    )


def _mend(there: "tuple[Consignment, ...]") -> str:
    if not there:
        return "This plan moves nothing at all."
    days = sorted({item.day for item in there})
    some = ", ".join(sorted({item.origin for item in there})[:5])
    return f"Days are {days[0]} to {days[-1]}; warehouses are {some} and so on."
