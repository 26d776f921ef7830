"""Patience: how long a command may take, and what Ctrl-C does to it."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import click

from mizalla.budget import Budget, StoppedError
from mizalla.cli.output import Session
from mizalla_models.errors import UsageError

Command = Callable[..., Any]
STDERR = 2
STOPPING = "Stopping: what was found is finished. Press Ctrl-C again to end at once."


def time_limit_option(command: Command) -> Command:
    """Give a command ``--time-limit``."""
    return click.option(
        "--time-limit",
        "time_limit",
        type=click.FloatRange(min=0),
        metavar="SECONDS",
        help="Time for the whole command. When it is over, the best plan so far is verified and "
        "kept, with the bounds that were proven by then. Ctrl-C does the same.",
    )(command)


@contextmanager
def patience(session: Session, budget: Budget) -> Iterator[None]:
    """Let the first Ctrl-C end the search inside, and the second end the command.

    Before there is anything to finish, the first one ends the command too.

    Raises
    ------
    UsageError
        The time was over before there was any plan.
    click.Abort
        Somebody pressed Ctrl-C before there was any plan, or twice.
    """
    with _handled(session, budget):
        try:
            yield
        except StoppedError:
            if budget.interrupted:
                raise click.Abort from None
            raise UsageError(
                f"The time limit of {budget.seconds:g} s was over before there was any plan.",
                mend="Give it more time: without a limit, Ctrl-C ends the search when you like.",
            ) from None


@contextmanager
def _handled(session: Session, budget: Budget) -> Iterator[None]:
    # Translated ahead: a handler must not do much.
    text = f"{session.in_words(STOPPING)}\n".encode()

    def stop(number: int, frame: FrameType | None) -> None:
        if budget.interrupted or not budget.begun:
            signal.default_int_handler(number, frame)
        budget.interrupt()
        if not session.quiet and not os.isatty(STDERR):  # a terminal's own line says so
            os.write(STDERR, text)

    try:
        before = signal.signal(signal.SIGINT, stop)
    except ValueError:  # not the main thread: signals are somebody else's
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
