"""More, less or later stock."""

from datetime import timedelta

from mizalla.overlay.misfit import Columns, Misfit, pick
from mizalla_models.overlay import StockChange
from mizalla_models.scenario import Scenario
from mizalla_models.stock import StockLot


def change_stock(scenario: Scenario, change: StockChange) -> tuple[Scenario, list[Misfit]]:
    """Change rows of stock; what would come after the last day is not there."""
    owner = {warehouse.id: warehouse.organisation for warehouse in scenario.warehouses}
    region = {warehouse.id: warehouse.governorate for warehouse in scenario.warehouses}
    columns: Columns[StockLot] = {
        "id": lambda row: row.id,
        "warehouse": lambda row: row.warehouse,
        "parcel": lambda row: row.parcel,
        "lot": lambda row: row.lot,
        "organisation": lambda row: owner[row.warehouse],
        "governorate": lambda row: region[row.warehouse],
        "earmark": lambda row: row.earmark or "",
    }
    means, misfits = pick(scenario.stock, change.where, columns)
    changed = tuple(
        _changed(row, change, scenario) if meant else row
        for row, meant in zip(scenario.stock, means, strict=True)
    )
    return scenario.model_copy(update={"stock": changed}), misfits


def _changed(row: StockLot, change: StockChange, scenario: Scenario) -> StockLot:
    updated: dict[str, object] = {}
    if change.amount is not None:
        updated["quantity"] = int(change.amount.of(row.quantity) + 1e-9)
    if change.later is not None:
        first = scenario.campaign.starts
        updated["available_on"] = max(row.available_on or first, first) + timedelta(change.later)
    return row.model_copy(update=updated)
