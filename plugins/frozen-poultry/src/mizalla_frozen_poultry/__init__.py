"""Frozen poultry: refrigerated trucks, and at most four hours on the road."""

from mizalla.hookspecs import hookimpl
from mizalla_models.rule import Charge, Forbid, WholePallets
from mizalla_models.said import Objection

plugin_name = "frozen-poultry"
CONTRACT = "contract"
organisation = "shira-safsaf"


def _frozen(scenario):
    asked = scenario.campaign.settings(plugin_name).get("parcels", ["frozen"])
    return [parcel.id for parcel in scenario.parcels if parcel.id in asked]


@hookimpl
def mizalla_rules(scenario):
    """Keep our frozen parcels cold."""
    settings = scenario.campaign.settings(plugin_name)
    frozen = _frozen(scenario)
    if not frozen:
        return
    asked = settings.get("vehicles", ["reefer"])
    cold = [vehicle.id for vehicle in scenario.vehicles if vehicle.id in asked]
    warm = [vehicle.id for vehicle in scenario.vehicles if vehicle.id not in cold]
    # Hired lorries cool only where the settings say so.
    warm += [] if CONTRACT in asked else [CONTRACT]
    ours = {"owner": [organisation], "parcel": frozen, "movement": ["delivery", "transfer"]}
    if warm:
        yield Forbid(
            name="refrigerated trucks alone",
            reason="Frozen poultry thaws in a truck that does not cool.",
            reason_ar="الدواجن المجمدة تذوب في شاحنة غير مبردة.",
            where=ours | {"vehicle": warm},
        )
    hours = settings.get("hours", 4)
    yield Forbid(
        name="hours on the road",
        reason=f"Frozen poultry stays at most {hours:g} hours on the road.",
        reason_ar=f"لا تبقى الدواجن المجمدة في الطريق أكثر من {hours:g} ساعات.",
        where=ours,
        minutes_over=60 * hours,
    )
    if cold:
        yield Charge(
            name="fuel of the cooler",
            reason="Cooling takes fuel for every km.",
            reason_ar="التبريد يستهلك وقودًا في كل كيلومتر.",
            where=ours | {"vehicle": cold},
            measure="km",
            amount=settings.get("fuel_per_km", 1.5),
        )
    if "pallets" in settings:
        yield WholePallets(
            name="pallets stay closed",
            reason="Between stores a pallet stays closed, so that the cold stays in.",
            reason_ar="بين المخازن تبقى المنصة مغلقة لتحفظ البرودة.",
            column=settings["pallets"],
            where={"owner": [organisation], "parcel": frozen, "movement": ["transfer"]},
            per=("origin", "destination", "day"),
        )


@hookimpl
def mizalla_review(plan, scenario):
    """Object where our poultry stays in store."""
    frozen = set(_frozen(scenario))
    for row in scenario.stock:
        if row.parcel not in frozen:
            continue
        out = sum(sent.quantity for sent in plan.shipments if sent.supply == row.id)
        if out < row.quantity:
            yield Objection(
                about=row.id,
                text=f"{row.quantity - out:,} of {row.quantity:,} frozen parcels of {row.id} stay "
                "in store: a refrigerated truck nearby would get them out.",
                text_ar=f"يبقى {row.quantity - out} من {row.quantity} كرتونة مجمدة في المخزن.",
            )
