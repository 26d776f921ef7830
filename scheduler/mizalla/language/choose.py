"""Choosing a language."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import get_args

from mizalla.language.language import Code, Digits, Language

CODES: tuple[Code, ...] = get_args(Code)
DIGITS: tuple[Digits, ...] = get_args(Digits)


def language(code: Code = "en", digits: Digits = "western", hijri_offset: int = 0) -> Language:
    """Make a language ready to write.

    Parameters
    ----------
    code
        ``ar`` or ``en``, the language that all messages are written in.
    digits
        ``western`` (0-9) or ``eastern`` (٠-٩).
    hijri_offset
        Days by which the moon-sighted calendar is ahead of Umm al-Qura's; see ``campaign.yaml``.
    """
    return Language(code, digits, hijri_offset, _translations(code))


@cache
def _translations(code: Code) -> NullTranslations:
    if code == "en":
        return NullTranslations()
    compiled = files("mizalla.language").joinpath("locale", code, "LC_MESSAGES", "mizalla.mo")
    with compiled.open("rb") as file:
        return GNUTranslations(file)
