"""What a cell may hold: each kind turns the text of a cell into a value, or says what is wrong."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from mizalla_models.rule import GROUP_SEPARATOR

INVISIBLE = (
    "\u200b\u200e\u200f\u061c\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Marks that steer the direction of writing: they slip into cells of Arabic sheets unseen."""
MOST_PARCELS = 10**9
_LONGEST_NUMBER = 100

_BLANK = " \t\r\n\v\f\u00a0\u2007\u202f\u3000" + INVISIBLE
_WITHOUT_INVISIBLE = {ord(mark): None for mark in INVISIBLE}
_WESTERN = _WITHOUT_INVISIBLE | str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹−", "01234567890123456789-")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?")
_ARABIC_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}(?:٬[0-9]{3})+(?:٫[0-9]+)?")
_PARTED = re.compile(r"[-+]?[0-9]{1,3}(?:[ ,،'’\u00a0\u2009\u202f][0-9]{1,3})+(?:[.٫][0-9]+)?")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?")
_SPREADSHEET_EPOCH = date(1899, 12, 30)


class Wrong(Exception):  # noqa: N818 - a cell that is wrong, never seen outside of reading
    """A cell does not hold what it should.

    Parameters
    ----------
    problem
        What is wrong, naming the value.
    mend
        What to do about it.
    """

    def __init__(self, problem: str, mend: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.mend = mend


@dataclass(frozen=True)
class Kind:
    """A kind of cell."""

    label: str
    """Its name in the reference."""
    parse: Callable[[str], Any]
    """Turns the text of a cell that is not blank into its value, or raises Wrong."""


def show(value: object, most: int = 40) -> str:
    """Quote a value for a message: on one line, and not without end."""
    text = " ".join(str(value).split())
    return f"'{text[:most]}…'" if len(text) > most else f"'{text}'"


def trim(text: str) -> str:
    """Text without blanks and unseen marks at its ends."""
    return text.strip(_BLANK)


def western(text: str) -> str:
    """Text with western digits and without unseen marks."""
    return trim(text) if text.isascii() else trim(text).translate(_WESTERN)


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def parse_id(text: str) -> str:
    """Read an id: no bar, no line break."""
    if text.isascii() and text.isprintable() and GROUP_SEPARATOR not in text:
        return text.strip()
    value = trim(text).translate(_WITHOUT_INVISIBLE)
    if GROUP_SEPARATOR in value or len(value.splitlines()) > 1:
        found = "a bar (|)" if GROUP_SEPARATOR in value else "a line break"
        raise Wrong(f"The id {show(value)} holds {found}.", "Take it out of the id, everywhere.")
    return value


def parse_reference(text: str) -> str:
    """Read the id of a row elsewhere, which is judged there."""
    return trim(text) if text.isascii() else trim(text).translate(_WITHOUT_INVISIBLE)


def _parted(text: str, plain: str) -> Wrong:
    whole = re.sub(r"[ ,،'’\u00a0\u2009\u202f]", "", plain).replace("٫", ".")
    halves = re.split(r"[,،]", plain)
    if len(halves) == 2 and "." not in plain:
        return Wrong(
            f"{show(text)} can be read in two ways: the comma may part thousands or decimals.",
            f"Write {whole} or {halves[0]}.{halves[1]}.",
        )
    return Wrong(f"{show(text)} is parted into groups of digits.", f"Write {whole}.")


def parse_number(text: str) -> float:
    """Read a finite number in western or Eastern Arabic digits."""
    value = float(text if _NUMBER.fullmatch(text) else _western_number(text))
    if abs(value) == float("inf"):
        raise Wrong(f"{show(text)} is larger than any number.", "Write a number that can be.")
    return value


def _western_number(text: str) -> str:
    """Digits, sign and point of a number that is written in another way."""
    if len(text) > _LONGEST_NUMBER:
        raise Wrong(f"{show(text)} is not a number.", "Write a number alone.")
    plain = western(text)
    if "٬" in plain and _ARABIC_THOUSANDS.fullmatch(plain):
        plain = plain.replace("٬", "")
    if plain.count("٫") == 1 and "." not in plain:
        plain = plain.replace("٫", ".")
    if _NUMBER.fullmatch(plain):
        return plain
    if _PARTED.fullmatch(plain):
        raise _parted(text, plain)
    if plain.endswith(("%", "٪")) and _NUMBER.fullmatch(plain[:-1].strip()):
        share = float(plain[:-1]) / 100
        raise Wrong(f"{show(text)} is a percentage.", f"Write it as a number: {share:.6g}.")
    inside = _NUMBER.findall(plain)
    only = f": {inside[0]}" if len(inside) == 1 and plain.startswith(inside[0]) else ""
    raise Wrong(f"{show(text)} is not a number.", f"Write a number alone{only}.")


def number(
    label: str,
    *,
    least: float | None = None,
    above: float | None = None,
    most: float | None = None,
) -> Kind:
    """Kind of a number between bounds; ``above`` is a bound that it may not touch."""

    def parse(text: str) -> float:
        value = parse_number(text)
        if least is not None and value < least:
            if least == 0:
                raise Wrong(f"{show(text)} is below zero.", "Write a number from 0 up.")
            raise Wrong(f"{show(text)} is below {least:g}.", f"Write a number from {least:g} up.")
        if above is not None and value <= above:
            raise Wrong(f"{show(text)} is not above {above:g}.", f"Write a number above {above:g}.")
        if most is not None and value > most:
            raise Wrong(f"{show(text)} is above {most:g}.", f"Write a number up to {most:g}.")
        return value

    return Kind(label, parse)


def parse_whole(text: str) -> int:
    """Read a whole number from 0 to a thousand million."""
    value = parse_number(text)
    if value < 0:
        raise Wrong(f"{show(text)} is below zero.", "Write a whole number from 0 up.")
    if value > MOST_PARCELS:
        raise Wrong(f"{show(text)} is too many.", f"Write at most {MOST_PARCELS:,}.")
    if not value.is_integer():
        low = int(value)
        raise Wrong(f"{show(text)} is not a whole number.", f"Write {low} or {low + 1}.")
    return int(value)


def parse_share(text: str) -> float:
    """Read a share from 0 to 1, or a percentage with its sign; 30 without one is refused."""
    plain = text.strip()
    part = parse_number(plain[:-1].strip()) / 100 if plain.endswith(("%", "٪")) else None
    value = parse_number(text) if part is None else part
    if value < 0:
        raise Wrong(f"{show(text)} is below zero.", "Write a share from 0 to 1.")
    if value > 1:
        hint = f": {value / 100:.6g} for {value:g}%" if value <= 100 and part is None else ""
        raise Wrong(f"{show(text)} is above 1.", f"Write a share from 0 to 1{hint}.")
    return value


def parse_day(text: str) -> date:
    """Read an ISO date, in western or Eastern Arabic digits."""
    plain = western(text)
    form = "Write the date as year-month-day"
    if match := _DAY.fullmatch(plain):
        year = int(match[1])
        if 1300 <= year <= 1600:
            raise Wrong(f"{show(text)} looks like a Hijri date.", "Write the Gregorian date.")
        if iso := _iso(*match.groups()):
            return date.fromisoformat(iso)
        raise Wrong(f"{show(text)} is no day of the calendar.", "Write a day that exists.")
    if match := _YEAR_FIRST.fullmatch(plain):
        iso = _iso(*match.groups())
        raise Wrong(f"{show(text)} is not an ISO date.", f"{form}: {iso}." if iso else f"{form}.")
    if match := _YEAR_LAST.fullmatch(plain):
        first, second, year_last = match.groups()
        forms = (_iso(year_last, second, first), _iso(year_last, first, second))
        either = " or ".join(dict.fromkeys(form for form in forms if form))
        raise Wrong(
            f"{show(text)} is not an ISO date.", f"{form}: {either}." if either else f"{form}."
        )
    if re.fullmatch(r"[0-9]{5}(\.0*)?", plain):
        meant = _SPREADSHEET_EPOCH + timedelta(days=int(float(plain)))
        raise Wrong(
            f"{show(text)} is a number, not a date.",
            f"Format the cell as a date; as a spreadsheet counts days it is {meant}.",
        )
    if _DAY.match(plain):
        raise Wrong(f"{show(text)} is a time, not a day.", f"Write the day alone: {plain[:10]}.")
    raise Wrong(f"{show(text)} is not a date.", f"{form}, such as 2027-02-08.")


def parse_clock(text: str) -> time:
    """Read a time of day, HH:MM."""
    if (match := _CLOCK.fullmatch(western(text))) and int(match[1]) < 24 and int(match[2]) < 60:
        return time(int(match[1]), int(match[2]))
    raise Wrong(f"{show(text)} is not a time of day.", "Write hours and minutes, such as 08:30.")


def parse_yes_or_no(text: str) -> bool:
    """Read yes or no, in English or Arabic, or 1 or 0."""
    value = western(text).casefold()
    if value in ("yes", "y", "true", "1", "نعم"):
        return True
    if value in ("no", "n", "false", "0", "لا"):
        return False
    raise Wrong(f"{show(text)} is neither yes nor no.", "Write yes or no.")


TEXT = Kind("text", trim)
ID = Kind("id", parse_id)
REFERENCE = Kind("id", parse_reference)
ANY_NUMBER = Kind("number", parse_number)
FROM_ZERO = number("number from 0", least=0)
ABOVE_ZERO = number("number above 0", above=0)
HOURS = number("number above 0, to 24", above=0, most=24)
LATITUDE = number("degrees, -90 to 90", least=-90, most=90)
LONGITUDE = number("degrees, -180 to 180", least=-180, most=180)
WHOLE = Kind("whole number from 0", parse_whole)
SHARE = Kind("share, 0 to 1", parse_share)
DAY = Kind("date", parse_day)
CLOCK = Kind("time, HH:MM", parse_clock)
YES_OR_NO = Kind("yes or no", parse_yes_or_no)
