"""``mizalla plugins``: who has a say in a plan, and what each says."""

from collections.abc import Sequence
from pathlib import Path

import click

from mizalla.cli.arguments import plugin_option
from mizalla.cli.members import Members, member_options
from mizalla.cli.options import common
from mizalla.cli.output import Session
from mizalla.cli.plugins_check import check
from mizalla.cli.plugins_history import history, show
from mizalla.cli.plugins_new import new
from mizalla.cli.plugins_register import register, withdraw
from mizalla.cli.plugins_run import run
from mizalla.cli.plugins_sheet import sheet


@click.group(short_help="Say who has a say in a plan, and what each says.")
def plugins() -> None:
    """Plugins: who has a say in a plan, and what each says."""


@plugins.command("list", short_help="List plugins, and the rules each gave.")
@click.argument(
    "scenario", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False
)
@plugin_option
@member_options
@common
def list_plugins(
    session: Session, scenario: Path | None, plugins: Sequence[str], members: Members
) -> None:
    """List plugins with version, provider and hooks; of a SCENARIO also the rules each gave.

    With -v every rule is shown, not only how many.
    """
    if scenario is None:
        if plugins:
            raise click.UsageError("--plugin needs a SCENARIO that the plugin can speak about.")
        _give_installed(session)
    else:
        _give_scenario(session, scenario, plugins, members)


def _give_installed(session: Session) -> None:
    from dataclasses import asdict

    from mizalla.run import installed
    from mizalla.show import installed_table

    found = installed()
    session.give(
        {
            "plugins": [
                plugin.model_dump(exclude={"rules", "rules_hash"}) for plugin in found.built_in
            ],
            "available": [asdict(plugin) for plugin in found.available],
        },
        lambda: installed_table(found.built_in, found.available),
    )


def _give_scenario(
    session: Session, scenario: Path, plugins: Sequence[str], members: Members
) -> None:
    from mizalla.run import survey
    from mizalla.show import plugin_table
    from mizalla_models.errors import ScenarioError

    found = survey(scenario, plugins=plugins, choice=members.choice(None, session.db))
    if found.rules is None:
        raise ScenarioError(found.remarks)
    rules = found.rules
    session.give(
        {
            "plugins": [plugin.model_dump(mode="json") for plugin in rules.plugins],
            "rules": [rule.model_dump(mode="json") for rule in rules.provided],
        },
        lambda: plugin_table(rules, in_full=session.verbose > 0),
    )


for command in (sheet, register, withdraw, history, show, new, check, run):
    plugins.add_command(command)
