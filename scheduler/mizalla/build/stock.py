"""Stock as the engine sees it: arrivals and purchases by warehouse, kind and day."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.build.index import Codes, Index
from mizalla.build.route import TRANSFER, Routes
from mizalla.build.supply import Kinds


@dataclass(frozen=True)
class Stock:
    """Rows of stock as columns, those that can never leave left out.

    A supply with a price is bought when it leaves; one without arrives on its day.
    """

    supply: Codes
    """Supply number of each row."""
    warehouse: Codes
    """Warehouse of each row."""
    kind: Codes
    """Kind of each row."""
    day: Codes
    """Day from which it can leave."""
    quantity: NDArray[np.float64]
    """Whole parcels."""
    price: NDArray[np.float64]
    """Price of one parcel; nan where it is owned already."""
    receives: NDArray[np.bool_]
    """Whether transfers of a kind can arrive at a warehouse; shape (warehouses, kinds)."""


def stock(index: Index, kinds: Kinds, routes: Routes) -> Stock:
    """Arrange the supplies."""
    day = np.array(
        [max(index.day_number(supply.available_on, 0), 0) for supply in index.supplies],
        dtype=np.int32,
    )
    quantity = np.array([supply.quantity for supply in index.supplies], dtype=float)
    price = np.array(
        [np.nan if supply.unit_cost is None else supply.unit_cost for supply in index.supplies]
    )
    number = np.flatnonzero((day < len(index.days)) & (quantity > 0)).astype(np.int32)
    receives = np.zeros((len(index.warehouses), len(kinds)), dtype=bool)
    moves = routes.movement == TRANSFER
    receives[routes.destination[moves], routes.kind[moves]] = True
    return Stock(
        supply=number,
        warehouse=index.warehouses.codes(supply.warehouse for supply in index.supplies)[number],
        kind=kinds.of_supply[number],
        day=day[number],
        quantity=quantity[number],
        price=price[number],
        receives=receives,
    )
