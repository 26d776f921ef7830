"""The plain model: every lane on every day a column, every rule a row, as one sparse matrix.

Written as compactly as a good engineer would: stock as running totals at its arrivals rather than
daily balances, nothing kept apart that no rule tells apart, no row that can't bind.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse

from benchmarks.allocate.instance import Counts, Figures, Instance
from benchmarks.allocate.way import great_circle, minutes


@dataclass(frozen=True)
class Plain:
    """Rows: first one for each demand (village by kind), then the limits.

    The last column is the level that leximin raises.
    """

    matrix: sparse.csr_matrix
    """Coefficients; column of the level empty."""
    limit: Figures
    """Upper bounds of the limits' rows."""
    cost: Figures
    """Of a parcel on each lane, (lanes,)."""
    weight: Figures
    """Needed × priority of each demand."""
    needed: Figures
    """Parcels of each demand."""
    highest: Figures
    """1 ÷ priority: the level of a demand that is served in full."""

    @property
    def lanes(self) -> int:
        """Columns but the level."""
        return len(self.cost)

    def with_level(self, coefficient: Figures) -> sparse.csr_matrix:
        """Matrix with coefficients of the level in the demands' rows."""
        rows, columns = self.matrix.shape
        where = np.flatnonzero(coefficient)
        level = sparse.csr_matrix(
            (coefficient[where], (where, np.full(len(where), columns - 1))), shape=(rows, columns)
        )
        return self.matrix + level


def plain(instance: Instance) -> Plain:
    """Write the model down."""
    kinds, days = len(instance.weight), instance.open.shape[1]
    origin, destination, kind, day, one_way, km = lanes(instance)
    capacity = np.minimum(
        instance.payload[0] / instance.weight, instance.payload[1] / instance.volume
    )
    hours = 2 * one_way / 60 / capacity[kind]
    by_hour = instance.price[1] / instance.hours[origin]
    cost = 2 * km / capacity[kind] * instance.price[0] + hours * by_hour
    ones = np.ones(len(origin))
    rows = _Rows(len(origin))
    demand = instance.village[destination] * kinds + kind
    rows.add(demand, ones, np.full(instance.needed.size, np.inf))
    rows.add(origin * days + day, ones, np.repeat(instance.loading, days))
    rows.add(origin * days + day, hours, np.repeat(instance.trucks * instance.hours, days))
    limited = np.isfinite(instance.hands)[destination]
    rows.add(
        (destination * days + day)[limited],
        ones[limited],
        np.repeat(instance.hands, days),
        np.flatnonzero(limited),
    )
    place = origin * kinds + kind
    for before in np.unique(np.append(instance.stock[:, 2], days)):
        # What leaves before a day is there before it; one row for each arrival, and one for all.
        arrived = instance.stock[:, 2] < before
        there = np.bincount(
            instance.stock[arrived, 0] * kinds + instance.stock[arrived, 1],
            weights=instance.stock[arrived, 3],
            minlength=len(instance.warehouses) * kinds,
        )
        asked = np.zeros(len(there), dtype=bool)
        late = instance.stock[:, 2] == before
        asked[instance.stock[late, 0] * kinds + instance.stock[late, 1]] = True
        asked |= before == days
        chosen = np.flatnonzero(asked[place] & (day < before))
        rows.add(place[chosen], ones[chosen], there, chosen)
    needed = instance.needed.reshape(-1).astype(float)
    matrix, limit = rows.done()
    priority = np.repeat(instance.priority, kinds)
    return Plain(matrix, limit[len(needed) :], cost, needed * priority, needed, 1 / priority)


def lanes(instance: Instance) -> tuple[Counts, Counts, Counts, Counts, Figures, Figures]:
    """Warehouse, point, kind, day, one-way minutes and km of each lane, in the columns' order."""
    warehouse, point, one_way, km = _ways(instance)
    lies = np.zeros((len(instance.warehouses), len(instance.weight)), dtype=bool)
    lies[instance.stock[:, 0], instance.stock[:, 1]] = True
    way, kind = np.nonzero(lies[warehouse])
    at, day = np.nonzero(instance.open[instance.calendar[point[way]]])
    way, kind = way[at], kind[at]
    return warehouse[way], point[way], kind, day, one_way[way], km[way]


def _ways(instance: Instance) -> tuple[Counts, Counts, Figures, Figures]:
    """Warehouse, point, one-way minutes and km of every way that a truck can drive in its hours."""
    found = []
    for place, at in enumerate(instance.warehouses):
        km = great_circle(at, instance.points) * instance.circuity
        time = minutes(km, instance.speed)
        near = np.flatnonzero(2 * time <= 60 * instance.hours[place] * (1 + 1e-9))
        found.append((np.full(len(near), place), near, time[near], km[near]))
    first, second, third, fourth = zip(*found, strict=True)
    return (
        np.concatenate(first),
        np.concatenate(second),
        np.concatenate(third),
        np.concatenate(fourth),
    )


class _Rows:
    """Blocks of rows, one below the other."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._parts: list[sparse.csr_matrix] = []
        self._limit: list[Figures] = []

    def add(
        self, row: Counts, value: Figures, limit: Figures, column: Counts | None = None
    ) -> None:
        """Add a block; rows that bind nothing, or hold nothing, are left out (not in the first)."""
        where = np.arange(self._columns) if column is None else column
        block = sparse.csr_matrix((value, (row, where)), shape=(len(limit), self._columns + 1))
        if self._parts:
            kept = np.isfinite(limit) & (np.diff(block.indptr) > 0)
            block, limit = block[kept], limit[kept]
        self._parts.append(block)
        self._limit.append(limit)

    def done(self) -> tuple[sparse.csr_matrix, Figures]:
        """Give the whole."""
        return sparse.vstack(self._parts, format="csr"), np.concatenate(self._limit)
