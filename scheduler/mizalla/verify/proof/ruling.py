"""Groups of rules that have a multiplier: which lanes count in them, and within which bound."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mizalla.verify.bounds import bound_of
from mizalla.verify.facts import Facts
from mizalla.verify.movement import Movement, measure_of
from mizalla.verify.proof.network import Network
from mizalla.verify.proof.table import Table
from mizalla_models.certificate import PricedGroup
from mizalla_models.rule import GROUP_SEPARATOR, TIME_DIMENSIONS, Limit, Vehicles

Figures = NDArray[np.float64]
Codes = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Ruled:
    """One rule as the proof needs it."""

    limit: Limit
    static: tuple[str, ...]
    """Dimensions of its groups other than day and week."""
    moment: Codes
    """Group of days that each day belongs to, -1 where the rule does not count it."""
    spared_days: Mask
    """Days on which what its ``unless`` names does not count."""
    steady: bool
    """Whether its bounds are the same on all days."""


def ruled(facts: Facts, table: Table, rule: str) -> Ruled | None:
    """Lay out a hard limit, or the truck hours of a fleet; None where the rule is none."""
    provided = facts.provided.get(rule)
    found = provided.rule if provided is not None else None
    if isinstance(found, Vehicles):
        found = Limit(
            reason=found.reason,
            measure="truck_hours",
            where={"fleet": [found.fleet]},
            per=("day",),
            at_most=found.count * found.hours_per_day,
        )
    if not isinstance(found, Limit) or found.penalty is not None:
        return None
    counted = table.days(found.where)
    keys = [
        tuple(dims[name] for name in found.per if name in TIME_DIMENSIONS)
        for dims in table.day_dims
    ]
    number = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    until = next(
        (place for place, name in enumerate(found.per) if name in TIME_DIMENSIONS), len(found.per)
    )
    longest = max(
        (
            key.count(GROUP_SEPARATOR) + 1 if key else 0
            for bound in (found.at_most, found.at_least)
            if isinstance(bound, dict)
            for key in bound
        ),
        default=0,
    )
    return Ruled(
        limit=found,
        static=tuple(name for name in found.per if name not in TIME_DIMENSIONS),
        moment=np.where(counted, [number[key] for key in keys], -1),
        spared_days=table.days(found.unless),
        steady=longest <= until,
    )


def bounds(facts: Facts, table: Table, one: Ruled, values: Sequence[str], side: str) -> Figures:
    """Bound of a group on each day; nan where it has none."""
    bound = one.limit.at_most if side == "at_most" else one.limit.at_least
    days = len(facts.days)
    if bound is None:
        return np.full(days, np.nan)
    found: list[float] = []
    fixed: dict[str, str] = dict(zip(one.static, values, strict=True))
    for dims in table.day_dims[: 1 if one.steady else days]:
        own = bound_of(
            bound, tuple(fixed[name] if name in fixed else dims[name] for name in one.limit.per)
        )
        found.append(np.nan if own is None else own)
    return np.full(days, found[0]) if one.steady else np.array(found)


def coefficients(table: Table, measure: str, rows: NDArray[np.intp]) -> Figures:
    """What one parcel on each lane counts, by state of the roads; shape (states, lanes)."""
    lanes = table.lanes
    of_lane = {"truck_hours": lanes.hours, "km": lanes.truck_km, "cost": lanes.transport}
    if measure in of_lane:
        return of_lane[measure][:, rows]
    parcels = table.facts.parcels
    one = (Movement({}, parcels[sort.parcel], 1) for sort in table.sorts)
    of_sort = np.array([measure_of(measure)(move) for move in one], dtype=float)
    return np.broadcast_to(of_sort[lanes.sort[rows]], (len(lanes.km), len(rows)))


class Rulings:
    """The priced groups of all rounds: matrices of lanes × groups, one for each state of the roads.

    Behind the groups stand as many rows for what an ``unless`` that names days spares on them.
    """

    def __init__(self, net: Network, groups: Sequence[PricedGroup]) -> None:
        self._net, self.groups = net, groups
        facts, table = net.facts, net.table
        self.rule: list[Ruled | None] = [None] * len(groups)
        self.key: list[tuple[str, ...]] = [()] * len(groups)
        of_rule: dict[str, list[int]] = defaultdict(list)
        for number, group in enumerate(groups):
            of_rule[group.rule].append(number)
        states = len(net.lanes.km)
        entries: list[list[tuple[Codes, Codes, Figures]]] = [[] for _ in range(states)]
        for name, numbers in of_rule.items():
            one = ruled(facts, table, name)
            if one is None:
                continue
            wanted = {}
            for number in numbers:
                key = groups[number].group
                parts = tuple(key.split(GROUP_SEPARATOR)) if one.static else ()
                if len(parts) == len(one.static):
                    wanted[parts] = number
                    self.rule[number], self.key[number] = one, parts
            lanes, row = _grouped(table, one, wanted)
            # A lane is not open while there is no way: what it would take then is endless.
            value = np.nan_to_num(
                coefficients(table, one.limit.measure, lanes), nan=0.0, posinf=0.0, neginf=0.0
            )
            spared = np.zeros(len(lanes), dtype=bool)
            if one.limit.unless:
                spared = np.isin(lanes, table.picked(one.limit.unless), assume_unique=True)
                if one.spared_days.all():
                    lanes, row, value = lanes[~spared], row[~spared], value[:, ~spared]
                    spared = spared[~spared]
            for state in range(states):
                entries[state].append((lanes, row, value[state]))
                if spared.any():
                    entries[state].append(
                        (lanes[spared], row[spared] + len(groups), -value[state, spared])
                    )
        shape = (len(net.lanes), 2 * len(groups))
        self.matrix = [_matrix(part, shape) for part in entries]
        self.possible = self._possible()
        self._bounds: dict[tuple[int, str], Figures] = {}

    def bound(self, number: int, side: str) -> Figures:
        """Bound of a group on each day; nan where it has none."""
        if (number, side) not in self._bounds:
            one = self.rule[number]
            assert one is not None
            self._bounds[number, side] = bounds(
                self._net.facts, self._net.table, one, self.key[number], side
            )
        return self._bounds[number, side]

    def _possible(self) -> Mask:
        """Days on which anything could count in each group; shape (groups, days)."""
        lanes, count = self._net.lanes, len(self.groups)
        part = self.matrix[0].tocoo()
        real = part.col < count
        sets, width = lanes.days[part.row[real]], len(lanes.patterns)
        pair = np.unique(part.col[real].astype(np.int64) * width + sets)
        found = np.zeros((count, lanes.patterns.shape[1]), dtype=bool)
        np.logical_or.at(found, pair // width, lanes.patterns[pair % width])
        for number, one in enumerate(self.rule):
            if one is not None and one.limit.cumulative:
                found[number] = np.logical_or.accumulate(found[number])
        return found


def _grouped(
    table: Table, one: Ruled, wanted: dict[tuple[str, ...], int]
) -> tuple[NDArray[np.intp], Codes]:
    """Lanes that count in some wanted group, and its number."""
    rows = table.picked(one.limit.where)
    code = np.zeros(len(rows), dtype=np.int64)
    own = np.zeros(len(wanted), dtype=np.int64)
    known = np.ones(len(rows), dtype=bool)
    named = np.ones(len(wanted), dtype=bool)
    for place, dimension in enumerate(one.static):
        labels, codes = table.codes(dimension)
        number = {label: at for at, label in enumerate(labels)}
        mine = np.array([number.get(key[place], -1) for key in wanted], dtype=np.int64)
        known &= codes[rows] >= 0
        named &= mine >= 0
        code = code * (len(labels) + 1) + codes[rows]
        own = own * (len(labels) + 1) + mine
    order = np.argsort(own[named], kind="stable")
    values = own[named][order]
    group = np.array(list(wanted.values()), dtype=np.int64)[named][order]
    if not len(values):
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.int64)
    at = np.minimum(np.searchsorted(values, code), len(values) - 1)
    counts = known & (values[at] == code)
    return rows[counts], group[at[counts]]


def _matrix(parts: list[tuple[Codes, Codes, Figures]], shape: tuple[int, int]) -> sparse.csr_matrix:
    nothing = np.zeros(0, dtype=np.int64)
    lanes = np.concatenate([nothing, *(part[0] for part in parts)])
    row = np.concatenate([nothing, *(part[1] for part in parts)])
    value = np.concatenate([np.zeros(0), *(part[2] for part in parts)])
    return sparse.csr_matrix((value, (lanes, row)), shape=shape)
