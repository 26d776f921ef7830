"""Fleets: the members' trucks and the hours they work."""

from collections.abc import Iterator

from mizalla.hookspecs import hookimpl
from mizalla_models.rule import Rule, Vehicles
from mizalla_models.scenario import Scenario


@hookimpl
def mizalla_rules(scenario: Scenario) -> Iterator[Rule]:
    """Vehicles for each row of ``fleets.csv``."""
    organisations = {organisation.id: organisation for organisation in scenario.organisations}
    for fleet in scenario.fleets:
        owner = organisations[fleet.organisation]
        hours = f"{fleet.hours_per_day:g}"
        yield Vehicles(
            name=fleet.id,
            reason=f"{owner.name} runs {fleet.count} × {fleet.vehicle} from {fleet.warehouse}, "
            f"{hours} hours a day.",
            reason_ar=f"تُشغِّل {owner.name_ar or owner.name} {fleet.count} × {fleet.vehicle} "
            f"من {fleet.warehouse} لمدة {hours} ساعات يوميًا.",
            fleet=fleet.id,
            organisation=fleet.organisation,
            warehouse=fleet.warehouse,
            vehicle=fleet.vehicle,
            count=fleet.count,
            hours_per_day=fleet.hours_per_day,
            from_day=fleet.from_day,
            until=fleet.until,
        )
