"""Options that every command has."""

import functools
import logging
import sys
from collections.abc import Callable
from typing import Any, Literal

import click

from mizalla.cli.output import Session

Code = Literal["ar", "en"]
Digits = Literal["western", "eastern"]
DEFAULT_DB = "sqlite:///mizalla.db"
LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)
Command = Callable[..., None]


def common(command: Command) -> Command:
    """Give a command the options that all have, and hand it a Session of them."""

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
    @click.option(
        "--lang",
        type=click.Choice(["en", "ar"]),
        default="en",
        envvar="MIZALLA_LANG",
        show_default=True,
        show_envvar=True,
        help="Language of what you read: English or Arabic.",
    )
    @click.option(
        "--digits",
        type=click.Choice(["western", "eastern"]),
        default="western",
        envvar="MIZALLA_DIGITS",
        show_default=True,
        show_envvar=True,
        help="Digits in it: 0-9, or ٠-٩.",
    )
    @functools.wraps(command)
    def run(
        as_json: bool,
        db: str,
        verbose: int,
        quiet: bool,
        lang: Code,
        digits: Digits,
        **arguments: Any,
    ) -> None:
        _log_to_stderr(verbose)
        command(Session(as_json, db, verbose, quiet, lang, digits), **arguments)

    return run


def _log_to_stderr(verbose: int) -> None:
    """Send the project's log to stderr for as long as the command runs."""
    logger = logging.getLogger("mizalla")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(LEVELS[min(verbose, len(LEVELS) - 1)])
    click.get_current_context().call_on_close(lambda: logger.removeHandler(handler))
