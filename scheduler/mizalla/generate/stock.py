"""Stock: what lies where, what comes later, what a donor keeps for one place."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import exp

from mizalla.generate.draw import Draw
from mizalla.generate.flow import Flow
from mizalla.generate.recipe import ParcelRecipe, Recipe
from mizalla.generate.shares import shares, tens
from mizalla_models.place import Village
from mizalla_models.rule import Need
from mizalla_models.stock import StockLot

AT_LEVEL = {"national": 0.45, "governorate": 0.2, "depot": 0.35}
UNEVEN = 0.25
BOUGHT_SHARE = 0.03


def stock(
    recipe: Recipe, flows: Sequence[Flow], villages: Sequence[Village], needs: Sequence[Need]
) -> tuple[StockLot, ...]:
    """Lots by warehouse; of each kind ``stock_share`` of the need, earmarked lots beyond it."""
    lots: list[StockLot] = []
    for number, kind in enumerate(recipe.parcels):
        draw = Draw(recipe.seed, "stock", kind.parcel.id)
        need = sum(item.quantity for item in needs if item.parcel == kind.parcel.id)
        total = round(need * recipe.stock_share)
        if number == 0 and recipe.purchase:
            bought = tens(total * BOUGHT_SHARE)
            total -= bought
            lots.append(_purchase(recipe, kind, flows, bought))
        if number == 0 and recipe.ship_load_day is not None:
            shipped = tens(total * recipe.ship_load_share)
            total -= shipped
            lots.append(_ship_load(recipe, kind, flows[0], shipped))
        quantities = _shared(draw, recipe, flows, kind, total, lots)
        for flow, quantity in zip(flows, quantities, strict=True):
            lots += _arrivals(draw, recipe, kind, flow, quantity)
    if recipe.short_dated:
        lots = _with_short_date(recipe, lots)
    lots += _earmarked(recipe, flows, villages, needs)
    lots.sort(key=lambda lot: (lot.warehouse, lot.parcel, lot.lot))
    return tuple(lot for lot in lots if lot.quantity)


def _shared(
    draw: Draw,
    recipe: Recipe,
    flows: Sequence[Flow],
    kind: ParcelRecipe,
    total: int,
    lots: Sequence[StockLot],
) -> list[int]:
    """What lies at each site: unevenly about what goes through it, in tens."""
    levels = [flow.site.level if recipe.transfers else "depot" for flow in flows]
    weights = []
    parts = dict(AT_LEVEL)
    if any(lot.parcel == kind.parcel.id and lot.unit_cost is None for lot in lots):
        # The ship-load already lies at the national store.
        parts["national"] *= 0.5
    for flow, level in zip(flows, levels, strict=True):
        through = sum(
            other.parcels[kind.parcel.id]
            for other, its in zip(flows, levels, strict=True)
            if its == level
        )
        weight = parts[level] * flow.parcels[kind.parcel.id] / max(1, through)
        weights.append(weight * exp(UNEVEN * draw.normal()) if levels.count(level) > 1 else weight)
    return [10 * share for share in shares(total // 10, weights)]


def _arrivals(
    draw: Draw, recipe: Recipe, kind: ParcelRecipe, flow: Flow, quantity: int
) -> Iterator[StockLot]:
    """A lot on hand, and at some sites one that comes in the first half of the campaign."""
    late = 0
    if draw.chance(recipe.late_share):
        late = tens(quantity * draw.uniform(0.25, 0.5))
        day = draw.whole(2, max(2, len(recipe.days) // 2))
        yield _lot(recipe, kind, flow.site.id, late, packed_before=0, arrives=recipe.days[day])
    yield _lot(recipe, kind, flow.site.id, quantity - late, packed_before=draw.whole(1, 3))


def _lot(
    recipe: Recipe,
    kind: ParcelRecipe,
    warehouse: str,
    quantity: int,
    packed_before: int,
    arrives: date | None = None,
    **more: object,
) -> StockLot:
    """A lot named by the month it was packed in, good for the shelf life of its kind."""
    packed = _months_on(recipe.starts, -packed_before)
    name = f"{kind.batch}-{packed:%y%m}"
    values = {
        "id": f"{warehouse}/{name}",
        "warehouse": warehouse,
        "parcel": kind.parcel.id,
        "quantity": quantity,
        "lot": name,
        "available_on": arrives,
        "best_before": _months_on(packed, kind.shelf_months) - timedelta(days=1),
    }
    return StockLot.model_validate(values | more)


def _months_on(day: date, months: int) -> date:
    """First day of the month some months on."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _largest(flows: Sequence[Flow], parcel: str) -> Flow:
    return max((flow for flow in flows if flow.site.serves), key=lambda flow: flow.parcels[parcel])


