"""The working day of a fleet's trucks: when they leave, are home, and rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from mizalla_models.campaign import TripSettings
from mizalla_models.place import Warehouse
from mizalla_models.routing import Break
from mizalla_models.rule import Shift, Vehicles
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

MIDNIGHT = 24 * 60


@dataclass(frozen=True)
class Workday:
    """What a truck's day is bound by, in minutes after midnight."""

    leaves: int
    """It leaves not before."""
    home: int
    """It is home not after."""
    longest: int
    """Most minutes from leaving first to coming home last."""
    breaks: tuple[Break, ...] = ()
    """Pauses, by window."""


def workday(
    settings: TripSettings,
    fleet: Vehicles,
    base: Warehouse,
    day: date,
    shifts: Iterable[Shift],
) -> Workday:
    """Work out the day of a fleet's trucks.

    Parameters
    ----------
    settings
        What the campaign says of all trucks.
    fleet
        The fleet; its ``hours_per_day`` hold where the campaign names no ``shift_hours``.
    base
        Its base.
    day
        The day.
    shifts
        Rules of plugins; of those that pick the fleet on that day the tightest bounds hold, and
        all breaks.
    """
    leaves, home = minutes_of(settings.leaves), minutes_of(settings.home) or MIDNIGHT
    hours = settings.shift_hours if settings.shift_hours is not None else fleet.hours_per_day
    breaks: set[tuple[int, int, int]] = set()
    for shift in shifts:
        if not shift.picks(fleet, base, day):
            continue
        leaves = max(leaves, minutes_of(shift.leaves))
        home = min(home, minutes_of(shift.home) or MIDNIGHT)
        hours = min(hours, hours if shift.hours is None else shift.hours)
        breaks |= {
            (minutes_of(rest.earliest), minutes_of(rest.latest), rest.minutes)
            for rest in shift.breaks
        }
    return Workday(
        leaves=leaves,
        home=home,
        longest=int(60 * hours + 1e-6),
        breaks=tuple(Break((first, last), length) for first, last, length in sorted(breaks)),
    )


def workdays(scenario: Scenario, rules: Rules) -> dict[tuple[str, date], tuple[Workday, int]]:
    """Work out the days of all trucks: by fleet and day, the day and how many trucks have it."""
    said = [provided.rule for provided in rules.provided]
    shifts = [rule for rule in said if isinstance(rule, Shift)]
    bases = {warehouse.id: warehouse for warehouse in scenario.warehouses}
    settings = scenario.campaign.trips
    return {
        (rule.fleet, day): (
            workday(settings, rule, bases[rule.warehouse], day, shifts),
            rule.count,
        )
        for rule in said
        if isinstance(rule, Vehicles)
        for day in scenario.campaign.days
    }


def minutes_of(clock: time | None) -> int:
    """Minutes after midnight; 0 where there is none."""
    return 0 if clock is None else 60 * clock.hour + clock.minute
