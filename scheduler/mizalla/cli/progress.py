"""Progress of a long command on stderr: a living line on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from mizalla.cli.output import Session


@contextmanager
def progress(session: Session, stages: tuple[str, ...]) -> Iterator[Callable[[Any], None] | None]:
    """Show what happens inside; gives the listener to pass to the work, None where quiet."""
    if session.quiet:
        yield None
        return
    from mizalla.show import Pipeline, PlainLines, console

    screen = console(sys.stderr, session.language())
    made = Pipeline(screen, stages) if screen.is_terminal else PlainLines(screen, session.verbose)
    with made as shown:
        yield shown.listen
