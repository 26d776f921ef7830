"""Progress of a long command on stderr: a living line on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from mizalla.budget import Budget
from mizalla.cli.output import Session


@contextmanager
def progress(
    session: Session, stages: tuple[str, ...], budget: Budget | None = None
) -> Iterator[Callable[[Any], None] | None]:
    """Show what happens inside; gives the listener to pass to the work, None where quiet.

    Parameters
    ----------
    session
        What was asked for.
    stages
        Names of the stages to come, in order.
    budget
        Tells whether the work was asked to stop. None: it can't be.
    """
    if session.quiet:
        yield None
        return
    from mizalla.show import Pipeline, PlainLines, console

    screen = console(sys.stderr, session.language())
    if not screen.is_terminal:
        with PlainLines(screen, session.verbose) as lines:
            yield lines.listen
        return
    stopping = (lambda: False) if budget is None else (lambda: budget.interrupted)
    with Pipeline(screen, stages, stopping) as shown:
        yield shown.listen
