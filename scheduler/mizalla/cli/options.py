"""Options that every command has."""

import functools
import logging
import sys
from collections.abc import Callable
from typing import Any

import click

from mizalla.cli.output import Session

DEFAULT_DB = "sqlite:///mizalla.db"
LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)
Command = Callable[..., None]


def common(command: Command) -> Command:
    """Give a command ``--json``, ``--db``, ``-v`` and ``-q``, and hand it a Session of them."""

    @click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
    @click.option(
        "--db",
        default=DEFAULT_DB,
        envvar="MIZALLA_DB",
        show_default=True,
        show_envvar=True,
        metavar="URL",
        help="Database that keeps the runs.",
    )
    @click.option("-v", "--verbose", count=True, help="Tell more of the work; -vv still more.")
    @click.option("-q", "--quiet", is_flag=True, help="Nothing but the result.")
    @functools.wraps(command)
    def run(as_json: bool, db: str, verbose: int, quiet: bool, **arguments: Any) -> None:
        _log_to_stderr(verbose)
        command(Session(as_json, db, verbose, quiet), **arguments)

    return run


def _log_to_stderr(verbose: int) -> None:
    """Send the project's log to stderr for as long as the command runs."""
    logger = logging.getLogger("mizalla")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(LEVELS[min(verbose, len(LEVELS) - 1)])
    click.get_current_context().call_on_close(lambda: logger.removeHandler(handler))
