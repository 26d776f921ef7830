"""A packing line with volunteers, whose shifts are shorter while people fast."""

from mizalla.hookspecs import hookimpl
from mizalla_models.rule import Limit, Shift
from mizalla_packing_line.shift import iftar, is_fasting, shift_hours

plugin_name = "packing-line"
organisation = "nada-safsaf"


@hookimpl
def mizalla_rules(scenario):
    """What the line of each of our warehouses fills, day by day."""
    settings = scenario.campaign.settings(plugin_name)
    people = settings.get("volunteers", 40)
    each = settings.get("parcels_per_hour", 15)
    ours = [house for house in scenario.warehouses if house.organisation == organisation]
    if not ours:
        return
    hours = {
        (house.id, day): shift_hours(
            house.lat,
            house.lon,
            day,
            timezone=scenario.campaign.timezone,
            starts=settings.get("starts", 9),
            longest=settings.get("hours", 8),
        )
        for house in ours
        for day in scenario.campaign.days
    }
    shortest, longest = min(hours.values()), max(hours.values())
    yield Limit(
        name="volunteers",
        reason=f"{people} volunteers pack {each} parcels an hour each, {shortest:.1f} to "
        f"{longest:.1f} hours a day; while they fast a shift ends an hour before sunset.",
        reason_ar=f"{people} متطوعًا يعبئ كل منهم {each} كرتونة في الساعة؛ وفي رمضان تنتهي الوردية "
        "قبل المغرب بساعة.",
        where={"origin": [house.id for house in ours], "movement": ["delivery", "transfer"]},
        per=("origin", "day"),
        at_most={
            f"{house}|{day.isoformat()}": float(int(people * each * time))
            for (house, day), time in hours.items()
        },
    )
    fasting = [day for day in scenario.campaign.days if is_fasting(day)]
    if fasting and any(fleet.organisation == organisation for fleet in scenario.fleets):
        home = min(
            iftar(house.lat, house.lon, day, scenario.campaign.timezone)
            for house in ours
            for day in fasting
        )
        yield Shift(
            name="home for iftar",
            reason=f"Our drivers break the fast at home: back by {home:%H:%M}.",
            reason_ar=f"سائقونا يفطرون في بيوتهم: العودة قبل {home:%H:%M}.",
            where={"organisation": [organisation], "day": [day.isoformat() for day in fasting]},
            home=home,
        )
