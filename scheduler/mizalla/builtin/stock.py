"""Stock and arrivals: what ``stock.csv`` says lies, arrives or can be bought where."""

from collections.abc import Iterator

from mizalla.hookspecs import hookimpl
from mizalla_models.rule import Rule, Supply
from mizalla_models.scenario import Scenario


@hookimpl
def mizalla_rules(scenario: Scenario) -> Iterator[Rule]:
    """One supply for each row of ``stock.csv``."""
    warehouses = {warehouse.id: warehouse for warehouse in scenario.warehouses}
    parcels = {parcel.id: parcel for parcel in scenario.parcels}
    for row in scenario.stock:
        warehouse, parcel = warehouses[row.warehouse], parcels[row.parcel]
        amount = f"{row.quantity:,} × {parcel.name}"
        amount_ar = f"{row.quantity:,} × {parcel.name_ar or parcel.name}"
        place_ar = warehouse.name_ar or warehouse.name
        price = ""
        price_ar = ""
        if row.unit_cost is not None:
            price = f", bought at {row.unit_cost:,.2f} each if used"
            price_ar = f"، تُشترى بسعر {row.unit_cost:,.2f} للواحدة إذا استُخدمت"
        if row.available_on is None or row.available_on <= scenario.campaign.starts:
            reason = f"{amount} at {warehouse.name}{price}."
            reason_ar = f"{amount_ar} في {place_ar}{price_ar}."
        else:
            reason = f"{amount} at {warehouse.name} from {row.available_on}{price}."
            reason_ar = f"{amount_ar} في {place_ar} من {row.available_on}{price_ar}."
        yield Supply(
            name=row.id,
            reason=reason,
            reason_ar=reason_ar,
            id=row.id,
            warehouse=row.warehouse,
            parcel=row.parcel,
            quantity=row.quantity,
            lot=row.lot,
            available_on=row.available_on,
            unit_cost=row.unit_cost,
            best_before=row.best_before,
            earmark=row.earmark,
        )
