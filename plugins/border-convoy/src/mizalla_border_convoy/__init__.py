"""Border governorates served only by convoy, on two fixed days a week."""

from mizalla.hookspecs import hookimpl
from mizalla_border_convoy.engine import Convoy
from mizalla_models.rule import Forbid, SmallestDrop, Vehicles

plugin_name = "border-convoy"
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@hookimpl
def mizalla_rules(scenario):
    """Convoys, their days, their trucks, and what they stop for."""
    settings = scenario.campaign.settings(plugin_name)
    known = {village.governorate for village in scenario.villages}
    border = sorted(known & set(settings.get("governorates", [])))
    if not border:
        return
    weekdays = settings.get("weekdays", [0, 3])
    days = scenario.campaign.days
    closed = [day.isoformat() for day in days if day.weekday() not in weekdays]
    named = " and ".join(NAMES[number] for number in sorted(weekdays))
    if closed:
        yield Forbid(
            name="convoy days",
            reason=f"{', '.join(border)} are served by convoy alone, on {named}.",
            reason_ar="لا تُخدم المحافظات الحدودية إلا بقوافل في يومين من الأسبوع.",
            where={"governorate": border, "day": closed},
        )
    yield SmallestDrop(
        name="worth a stop",
        reason="A convoy stops for a good load, or not at all.",
        reason_ar="لا تتوقف القافلة إلا لحمولة مناسبة.",
        where={"governorate": border},
        quantity=settings.get("smallest_load", 50),
        per=("point", "day"),
    )
    escort = settings.get("escort")
    if escort:
        # Trucks for each convoy day: a fleet works every day from its first to its last.
        for day in days:
            if day.weekday() in weekdays:
                yield Vehicles(
                    name=f"escort of {day.isoformat()}",
                    reason=f"The escort brings {escort['count']} trucks on {day.isoformat()}.",
                    reason_ar="شاحنات ترافق القافلة.",
                    fleet=f"ESCORT-{day.isoformat()}",
                    organisation=escort["organisation"],
                    warehouse=escort["warehouse"],
                    vehicle=escort["vehicle"],
                    count=escort["count"],
                    hours_per_day=10,
                    from_day=day,
                    until=day,
                )


@hookimpl
def mizalla_routing():
    """Convoys: trucks that ride one behind the other, where the campaign asks for them."""
    return Convoy()
