"""A donor's gift with a reserved share for one governorate, and a report of where it went."""

from collections import defaultdict
from dataclasses import dataclass

from mizalla.hookspecs import hookimpl
from mizalla_models.rule import Limit, Supply
from mizalla_models.said import Report

plugin_name = "donor-earmark"
organisation = "ghayth-nawras"
GIFT = "gift-of-ghayth-nawras"


@dataclass(frozen=True)
class Gift:
    """The gift, as the settings tell of it."""

    donor: str
    warehouse: str
    parcel: str
    quantity: int
    available_on: object
    governorate: str
    share: float


def gift_of(scenario):
    """The gift; None where we have no warehouse for it."""
    settings = scenario.campaign.settings(plugin_name)
    ours = {h.id: h for h in scenario.warehouses if h.organisation == organisation}
    # Where there is most room, unless the settings say where it comes to.
    roomy = sorted(ours, key=lambda name: (-(ours[name].storage_m3 or float("inf")), name))
    house = settings.get("warehouse") or next(iter(roomy), None)
    if house not in ours:
        return None
    return Gift(
        donor=settings.get("donor", "A donor"),
        warehouse=house,
        parcel=settings.get("parcel", scenario.parcels[0].id),
        quantity=settings.get("quantity", 1000),
        available_on=settings.get("available_on"),
        governorate=settings.get("governorate", ours[house].governorate),
        share=settings.get("share", 0.6),
    )


@hookimpl
def mizalla_rules(scenario):
    """The gift, and what may go elsewhere of it."""
    gift = gift_of(scenario)
    if gift is None:
        return
    yield Supply(
        name="gift",
        reason=f"{gift.donor} gives {gift.quantity:,} × {gift.parcel} at {gift.warehouse}.",
        reason_ar=f"هبة من {gift.donor}: {gift.quantity} كرتونة.",
        id=GIFT,
        warehouse=gift.warehouse,
        parcel=gift.parcel,
        quantity=gift.quantity,
        available_on=gift.available_on,
    )
    yield Limit(
        name="reserved share",
        reason=f"{gift.donor} keeps {gift.share:.0%} of its gift for {gift.governorate}: at most "
        "the rest goes elsewhere.",
        reason_ar=f"{gift.share:.0%} من الهبة محجوزة لمحافظة {gift.governorate}.",
        where={"supply": [GIFT], "movement": ["delivery"]},
        unless={"governorate": [gift.governorate]},
        at_most=gift.quantity * (1 - gift.share),
    )


@hookimpl
def mizalla_reports(plan, scenario):
    """Where the gift went, for its donor."""
    gift = gift_of(scenario)
    if gift is None:
        return
    places = {v.pcode: (v.governorate, v.name) for v in scenario.villages}
    went = defaultdict(int)
    for row in plan.shipments:
        if row.supply == GIFT:
            went[(*places[row.village], row.village)] += row.quantity
    total = sum(went.values())
    inside = sum(count for place, count in went.items() if place[0] == gift.governorate)
    yield Report(
        name="gift",
        title=f"Where the gift of {gift.donor} went",
        title_ar=f"أين ذهبت هبة {gift.donor}",
        text=f"**{total:,}** of {gift.quantity:,} parcels are handed out, **{inside:,}** of them "
        f"in {gift.governorate}, in {len(went)} villages.",
        columns=("governorate", "village", "pcode", "parcels"),
        rows=tuple((*place, count) for place, count in sorted(went.items())),
    )
