"""One leading organisation per village."""

from mizalla.hookspecs import hookimpl
from mizalla_models.rule import AtMostActive, Forbid, Need
from mizalla_models.said import Objection

plugin_name = "lead-organisation"


@hookimpl
def mizalla_rules(scenario):
    """At most one organisation for each village, and the named one where it is known."""
    settings = scenario.campaign.settings(plugin_name)
    where = {"movement": ["delivery"]}
    known = {village.governorate for village in scenario.villages}
    chosen = sorted(known & set(settings.get("governorates", known)))
    if set(chosen) != known:
        where["governorate"] = chosen
    if chosen:
        yield AtMostActive(
            name="one at the door",
            reason="A family knows one organisation at its door.",
            reason_ar="للأسرة جهة واحدة تطرق بابها.",
            of="organisation",
            count=1,
            where=where,
            per=("village",),
        )
    members = {member.id for member in scenario.organisations}
    villages = {village.pcode for village in scenario.villages}
    for village, lead in sorted(settings.get("leads", {}).items()):
        others = sorted(members - {lead})
        if village in villages and lead in members and others:
            yield Forbid(
                name=f"{lead} leads in {village}",
                reason=f"{lead} leads in {village}: no other member goes there.",
                reason_ar=f"{lead} هي الجهة القائدة في {village}.",
                where={"village": [village], "organisation": others},
            )


@hookimpl
def mizalla_needs(scenario):
    """Families that leading organisations have counted; nothing where none has."""
    settings = scenario.campaign.settings(plugin_name)
    counted = settings.get("count_families")
    if not counted:
        return None
    parcels = settings.get("parcels", [scenario.parcels[0].id])
    return [
        Need(
            name=f"{village.pcode}/{parcel}",
            reason=f"{village.name}: {counted[village.pcode]:,} families were counted.",
            reason_ar=f"{village.name_ar or village.name}: {counted[village.pcode]} أسرة.",
            village=village.pcode,
            parcel=parcel,
            quantity=counted[village.pcode],
        )
        for village in scenario.villages
        for parcel in parcels
        if counted.get(village.pcode)
    ]


@hookimpl
def mizalla_review(plan):
    """Say where two organisations come to one village after all."""
    seen = {}
    for row in plan.shipments:
        seen.setdefault(row.village, set()).add(row.organisation)
    for village, members in sorted(seen.items()):
        if len(members) > 1:
            yield Objection(
                about=village,
                text=f"{' and '.join(sorted(members))} both come to {village}.",
                severity="note",
            )
