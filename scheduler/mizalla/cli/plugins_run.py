"""``mizalla plugins run``: commands that a plugin brings along."""

from collections.abc import Sequence
from pathlib import Path

import click

from mizalla.cli.members import SECONDS
from mizalla.cli.options import common
from mizalla.cli.output import Session


@click.command(
    short_help="Run a command that a plugin brings along.",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.option(
    "--scenario",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A scenario folder for the command to look at.",
)
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
@click.argument("plugin")
@click.argument("words", metavar="[COMMAND]...", nargs=-1, type=click.UNPROCESSED)
def run(
    session: Session,
    scenario: Path | None,
    seconds: float,
    plugin: str,
    words: Sequence[str],
) -> None:
    """Run a command of a plugin, in a process of its own; without a COMMAND list what there are.

    Options of "mizalla plugins run" stand before the PLUGIN, those of the command behind it.
    """
    from rich.text import Text

    from mizalla.collect import Limits
    from mizalla.run import plugin_command

    ended = plugin_command(
        plugin, words or ("--help",), folder=scenario, limits=Limits(seconds=seconds)
    )
    session.give(
        {"plugin": plugin, "output": ended.out, "code": ended.code},
        lambda: Text(ended.out.rstrip("\n")),
    )
    click.get_current_context().exit(ended.code)
