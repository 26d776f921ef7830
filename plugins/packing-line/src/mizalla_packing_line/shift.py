"""How long a shift lasts: till an hour before sunset while people fast."""

from datetime import date, time
from zoneinfo import ZoneInfo

from astral import Observer
from astral.sun import sunset
from hijridate import Gregorian

RAMADAN = 9
HOME_BEFORE_SUNSET = 1.0


def is_fasting(day: date) -> bool:
    """Whether a day lies in Ramadan, by the Umm al-Qura calendar."""
    return bool(Gregorian.fromdate(day).to_hijri().month == RAMADAN)


def iftar(lat: float, lon: float, day: date, timezone: str) -> time:
    """Sunset, to the minute: when the fast is broken."""
    down = sunset(Observer(lat, lon), date=day, tzinfo=ZoneInfo(timezone))
    return down.time().replace(second=0, microsecond=0)


def shift_hours(
    lat: float, lon: float, day: date, *, timezone: str, starts: float, longest: float
) -> float:
    """Hours that a shift lasts.

    Parameters
    ----------
    lat, lon
        Where, degrees (WGS 84).
    day
        When.
    timezone
        IANA time zone of the hours.
    starts
        Hour of the day at which the shift starts.
    longest
        Hours that it lasts when nobody fasts.
    """
    if not is_fasting(day):
        return longest
    down = iftar(lat, lon, day, timezone)
    ends = down.hour + down.minute / 60 - HOME_BEFORE_SUNSET
    return max(0.0, min(longest, ends - starts))
