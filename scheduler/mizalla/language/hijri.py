"""Days of the Hijri calendar, as Umm al-Qura reckons them or as the moon was sighted."""

from datetime import date, timedelta
from typing import Literal

AFTER = {"ar": "هـ", "en": "AH"}


def hijri_day(
    day: date, code: Literal["ar", "en"], offset: int = 0, style: Literal["long", "short"] = "long"
) -> str:
    """Write a day of the Hijri calendar in words.

    Parameters
    ----------
    day
        A Gregorian day.
    code
        Language of the month's name.
    offset
        Days that the sighted calendar is ahead of Umm al-Qura's: 1 where the crescent was seen a
        day earlier, -1 a day later.
    style
        ``short`` leaves the year out.

    Returns
    -------
    str
        Such as ``1 Ramadan 1448 AH``; empty outside the years that Umm al-Qura's tables hold
        (1343 to 1500 AH).
    """
    from hijridate import Gregorian

    try:
        found = Gregorian.fromdate(day + timedelta(days=offset)).to_hijri()
    except (OverflowError, ValueError):
        return ""
    words = f"{found.day} {found.month_name(code)}"
    return words if style == "short" else f"{words} {found.year} {AFTER[code]}"
