"""Translating what is told: text that was made in English, and comes finished.

Faults, errors and reasons are kept in English (in databases, in JSON), so that programs can rely on
them. For a reader of Arabic the finished text is held against the catalogue's templates: where one
fits, its values are put into the translation, and are translated themselves where they can be.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from gettext import GNUTranslations

from mizalla.language.language import Language

FIELD = re.compile(r"\{(\w*)\}")
NUMBER = re.compile(r"[<≥−-]?[\d.,:]+ ?%?")
AMOUNT = re.compile(r"([\d.,]+) ([A-Z]{3})")
MARKS = "✔●✘• "
SENTENCES = re.compile(r"(?<=[.!?;:…])(\s+)|(\n+)|( {3,})")
DEEPEST = 4
SHORTEST = 6  # letters of a message that another may follow
WEAK = 6  # letters of its own below which a template says little: "{0} of {1}"
Template = tuple[str, str, str, bool, int]
"""The longest text it holds, its English, its translation (or id), if it counts, its letters."""
SWAPPED = {"القرية": "Village", "المحافظة": "Governorate"}
"""Columns that hold the name in the other script."""


def translator(language: Language | None) -> Callable[[str], str] | None:
    """Make what translates finished texts into a language; None where they are in it already."""
    if language is None or (language.code == "en" and language.digits == "western"):
        return None
    return Told(language).translate


def told(texts: Iterable[str], language: Language) -> list[str]:
    """Translate finished texts into a language."""
    translate = translator(language)
    return [translate(text) if translate else text for text in texts]


class Told:
    """Templates of one language, ready to be held against texts."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._plain: dict[str, str] = dict(SWAPPED)
        self._templates: list[Template] = []
        self._read(language.translations)
        # The more a template says itself, the better it fits.
        self._templates.sort(key=lambda item: -item[4])
        self._weak = [item for item in self._templates if item[4] < WEAK]
        self._templates = [item for item in self._templates if item[4] >= WEAK]
        self.translate = lru_cache(maxsize=20_000)(self._translate)

    def _read(self, translations: object) -> None:
        if not isinstance(translations, GNUTranslations):
            return
        catalogue: dict[object, str] = translations._catalog  # type: ignore[attr-defined]
        for key, text in catalogue.items():
            message, counted = (key[0], True) if isinstance(key, tuple) else (str(key), False)
            if counted and isinstance(key, tuple) and key[1] != 0:
                continue
            if FIELD.search(message) is None and not counted:
                self._plain[_bare(message).lstrip(MARKS)] = _bare(text).lstrip(MARKS)
                continue
            self._add(message, message if counted else text, counted=counted)
            if counted:
                self._add(_more(message), message, counted=True)

    def _add(self, message: str, told_as: str, *, counted: bool) -> None:
        longest = max(map(_whole, FIELD.split(_masked(message))[::2]), key=len)
        if longest:
            own = len(FIELD.sub("", message))
            self._templates.append((longest, message, told_as, counted, own))

    def _translate(self, text: str, depth: int = 0) -> str:
        """Translate a text as far as the catalogue knows it; the rest stays as it is."""
        bare = text.strip().lstrip(MARKS)
        if not bare or depth > DEEPEST:
            return text
        start = text[: text.index(bare)]
        end = text[len(text.rstrip()) :]
        return f"{start}{self._of(bare, depth)}{end}"

    def _of(self, text: str, depth: int) -> str:
        if NUMBER.fullmatch(text):
            return self._language.figures(text)
        amount = AMOUNT.fullmatch(text)
        if amount is not None:
            return f"{self._language.figures(amount[1])} {self._language.currency(amount[2])}"
        known = self._plain.get(_bare(text))
        if known is not None:
            return known
        return (
            self._by(self._templates, text, depth)
            or self._from_its_start(text, depth)
            or self._by_sentences(text, depth)
            or self._by(self._weak, text, depth)
            or text
        )

    def _by(self, templates: list[Template], text: str, depth: int) -> str:
        for longest, message, template, counted, _ in templates:
            found = _pattern(message).fullmatch(text) if longest in text else None
            if found is not None and not (counted and not NUMBER.fullmatch(found["n"])):
                return self._filled(template, found, depth, counted=counted)
        return ""

    def _by_sentences(self, text: str, depth: int) -> str:
        pieces = [piece for piece in SENTENCES.split(text) if piece]
        if len(pieces) < 2:
            return ""
        return "".join(self._translate(piece, depth + 1) for piece in pieces)

    def _from_its_start(self, text: str, depth: int) -> str:
        """Translate a text that begins with a message and goes on with others."""
        for place in range(len(text) - 1, SHORTEST, -1):
            known = self._plain.get(text[:place])
            if known is not None and not text[place].isalnum():
                return known + self._translate(text[place:], depth + 1)
        return ""

    def _filled(self, template: str, found: re.Match[str], depth: int, *, counted: bool) -> str:
        groups = found.groupdict()
        if counted:
            number = float(groups["n"].replace(",", ""))
            whole = int(number) if number == int(number) else 11
            template = self._language.translations.ngettext(template, template, whole)
        values = {
            name.removeprefix("_"): self._translate(value or "", depth + 1)
            for name, value in groups.items()
        }
        positions = [values[str(place)] for place in range(len(values)) if str(place) in values]
        named = {name: value for name, value in values.items() if not name.isdigit()}
        return _bare(template.format(*positions, **named)).lstrip(MARKS)


def _more(message: str) -> str:
    """Guess the English plural of a counted message, as ``plural`` makes it."""
    head, _, noun = message.partition(" ")
    ends = {"y": noun[:-1] + "ies"} if noun.endswith("y") and noun[-2:-1] not in "aeiou" else {}
    return f"{head} {ends.get('y', noun + 's')}"


def _bare(text: str) -> str:
    return text.strip().replace("{{", "{").replace("}}", "}")


@cache
def _pattern(message: str) -> re.Pattern[str]:
    """Make the pattern of a template."""
    parts: list[str] = []
    seen: set[str] = set()
    for place, part in enumerate(FIELD.split(_masked(message))):
        if place % 2 == 0:
            parts.append(re.escape(_whole(part)))
            continue
        name = f"_{part}" if part.isdigit() else part
        parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.*?)")
        seen.add(name)
    return re.compile("".join(parts), re.DOTALL)


def _masked(message: str) -> str:
    return message.strip().lstrip(MARKS).replace("{{", "\0").replace("}}", "\1")


def _whole(text: str) -> str:
    return text.replace("\0", "{").replace("\1", "}")
