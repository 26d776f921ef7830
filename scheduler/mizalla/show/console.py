"""The terminal: its colours, and its width where there is none."""

import os
from typing import Any, TextIO

from rich.console import Console
from rich.theme import Theme

from mizalla.language import Language, translator
from mizalla.show.told import Translate, told_in

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
    """A console that lets the program know when its reader went away, and speaks to the reader."""

    translate: Translate | None = None
    """Gives a text in the reader's language. None: it is English already."""

    def print(self, *objects: Any, **options: Any) -> None:
        """Show views in the reader's language."""
        if self.translate is not None:
            objects = tuple(told_in(view, self.translate) for view in objects)
        super().print(*objects, **options)

    def on_broken_pipe(self) -> None:
        """Pass the error on, where rich would end the process by itself."""
        raise BrokenPipeError


def console(stream: TextIO, language: Language | None = None) -> Screen:
    """Open a console on a stream; what is no terminal is as wide as a wide page.

    Parameters
    ----------
    stream
        Where to.
    language
        Its reader's. None: English.
    """
    width = None if stream.isatty() or "COLUMNS" in os.environ else PIPE_WIDTH
    screen = Screen(file=stream, theme=THEME, width=width, highlight=False, soft_wrap=False)
    screen.translate = translator(language)
    return screen
