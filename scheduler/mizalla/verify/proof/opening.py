"""Which lanes are left after all rules that forbid some."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mizalla.verify.proof.lanes import STORAGE
from mizalla.verify.proof.table import Columns, Table
from mizalla_models.rule import Forbid

Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]


class _Patterns:
    """Sets of days, numbered as they turn up."""

    def __init__(self, lanes: Columns) -> None:
        self.days, self._width = lanes.days.copy(), lanes.patterns.shape[1]
        self._rows = [row.copy() for row in lanes.patterns]
        self._number = {row.tobytes(): number for number, row in enumerate(self._rows)}

    def close(self, rows: NDArray[np.intp], days: Mask) -> None:
        """Close some lanes on some days."""
        if not len(rows) or not days.any():
            return
        own = self.days[rows]
        left = np.zeros(len(self._rows), dtype=np.int64)
        for number in np.flatnonzero(np.bincount(own, minlength=len(left))).tolist():
            left[number] = self._of(self._rows[number] & ~days)
        self.days[rows] = left[own]

    def _of(self, row: Mask) -> int:
        number = self._number.setdefault(row.tobytes(), len(self._rows))
        if number == len(self._rows):
            self._rows.append(row)
        return number

    def table(self) -> Mask:
        """All sets of days."""
        return np.array(self._rows, dtype=bool).reshape(len(self._rows), self._width)


def opened(table: Table, state_of_day: Codes) -> Columns:
    """Close what rules forbid, and leave out the lanes that are never open.

    Parameters
    ----------
    state_of_day
        State of the roads on each day.
    """
    patterns = _Patterns(table.lanes)
    for rule in table.facts.forbids.values():
        _close(table, rule, patterns, state_of_day)
    sets = patterns.table()
    lanes = replace(table.lanes, days=patterns.days, patterns=sets)
    ever: Mask = np.logical_or.reduce(sets, axis=1)
    return lanes.take(ever[patterns.days])


def _close(table: Table, rule: Forbid, patterns: _Patterns, state_of_day: Codes) -> None:
    rows, when = table.picked(rule.where), table.days(rule.where)
    rows = rows[table.lanes.movement[rows] != STORAGE]
    if not len(rows):
        return
    spared = np.zeros(len(rows), dtype=bool)
    spared_days = np.ones(len(when), dtype=bool)
    if rule.unless:
        spared = np.isin(rows, table.picked(rule.unless), assume_unique=True)
        spared_days = table.days(rule.unless)
    far = rule.minutes_over is not None or rule.km_over is not None
    for state in np.unique(state_of_day).tolist() if far else [-1]:
        over = np.ones(len(rows), dtype=bool)
        days = when
        if far:
            days = when & (state_of_day == state)
            for figures, most in (
                (table.lanes.minutes, rule.minutes_over),
                (table.lanes.km, rule.km_over),
            ):
                if most is not None:
                    over &= figures[state, rows] > most
        patterns.close(rows[over & ~spared], days)
        patterns.close(rows[over & spared], days & ~spared_days)
