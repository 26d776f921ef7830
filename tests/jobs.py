"""Base-days of a tiny scenario, to be routed."""

from mizalla.dispatch import base_days
from mizalla.dispatch.answer import Job
from mizalla_models.plan import Shipment
from mizalla_models.rule import ProvidedRule, Provider, Vehicles
from mizalla_models.rules import Rules
from tiny import DRY, tiny

DAYS = 3


def jobs() -> list[Job]:
    """One for each of three days."""
    scenario = tiny()
    fleet = Vehicles(
        reason="Its own.",
        fleet="F1",
        organisation="nour",
        warehouse="W1",
        vehicle="van",
        count=2,
        hours_per_day=8,
    )
    who = Provider(plugin="test", version="1")
    rules = Rules(provided=(ProvidedRule(id="test/1", provider=who, rule=fleet),), plugins=())
    rows = [
        Shipment(
            day=day,
            organisation="nour",
            fleet="F1",
            vehicle="van",
            origin="W1",
            lot="L",
            supply="S",
            parcel="dry",
            destination=village.pcode,
            village=village.pcode,
            quantity=300 + 10 * number,
            km=1,
            minutes=1,
            truck_hours=0,
            cost=0,
        )
        for number, day in enumerate(scenario.campaign.days)
        for village in scenario.villages
    ]
    settings = scenario.campaign.trips
    return [
        Job(day, settings, {"dry": DRY}, "pyvrp", 7) for day in base_days(scenario, rules, rows)
    ]
