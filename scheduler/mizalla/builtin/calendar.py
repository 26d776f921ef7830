"""The calendar: weekdays on which nothing moves."""

from collections.abc import Iterator

from mizalla.hookspecs import hookimpl
from mizalla_models.campaign import WEEKDAYS
from mizalla_models.rule import Forbid, Rule
from mizalla_models.scenario import Scenario

ARABIC = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")


@hookimpl
def mizalla_rules(scenario: Scenario) -> Iterator[Rule]:
    """One forbid for each closed weekday that the campaign meets."""
    for number, weekday in enumerate(WEEKDAYS):
        if weekday not in scenario.campaign.closed_weekdays:
            continue
        days = [day.isoformat() for day in scenario.campaign.days if day.weekday() == number]
        if days:
            yield Forbid(
                name=weekday,
                reason=f"Nothing leaves and nothing is handed out on a {weekday.capitalize()}.",
                reason_ar=f"لا نقل ولا توزيع يوم {ARABIC[number]}.",
                where={"movement": ["delivery", "transfer"], "day": days},
            )
