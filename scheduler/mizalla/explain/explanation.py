"""What is asked of a plan, and what it answers."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from mizalla_models.base import Word

Lang = Literal["en", "ar"]


class Question(Word):
    """What is asked about; all None: the plan as a whole."""

    village: str | None = None
    """P-code of a village."""
    organisation: str | None = None
    """Id of a member."""
    rule: str | None = None
    """Id of a rule."""
    warehouse: str | None = None
    """Id of a warehouse."""
    day: date | None = None
    """A day."""


class Sentence(Word):
    """One sentence, to be said in any language."""

    key: str
    """Which; the key of its text."""
    values: dict[str, Any] = Field(default_factory=dict)
    """What it is about: numbers, and names by language."""
    level: int = 0
    """How deep it stands below the one before."""


class Explanation(Word):
    """An answer: sentences to read aloud, and the facts behind them."""

    question: Question
    """What was asked."""
    sentences: tuple[Sentence, ...]
    """The answer in words."""
    facts: dict[str, Any]
    """The same as data."""
