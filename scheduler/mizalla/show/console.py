"""The terminal: its colours, and its width where there is none."""

import os
from typing import TextIO

from rich.console import Console
from rich.theme import Theme

THEME = Theme(
    {
        "good": "bold green",
        "warn": "bold yellow",
        "bad": "bold red",
        "head": "bold",
        "quiet": "dim",
        "name": "cyan",
    }
)
PIPE_WIDTH = 120


class Screen(Console):
    """A console that lets the program know when its reader went away."""

    def on_broken_pipe(self) -> None:
        """Pass the error on, where rich would end the process by itself."""
        raise BrokenPipeError


def console(stream: TextIO) -> Screen:
    """Open a console on a stream; what is no terminal is as wide as a wide page."""
    width = None if stream.isatty() or "COLUMNS" in os.environ else PIPE_WIDTH
    return Screen(file=stream, theme=THEME, width=width, highlight=False, soft_wrap=False)
