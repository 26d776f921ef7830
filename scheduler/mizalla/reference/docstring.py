"""Docstrings in numpydoc's form, taken apart."""

import inspect
import re
from dataclasses import dataclass, field

_HEADING = re.compile(r"^(\w[\w ]*)\n-{3,}\n", re.MULTILINE)
_CODE = re.compile(r"``([^`]+)``")


@dataclass(frozen=True)
class Docstring:
    """The parts of a docstring."""

    summary: str
    """Its first line."""
    more: str
    """What follows before the first heading."""
    parts: dict[str, str] = field(default_factory=dict)
    """Text below each heading."""

    @property
    def items(self) -> list[tuple[str, str]]:
        """Name and meaning of each parameter."""
        return entries(self.parts.get("Parameters", ""))

    @property
    def example(self) -> str:
        """The code of its example, without prompts."""
        lines = self.parts.get("Examples", "").splitlines()
        return "\n".join(line[4:] for line in lines if line.startswith((">>>", "...")))


def parse(thing: object) -> Docstring:
    """Take the docstring of something apart."""
    text = inspect.getdoc(thing) or ""
    pieces = _HEADING.split(text)
    summary, _, more = pieces[0].strip().partition("\n")
    parts = dict(zip(pieces[1::2], (part.strip("\n") for part in pieces[2::2]), strict=True))
    return Docstring(summary, more.strip(), parts)


def entries(text: str) -> list[tuple[str, str]]:
    """Names and meanings of a section: a name at the margin, its meaning below and indented."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line and not line.startswith(" "):
            found.append((line.strip(), []))
        elif found and line.strip():
            found[-1][1].append(line.strip())
    return [(name, " ".join(words)) for name, words in found]


def markdown(text: str) -> str:
    """Text of a docstring as Markdown on one line."""
    return _CODE.sub(r"`\1`", " ".join(text.split()))
