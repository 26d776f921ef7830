"""``mizalla plugins register`` and ``withdraw``: what a member says without code."""

from pathlib import Path

import click

from mizalla.cli.arguments import scenario_argument
from mizalla.cli.options import common
from mizalla.cli.output import Session
from mizalla.cli.plugins_sheet import organisation_option

who_option = click.option(
    "--by", "who", metavar="NAME", help="Who does it; your name on this machine otherwise."
)


@click.command(short_help="Put a member's filled-in sheet in force.")
@organisation_option
@scenario_argument
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@who_option
@common
def register(
    session: Session, organisation: str, scenario: Path, file: Path, who: str | None
) -> None:
    """Put a member's filled-in workbook, or YAML of the same content, in force.

    Every fault is told by sheet, row and column, and nothing is registered until all is well (exit
    code 3). The scenario folder gets a copy in capacity/, and the database keeps every version.
    """
    from mizalla.register import register as keep
    from mizalla.register import take
    from mizalla.show import fault_table, registration_view
    from mizalla.store import Store

    taken = take(scenario, organisation, file)
    with Store(session.db) as store:
        made = keep(taken, scenario, store, who=_name(who))
    if taken.warnings and not session.as_json:
        session.remark(fault_table(taken.warnings))
    session.give(
        {
            "registration": made.model_dump(mode="json"),
            "warnings": [fault.model_dump(mode="json") for fault in taken.warnings],
        },
        lambda: registration_view(made),
    )


@click.command(short_help="Take back what a member registered.")
@organisation_option
@scenario_argument
@who_option
@common
def withdraw(session: Session, organisation: str, scenario: Path, who: str | None) -> None:
    """Take back what a member registered: plans hold to it no more, and its history stays."""
    from mizalla.read import read
    from mizalla.register import withdraw as take_back
    from mizalla.show import registration_view
    from mizalla.store import Store

    name = read(scenario).campaign.name
    with Store(session.db) as store:
        made = take_back(name, scenario, organisation, store, who=_name(who))
    session.give({"registration": made.model_dump(mode="json")}, lambda: registration_view(made))


def _name(who: str | None) -> str:
    if who:
        return who
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
