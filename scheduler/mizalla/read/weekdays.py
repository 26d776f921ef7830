"""Days of the week and of the campaign, as people write them."""

import re
from datetime import date

from mizalla.read.kinds import Wrong, parse_day, show, western
from mizalla_models.campaign import WEEKDAYS, Campaign

_ARABIC = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_PARTING = re.compile(r"[;,،؛\s]+")
_FOLDED = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": None})


def _plain_arabic(name: str) -> str:
    return name.translate(_FOLDED).removeprefix("يوم").strip().removeprefix("ال")


_NUMBERS = {_plain_arabic(name): number for number, name in enumerate(_ARABIC)} | {"اتنين": 0}


def weekday(name: str) -> int | None:
    """Number of a weekday (Monday 0) by its Arabic or English name, of that three letters do."""
    plain = name.strip().casefold()
    if len(plain) >= 3:
        for number, day in enumerate(WEEKDAYS):
            if day.startswith(plain):
                return number
    return _NUMBERS.get(_plain_arabic(plain))


def weekday_names(value: object) -> object:
    """Put the English name where a list of weekdays holds another one that is known."""
    if not isinstance(value, list):
        return value
    named = ((item, weekday(item) if isinstance(item, str) else None) for item in value)
    return [item if number is None else WEEKDAYS[number] for item, number in named]


def open_days(text: str, campaign: Campaign) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """Days of the campaign that a list of weekdays and dates names.

    Parameters
    ----------
    text
        Such as ``sat; mon; 2027-02-10``.
    campaign
        Whose days are meant.

    Returns
    -------
    tuple of two tuples of date
        The days of the campaign, ascending, and the dates named that lie outside it.

    Raises
    ------
    Wrong
        A word is neither weekday nor date.
    """
    named: set[date] = set()
    weekdays = set()
    for word in _PARTING.split(text):
        if not word:
            continue
        number = weekday(word)
        if number is not None:
            weekdays.add(number)
        elif western(word)[:1].isdigit():
            named.add(parse_day(word))
        else:
            raise Wrong(
                f"{show(word)} is no weekday and no date.",
                "Write names such as sat, monday or السبت, or dates such as 2027-02-08.",
            )
    days = tuple(day for day in campaign.days if day.weekday() in weekdays or day in named)
    outside = sorted(day for day in named if not campaign.starts <= day <= campaign.ends)
    return days, tuple(outside)
