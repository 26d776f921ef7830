"""Demands: what each village needs of each parcel, with the due days of its parts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.build.index import Codes, Index
from mizalla_models.errors import PluginError
from mizalla_models.rules import Rules


@dataclass(frozen=True)
class Demands:
    """One demand per village and parcel that is needed there, sorted by both.

    The parts of a demand are its needs with a due day each, earliest first; ``part_demand`` is
    ascending.
    """

    village: Codes
    parcel: Codes
    needed: NDArray[np.float64]
    """Whole parcels; all above zero."""
    priority: NDArray[np.float64]
    """Weight in the coverage goal."""
    number: NDArray[np.int32]
    """Demand by village and parcel, -1 where nothing is needed; shape (villages, parcels)."""
    part_demand: Codes
    """Demand of each part."""
    part_quantity: NDArray[np.float64]
    """Whole parcels of each part."""
    part_due: Codes
    """Day by which each part is due."""

    def __len__(self) -> int:
        return len(self.needed)


def demands(index: Index, rules: Rules) -> Demands:
    """Sum the needs up by village and parcel.

    Raises
    ------
    PluginError
        If needs of one village and parcel have different priorities.
    """
    shape = (len(index.villages), len(index.parcels))
    village = index.villages.codes(need.village for need in index.needs)
    parcel = index.parcels.codes(need.parcel for need in index.needs)
    quantity = np.array([need.quantity for need in index.needs], dtype=float)
    priority = np.array([need.priority for need in index.needs], dtype=float)
    due = np.array(
        [index.day_number(need.due, len(index.days) - 1) for need in index.needs], dtype=np.int32
    )
    total = np.zeros(shape)
    np.add.at(total, (village, parcel), quantity)
    number = np.full(shape, -1, dtype=np.int32)
    number[total > 0] = np.arange(int((total > 0).sum()), dtype=np.int32)
    real = np.flatnonzero(quantity > 0)
    of_part = number[village[real], parcel[real]]
    order = np.lexsort((due[real], of_part))
    weight = np.ones(int((total > 0).sum()))
    weight[of_part] = priority[real]
    odd = np.flatnonzero(weight[of_part] != priority[real])
    if len(odd):
        need = index.needs[real[odd[0]]]
        name = next((p for p in rules.provided if p.rule == need), None)
        raise PluginError(
            str(name.provider) if name else "needs",
            f"village {need.village} has needs of {need.parcel} with different priorities.",
            rule=name.id if name else "",
            mend="Give all its needs of that parcel one priority.",
        )
    places = np.argwhere(total > 0).astype(np.int32)
    return Demands(
        village=places[:, 0],
        parcel=places[:, 1],
        needed=total[total > 0],
        priority=weight,
        number=number,
        part_demand=of_part[order].astype(np.int32),
        part_quantity=quantity[real][order],
        part_due=due[real][order],
    )
