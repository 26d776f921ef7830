"""Stock as arrays."""

from datetime import date

import numpy as np

from mizalla_models.lane import ContractedLane
from problems import problem
from tiny import STORE, lot, tiny

DEPOT = STORE.model_copy(update={"id": "W2"})


def test_stock_arrives_on_its_day_and_never_before_the_first() -> None:
    """Parcels would leave before they are there, or old stock would be lost."""
    rows = (
        lot(lot="a", available_on=date(2026, 1, 1)),
        lot(lot="b", available_on=date(2027, 2, 9)),
        lot(lot="c", available_on=date(2027, 2, 11)),
        lot(lot="d", quantity=0),
        lot(lot="e", unit_cost=0.0),
    )
    stock = problem(tiny(stock=rows)).stock
    assert stock.supply.tolist() == [0, 1, 4]
    assert stock.day.tolist() == [0, 1, 0]
    assert np.isnan(stock.price).tolist() == [True, True, False]


def test_only_ends_of_transfers_receive() -> None:
    """Nodes would be made where nothing can arrive, or left out where something does."""
    lanes = (ContractedLane(origin="W1", destination="W2"),)
    stock = problem(tiny(warehouses=(STORE, DEPOT), stock=(lot(),), lanes=lanes)).stock
    assert stock.receives.tolist() == [[False], [True]]
