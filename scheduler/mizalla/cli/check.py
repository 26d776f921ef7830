"""``mizalla check``: everything that is wrong with a scenario, at once."""

from collections.abc import Sequence
from pathlib import Path

import click

from mizalla.cli.arguments import plugin_option, scenario_argument
from mizalla.cli.members import Members, member_options
from mizalla.cli.options import common
from mizalla.cli.output import Session
from mizalla.cli.progress import progress

STAGES = ("read", "collect", "travel")


@click.command(short_help="Find everything that is wrong with a scenario.")
@scenario_argument
@plugin_option
@member_options
@common
def check(session: Session, scenario: Path, plugins: Sequence[str], members: Members) -> None:
    """Find everything that is wrong with a scenario, and say how to mend it.

    Reads all tables, asks the plugins for their rules and looks whether every point can be
    reached. Ends with exit code 3 where there are faults; warnings stop nothing.
    """
    from mizalla.run import survey
    from mizalla.show import fault_table
    from mizalla_models.errors import ScenarioError

    with progress(session, STAGES) as listener:
        found = survey(
            scenario, plugins=plugins, choice=members.choice(None, session.db), progress=listener
        )
    session.give(
        {
            "scenario": found.scenario.campaign.name if found.scenario else None,
            "folder": str(scenario),
            "faults": [fault.model_dump(mode="json") for fault in found.faults],
            "warnings": [fault.model_dump(mode="json") for fault in found.warnings],
        },
        lambda: fault_table(found.remarks),
    )
    if found.faults:
        click.get_current_context().exit(ScenarioError.exit_code)
