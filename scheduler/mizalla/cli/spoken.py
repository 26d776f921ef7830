"""The language of whoever called, known before any command has read its options."""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from mizalla.language import Language

ARABIC = "ar"
EASTERN = "eastern"


def spoken(words: Sequence[str]) -> "Language | None":
    """Find the language that the arguments or the environment ask for; None for English.

    Parameters
    ----------
    words
        The arguments of the call, the program's name left out.
    """
    code = _asked(words, "--lang", "MIZALLA_LANG")
    digits = _asked(words, "--digits", "MIZALLA_DIGITS")
    if code != ARABIC and digits != EASTERN:
        return None
    from mizalla.language import language

    return language("ar" if code == ARABIC else "en", "eastern" if digits == EASTERN else "western")


def _asked(words: Sequence[str], option: str, variable: str) -> str:
    found = os.environ.get(variable, "")
    for place, word in enumerate(words):
        if word == option and place + 1 < len(words):
            found = words[place + 1]
        elif word.startswith(f"{option}="):
            found = word.removeprefix(f"{option}=")
    return found


def spoken_options(group: click.Group) -> click.Group:
    """Let a group take ``--lang`` and ``--digits`` ahead of its commands, for all of them."""
    for name, values, words in (
        ("lang", ("en", "ar"), "Language of what you read, ahead of a command or behind it."),
        ("digits", ("western", "eastern"), "Digits in it: 0-9, or ٠-٩."),
    ):
        group.params.append(
            click.Option(
                [f"--{name}"],
                type=click.Choice(values),
                expose_value=False,
                callback=_hand_on,
                help=words,
            )
        )
    return group


def _hand_on(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Make what stands ahead of a command the default of the command's own option."""
    if value is not None and isinstance(ctx.command, click.Group):
        ctx.default_map = _merged(ctx.default_map or {}, ctx.command, {str(param.name): value})
    return value


def _merged(
    known: Mapping[str, Any], group: click.Group, more: Mapping[str, Any]
) -> dict[str, Any]:
    made = dict(known)
    for name, command in group.commands.items():
        own = made.get(name, {})
        inner = isinstance(command, click.Group)
        made[name] = _merged(own, command, more) if inner else {**own, **more}  # type: ignore[arg-type]
    return made


class Help(click.HelpFormatter):
    """Help in the language of whoever asked."""

    def __init__(self, *arguments: Any, language: "Language", **extra: Any) -> None:
        super().__init__(*arguments, **extra)
        from mizalla.language import translator

        self._told = translator(language) or str

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage."""
        super().write_usage(prog, args, prefix or f"{self._told('Usage')}: ")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        super().write_heading(self._told(heading))

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        paragraphs = text.split("\n\n")
        told = "\n\n".join(self._told(" ".join(part.split())) for part in paragraphs)
        super().write_text(told)

    def write_dl(self, rows: Iterable[tuple[str, str]], *spacing: Any, **more: Any) -> None:
        """Write options or commands with what they do."""
        super().write_dl([(name, self._of_option(text)) for name, text in rows], *spacing, **more)

    def _of_option(self, text: str) -> str:
        words, bracket, rest = text.partition("  [")
        told = self._told(words)
        if not bracket:
            return told
        extras = "; ".join(self._told(part) for part in rest.removesuffix("]").split("; "))
        return f"{told}  [{extras}]"


class Spoken(click.Context):
    """A context whose help is in the language of whoever called."""

    def make_formatter(self) -> click.HelpFormatter:
        """Make what writes the help."""
        language: Language | None = self.find_root().meta.get(SPOKEN)
        if language is None:
            return super().make_formatter()
        return Help(width=self.terminal_width, max_width=self.max_content_width, language=language)


SPOKEN = "mizalla.spoken"
