"""What a member registered without code, each time."""

from typing import Literal

from pydantic import AwareDatetime, Field

from mizalla_models.base import Word
from mizalla_models.rule import Rule


class Registration(Word):
    """One registration, or withdrawal, of a member's rules for a campaign."""

    scenario: str
    """Name of the campaign."""
    organisation: str
    """Id of the member."""
    number: int = Field(ge=1)
    """Counts the member's registrations for this campaign, from 1."""
    created: AwareDatetime
    """When, UTC."""
    who: str
    """Who did it."""
    action: Literal["register", "withdraw"]
    """``withdraw``: from then on the member has no registered rules."""
    file: str
    """Name of the file that was handed in; empty for a withdrawal."""
    sha256: str
    """SHA-256 of that file; empty for a withdrawal."""
    rules: tuple[Rule, ...]
    """Its rules, in the order of the file."""
    added: tuple[str, ...] = ()
    """Rules that the registration before did not hold, in words."""
    removed: tuple[str, ...] = ()
    """Rules that only the registration before held, in words."""