def _purchase(recipe: Recipe, kind: ParcelRecipe, flows: Sequence[Flow], quantity: int) -> StockLot:
    warehouse = _largest(flows, kind.parcel.id).site.id
    arrives = recipe.days[min(5, len(recipe.days) - 1)]
    name = f"{kind.batch}-BUY"
    return _lot(
        recipe, kind, warehouse, quantity, 0, arrives, lot=name, id=name, unit_cost=kind.price
    )


def _ship_load(recipe: Recipe, kind: ParcelRecipe, flow: Flow, quantity: int) -> StockLot:
    assert recipe.ship_load_day is not None
    arrives = recipe.days[recipe.ship_load_day]
    name = f"{kind.batch}-SHIP"
    return _lot(recipe, kind, flow.site.id, quantity, 1, arrives, lot=name, id=name)


def _with_short_date(recipe: Recipe, lots: Sequence[StockLot]) -> list[StockLot]:
    """A tenth of the largest lot on hand runs out two thirds into the campaign."""
    on_hand = [lot for lot in lots if lot.available_on is None and lot.unit_cost is None]
    largest = max(on_hand, key=lambda lot: (lot.quantity, lot.id))
    quantity = tens(largest.quantity / 10)
    last = recipe.days[len(recipe.days) * 2 // 3]
    name = f"{largest.lot.split('-')[0]}-OLD"
    old = {"id": name, "lot": name, "quantity": quantity, "best_before": last}
    return [
        lot if lot is not largest else lot.model_copy(update={"quantity": lot.quantity - quantity})
        for lot in lots
    ] + [largest.model_copy(update=old)]


def _earmarked(
    recipe: Recipe, flows: Sequence[Flow], villages: Sequence[Village], needs: Sequence[Need]
) -> Iterator[StockLot]:
    """A lot for most of a poor district, and one for a little of the poorest governorate."""
    kind = recipe.parcels[0]
    of = {village.pcode: village for village in villages}
    by_district: dict[str, int] = {}
    poor: dict[str, float] = {}
    for need in needs:
        if need.parcel == kind.parcel.id:
            village = of[need.village]
            by_district[village.district] = by_district.get(village.district, 0) + need.quantity
            rate = need.quantity * (village.poverty_rate or 0)
            poor[village.district] = poor.get(village.district, 0.0) + rate
    if recipe.earmarks >= 1:
        # A small district, so that the donor's lot is not out of all proportion.
        small = sorted(by_district, key=lambda code: (by_district[code], code))
        small = small[: max(1, len(small) // 3)]
        district = max(small, key=lambda code: (poor[code] / by_district[code], code))
        near = [flow for flow in flows if flow.site.governorate == district[:4]]
        home = next((flow for flow in near if flow.site.level == "governorate"), near[0])
        quantity = tens(by_district[district] * 0.85)
        yield _donated(recipe, kind, home, quantity, district, "DISTRICT")
    if recipe.earmarks >= 2:
        governorate = max(
            recipe.governorates,
            key=lambda pcode: (
                sum(poor[code] for code in poor if code[:4] == pcode)
                / sum(by_district[code] for code in poor if code[:4] == pcode),
                pcode,
            ),
        )
        total = sum(by_district[code] for code in poor if code[:4] == governorate)
        yield _donated(recipe, kind, flows[0], tens(total * 0.05), governorate, "GOVERNORATE")


def _donated(
    recipe: Recipe, kind: ParcelRecipe, flow: Flow, quantity: int, place: str, what: str
) -> StockLot:
    name = f"{kind.batch}-{what}"
    return _lot(recipe, kind, flow.site.id, quantity, 2, lot=name, id=name, earmark=place)
