"""Warehouses, with hands and room enough for what goes through them."""

from collections.abc import Sequence
from math import ceil

from mizalla.generate.flow import Flow, working_days
from mizalla.generate.recipe import Recipe
from mizalla_models.place import Warehouse
from mizalla_models.stock import StockLot

ROOM_DAYS = 6
ROOM_SPARE = 1.15


def warehouses(
    recipe: Recipe, flows: Sequence[Flow], lots: Sequence[StockLot]
) -> tuple[Warehouse, ...]:
    """Warehouses in the order of their flows.

    Loading: a day's even part of all that goes through, times the slack; for stores, of what they
    hold or pass on, in the days that are left once a late ship-load is in. Room: for all that its
    owner puts there, and for six even days.
    """
    days = working_days(recipe)
    volumes = {kind.parcel.id: kind.parcel.volume_m3 for kind in recipe.parcels}
    late = (recipe.ship_load_day or 0) / len(recipe.days)
    national = [flow.site.id for flow in flows if flow.site.level == "national"]
    central = sum(lot.quantity for lot in lots if lot.warehouse in national)
    everything = sum(lot.quantity for lot in lots)
    result = []
    for flow in flows:
        own = [lot for lot in lots if lot.warehouse == flow.site.id]
        through = sum(flow.parcels.values())
        if flow.site.level == "national":
            through = sum(lot.quantity for lot in own)
        elif not flow.site.serves:
            through = round(
                through * central / max(1, everything) + sum(lot.quantity for lot in own)
            )
        time = days if flow.site.serves else max(1.0, days * (0.9 - late))
        volume = (
            sum(flow.parcels[parcel] * each for parcel, each in volumes.items())
            * through
            / max(1, sum(flow.parcels.values()))
        )
        room = sum(lot.quantity * volumes[lot.parcel] for lot in own if lot.unit_cost is None)
        result.append(
            Warehouse(
                id=flow.site.id,
                organisation=flow.site.organisation,
                name=flow.site.name,
                name_ar=flow.site.name_ar,
                lat=flow.site.lat,
                lon=flow.site.lon,
                governorate=flow.site.governorate,
                district=flow.site.district,
                loading_parcels_per_day=_up(through / time * flow.loading_slack, 50),
                storage_m3=_up(max(room * ROOM_SPARE, volume / days * ROOM_DAYS), 10),
            )
        )
    return tuple(result)


def _up(value: float, step: int) -> float:
    return float(ceil(value / step) * step)
