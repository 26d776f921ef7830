"""Groups of a limit: the values of its ``per``, and the bound that each one has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, product

import numpy as np
from numpy.typing import NDArray

from mizalla.build.dimension import Dimensions
from mizalla.build.index import Codes
from mizalla.build.route import Routes
from mizalla_models.rule import GROUP_SEPARATOR, TIME_DIMENSIONS, Bound, Dimension, Selection

Figures = NDArray[np.float64]


@dataclass(frozen=True)
class Groups:
    """Groups as pairs of a static group (row) and a group of days (column).

    ``static`` has a row per static group and a column per static dimension of ``per``, ``time`` a
    row per group of days; both hold codes. ``of_route`` and ``of_day`` say where each belongs, -1
    where it does not count.
    """

    per: tuple[Dimension, ...]
    static: NDArray[np.int32]
    time: NDArray[np.int32]
    of_route: Codes
    of_day: Codes
    dimensions: Dimensions

    @property
    def shape(self) -> tuple[int, int]:
        """Number of static groups, number of groups of days."""
        return len(self.static), len(self.time)

    def key(self, group: int, when: int) -> str:
        """Write the key of a group as rules do."""
        return GROUP_SEPARATOR.join(self._parts(len(self.per), self.static[group], self.time[when]))

    def all_keys(self) -> list[list[str]]:
        """Write the keys of all groups: a row per static group, a column per group of days."""
        heads, tails = self._names(self.static, timed=False), self._names(self.time, timed=True)
        timed = [dimension in TIME_DIMENSIONS for dimension in self.per]
        if timed == sorted(timed):
            return [[GROUP_SEPARATOR.join(head + tail) for tail in tails] for head in heads]
        statics, times = self.shape
        return [[self.key(group, when) for when in range(times)] for group in range(statics)]

    def bounds(self, bound: Bound | None, missing: float) -> Figures:
        """Give the bound of every group, ``missing`` where it has none; shape as ``shape``."""
        if bound is None:
            return np.full(self.shape, missing)
        if not isinstance(bound, Mapping):
            return np.full(self.shape, float(bound))
        table = np.full(self.shape, missing)
        for length in sorted({_length(key) for key in bound}):
            statics = sum(dimension not in TIME_DIMENSIONS for dimension in self.per[:length])
            static, static_of = _distinct(self.static[:, :statics])
            time, time_of = _distinct(self.time[:, : length - statics])
            found = np.array(
                [
                    [
                        bound.get(GROUP_SEPARATOR.join(self._parts(length, s, t)), np.nan)
                        for t in time
                    ]
                    for s in static
                ],
                dtype=float,
            ).reshape(len(static), len(time))
            spread = found[static_of][:, time_of]
            table = np.where(np.isnan(spread), table, spread)
        return table

    def _names(self, rows: NDArray[np.int32], *, timed: bool) -> list[tuple[str, ...]]:
        """Names of the values in rows of ``static`` or ``time``."""
        own = [(dimension in TIME_DIMENSIONS) == timed for dimension in self.per]
        labels = list(compress(self._labels, own))
        return [
            tuple(names[code] for names, code in zip(labels, row, strict=True))
            for row in rows.tolist()
        ]

    def _parts(self, length: int, static: Codes, time: Codes) -> list[str]:
        statics, times = iter(static), iter(time)
        return [
            names[next(times if dimension in TIME_DIMENSIONS else statics)]
            for dimension, names in zip(self.per[:length], self._labels, strict=False)
        ]

    @cached_property
    def _labels(self) -> list[tuple[str, ...]]:
        """Names of the values of each dimension of ``per``."""
        return [self.dimensions.labels(dimension).names for dimension in self.per]


def groups(
    dimensions: Dimensions,
    routes: Routes,
    where: Selection,
    unless: Selection,
    per: Sequence[Dimension],
    named: Sequence[str] = (),
) -> Groups:
    """Sort routes and days into the groups of a rule.

    Parameters
    ----------
    named
        Keys of groups that are there even where no route is: those with a lower bound.
    """
    per = tuple(per)
    static_dimensions = [d for d in per if d not in TIME_DIMENSIONS]
    time_dimensions = [d for d in per if d in TIME_DIMENSIONS]
    mask = dimensions.picked(where, routes)
    if unless:
        mask &= ~dimensions.picked(unless, routes)
    columns = [dimensions.codes(dimension, routes) for dimension in static_dimensions]
    for column in columns:
        mask &= column >= 0
    chosen = (
        np.stack([column[mask] for column in columns], axis=1)
        if columns
        else np.zeros((int(mask.sum()), 0), dtype=np.int32)
    )
    extra = _named(dimensions, per, static_dimensions, named, where)
    static, inverse = _distinct(np.concatenate([chosen, extra]).astype(np.int32))
    of_route = np.full(len(routes), -1, dtype=np.int32)
    of_route[mask] = inverse[: len(chosen)]
    days = dimensions.days(where)
    day_columns = [dimensions.day_codes(dimension)[days] for dimension in time_dimensions]
    moments = (
        np.stack(day_columns, axis=1)
        if day_columns
        else np.zeros((int(days.sum()), 0), dtype=np.int32)
    )
    time, when = _distinct(moments)
    of_day = np.full(len(days), -1, dtype=np.int32)
    of_day[days] = when
    return Groups(per, static, time, of_route, of_day, dimensions)


def _named(
    dimensions: Dimensions,
    per: Sequence[Dimension],
    static: Sequence[Dimension],
    named: Sequence[str],
    where: Selection,
) -> NDArray[np.int32]:
    """Static groups that a lower bound names, or all of whose values ``where`` names."""
    rows: list[list[int]] = []
    if not named:
        return np.zeros((0, len(static)), dtype=np.int32)
    wanted: set[tuple[str, ...]] = set()
    for key in named:
        parts = dict(zip(per, key.split(GROUP_SEPARATOR) if key else [], strict=False))
        if all(dimension in parts for dimension in static):
            wanted.add(tuple(parts[dimension] for dimension in static))
    if "" in named and all(dimension in where.by for dimension in static):
        wanted.update(product(*(where.by[dimension] for dimension in static)))
    for values in sorted(wanted):
        codes = [
            dimensions.labels(dimension).number.get(value, -1)
            for dimension, value in zip(static, values, strict=True)
        ]
        if min(codes, default=0) >= 0:
            rows.append(codes)
    return np.array(rows, dtype=np.int32).reshape(len(rows), len(static))


def _distinct(rows: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
    """Distinct rows in order, and which of them each row is; no columns make one group."""
    if rows.shape[1] == 0:
        return np.zeros((1, 0), dtype=np.int32), np.zeros(len(rows), dtype=np.intp)
    if rows.shape[1] == 1:
        values, inverse = np.unique(rows[:, 0], return_inverse=True)
        return values.reshape(-1, 1), inverse
    distinct, inverse = np.unique(rows, axis=0, return_inverse=True)
    return distinct, inverse.reshape(-1)


def _length(key: str) -> int:
    return key.count(GROUP_SEPARATOR) + 1 if key else 0
