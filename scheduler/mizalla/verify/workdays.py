"""The working days of trucks, from the campaign and rules."""

from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from mizalla.verify.facts import Facts
from mizalla_models.rule import Shift, Vehicles


@dataclass(frozen=True)
class Rest:
    """A break, in minutes after midnight."""

    earliest: int
    latest: int
    minutes: int

    def fits(self, gap: tuple[int, int, float]) -> bool:
        """Whether it fits between two stops, beside the way that lies between them."""
        start, end, way = gap
        begin = max(start, self.earliest)
        return begin <= self.latest and max(begin + self.minutes, start + way + self.minutes) <= (
            end + 1e-6
        )


@dataclass(frozen=True)
class Day:
    """What binds a truck's day, in minutes after midnight."""

    leaves: int
    home: int
    longest: float
    breaks: tuple[Rest, ...]


class Workdays:
    """Working days of fleets; the tightest of all that is said holds."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._known: dict[tuple[str, date], Day] = {}
        self._shifts = [
            provided.rule
            for provided in facts.provided.values()
            if isinstance(provided.rule, Shift)
        ]

    def of(self, fleet: Vehicles, day: date) -> Day:
        """Give the working day of a fleet's trucks on a day."""
        key = fleet.fleet, day
        if key not in self._known:
            self._known[key] = self._day(fleet, day)
        return self._known[key]

    def _day(self, fleet: Vehicles, day: date) -> Day:
        settings = self._facts.scenario.campaign.trips
        mine = [shift for shift in self._shifts if self._speaks(shift, fleet, day)]
        hours = [shift.hours for shift in mine if shift.hours is not None]
        hours.append(settings.shift_hours or fleet.hours_per_day)
        leaves = [minutes(shift.leaves) for shift in mine if shift.leaves is not None]
        home = [minutes(shift.home) for shift in mine if shift.home is not None]
        if settings.home is not None:
            home.append(minutes(settings.home))
        return Day(
            leaves=max([minutes(settings.leaves), *leaves]),
            home=min([24 * 60, *home]),
            longest=60 * min(hours),
            breaks=tuple(
                Rest(minutes(rest.earliest), minutes(rest.latest), rest.minutes)
                for shift in mine
                for rest in shift.breaks
            ),
        )

    def _speaks(self, shift: Shift, fleet: Vehicles, day: date) -> bool:
        year, week, _ = day.isocalendar()
        for dimension, members in shift.where.by.items():
            match dimension:
                case "fleet":
                    own = fleet.fleet
                case "organisation":
                    own = fleet.organisation
                case "vehicle":
                    own = fleet.vehicle
                case "origin":
                    own = fleet.warehouse
                case "origin_governorate":
                    own = self._facts.warehouses[fleet.warehouse].governorate
                case "day":
                    own = day.isoformat()
                case _:
                    own = f"{year}-W{week:02d}"
            if own not in members:
                return False
        return True


def minutes(moment: time) -> int:
    """Minutes after midnight."""
    return 60 * moment.hour + moment.minute


def clock(after: int) -> str:
    """Minutes after midnight as ``HH:MM``."""
    return f"{after // 60:02}:{after % 60:02}"


@lru_cache(maxsize=24 * 60)
def read_clock(text: str) -> int | None:
    """Minutes after midnight of ``HH:MM``, to 24:00; None where it is none."""
    hours, colon, rest = text.partition(":")
    if not (colon and hours.isdecimal() and len(rest) == 2 and rest.isdecimal()):
        return None
    after = 60 * int(hours) + int(rest)
    return after if int(rest) < 60 and after <= 24 * 60 else None
