"""``mizalla plugins check``: what a plugin does, before it is let in."""

from pathlib import Path

import click

from mizalla.cli.members import SECONDS
from mizalla.cli.options import common
from mizalla.cli.output import Session


@click.command(short_help="Look what a plugin does to a scenario.")
@click.argument("plugin")
@click.option(
    "--scenario",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A scenario folder to try it on.",
)
@click.option("--no-plan", is_flag=True, help="Don't plan with it and without it.")
@click.option(
    "--plugin-timeout",
    "seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="Time that it has.",
)
@common
def check(session: Session, plugin: str, scenario: Path, no_plan: bool, seconds: float) -> None:
    """Look at a plugin: its hooks, scope, whether it says the same twice, its time and memory.

    Then what each rule does: lanes removed, groups limited, which of them hold the plan back, and
    what the plugin costs the campaign, planned with it and without. Ends with exit code 4 where
    something is wrong with it.
    """
    from mizalla.collect import Limits
    from mizalla.run import conformance
    from mizalla.show import conformance_view
    from mizalla_models.errors import PluginError

    found = conformance(scenario, plugin, limits=Limits(seconds=seconds), plan=not no_plan)
    data = found.model_dump(mode="json") | {"passed": found.passed}
    session.give(data, lambda: conformance_view(found))
    if not found.passed:
        click.get_current_context().exit(PluginError.exit_code)
