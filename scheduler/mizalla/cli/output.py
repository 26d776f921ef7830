"""What a command hands back: one JSON object, or something to look at."""

import json
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import click

from mizalla_models.readable import readable

if TYPE_CHECKING:
    from rich.console import RenderableType

    from mizalla.language import Language


@dataclass(frozen=True)
class Session:
    """What every command is asked for besides its own arguments."""

    as_json: bool
    """Whether stdout is for a program."""
    db: str
    """URL of the database."""
    verbose: int
    """How much to tell of the work: 0, 1 or 2."""
    quiet: bool
    """Whether to say nothing but the result."""
    lang: Literal["ar", "en"] = "en"
    """Language of what a person reads."""
    digits: Literal["western", "eastern"] = "western"
    """Shapes of digits in it."""

    def language(self, hijri_offset: int = 0) -> "Language":
        """Make the language that was asked for."""
        from mizalla.language import language

        return language(self.lang, self.digits, hijri_offset)

    def give(
        self,
        data: Mapping[str, Any],
        view: "Callable[[], RenderableType]",
        notes: Sequence[str] | None = None,
    ) -> None:
        """Hand the result to whoever asked.

        Parameters
        ----------
        data
            For a program.
        view
            Makes what a person looks at.
        notes
            What is to be said of plugins first, such as that a plan was made without them. None:
            no plan is shown, or ``data`` and ``view`` say it themselves.
        """
        if self.as_json:
            write_json(data if notes is None else {**data, "notes": list(notes)})
            return
        from mizalla.show import console, notes_view

        out = console(sys.stdout, self.language())
        if notes:
            out.print(notes_view(notes))
        out.print(view())

    def remark(self, view: "RenderableType") -> None:
        """Show something beside the result, on stderr."""
        if not self.quiet:
            from mizalla.show import console

            console(sys.stderr, self.language()).print(view)

    def note(self, text: str) -> None:
        """Say something beside the result, on stderr."""
        if not self.quiet:
            click.echo(self.in_words(text), err=True)

    def in_words(self, text: str) -> str:
        """Give a text in the language that was asked for."""
        from mizalla.language import translator

        translate = translator(self.language())
        return translate(text) if translate else text


def write_json(data: Mapping[str, Any]) -> None:
    """Write one JSON object to stdout, in UTF-8 whatever the terminal is set to."""
    text = json.dumps(_finite(data), ensure_ascii=False, indent=2, allow_nan=False, default=str)
    click.echo(readable(text).encode())


def _finite(value: Any) -> Any:
    """JSON knows no infinity: null stands for it."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    return value
