"""The standard streams: there, and stdout for the answer alone."""

import os
import sys
from io import TextIOWrapper, UnsupportedOperation

STDOUT, STDERR = 1, 2


def prepare(*, as_json: bool) -> None:
    """Open streams that are closed on nothing, and keep stdout for the one JSON object.

    Parameters
    ----------
    as_json
        Whether a program reads stdout. What solvers and plugins written in C print there then
        goes to stderr, to the end of the process: they may write out their buffers only there.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            _open_on_nothing(number, name)
    if as_json and _number(sys.stdout) == STDOUT and _number(sys.stderr) == STDERR:
        sys.stdout.flush()
        answer = os.dup(STDOUT)
        os.dup2(STDERR, STDOUT)
        sys.stdout = os.fdopen(answer, "w", encoding=sys.stdout.encoding)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal may not know every character


def silence_stdout() -> None:
    """Send what is still buffered to nowhere: else it would fail again as Python ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _open_on_nothing(number: int, name: str) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    # The number must be taken, or the next file that is opened gets it: and, say, a warning of
    # some library lands in the database.
    if nowhere != number:
        os.dup2(nowhere, number)
        os.close(nowhere)
    setattr(sys, name, os.fdopen(number, "r" if name == "stdin" else "w", encoding="utf-8"))


def _number(stream: object) -> int | None:
    """File number of a stream, None where it is no file of the system."""
    try:
        return stream.fileno()  # type: ignore[attr-defined, no-any-return]
    except (AttributeError, UnsupportedOperation, ValueError):
        return None
