"""Warm starts: where the engine ended on one problem, for it to begin there on a similar one.

What carries over is the basis of the last program on each grid of days, by the names of lanes and
rows: which lanes are in use, and which rows hold. That never weakens a proof: it is where the
simplex method begins, and all lanes are priced and every goal is proven as ever. Where several
plans are equally good another one of them may be found. Where all that levels depend on is the
same, the levels carry over too, with what proves them (`covered`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.frame import Frame, Lanes
from mizalla.solve.names import Names, mixed, of_extras, of_routes, of_rows
from mizalla.solve.program import AT_LOWER, BASIC, Basis, Statuses
from mizalla.solve.standing import Standing

if TYPE_CHECKING:
    from mizalla.solve.covered import Kept, Noted

Sort = tuple[tuple[int, ...], bool]
"""What tells the models of one problem apart: the first days of the grid, and whether soft limits
and parts of demands are in it."""


@dataclass(frozen=True)
class Ended:
    """Where the last program of a model ended, by names."""

    basic: Names
    """Columns in the basis, lanes and extra ones, ascending."""
    held: Names
    """Rows that hold at one of their bounds, ascending."""
    status: Statuses
    """At which, for each of them."""
    more: Statuses
    """Columns of the stage's own, as they stood."""


@dataclass(frozen=True)
class Start:
    """Where the engine ended on a problem. It can be pickled, and knows nothing of the problem."""

    models: Mapping[Sort, Ended]
    covered: "Kept | None" = None
    """What coverage came to, where it was the first goal."""


@dataclass
class Trail:
    """What a run begins from, and where it has come to."""

    start: Start | None = None
    covered: "Noted | None" = None
    """What coverage came to, where it was the first goal."""
    _last: dict[Sort, tuple[Frame, Lanes, Basis]] = field(default_factory=dict)

    def note(self, frame: Frame, lanes: Lanes, basis: Basis) -> None:
        """Note where a program of a model ended."""
        self._last[_sort(frame)] = frame, lanes, basis

    def lanes(self, frame: Frame) -> Lanes | None:
        """Give the lanes that the same model of the earlier problem had in its basis."""
        known = self._known(frame)
        if known is None:
            return None
        route, cell = np.nonzero(frame.open[frame.problem.routes.pattern])
        names = mixed(of_routes(frame.problem)[route], frame.grid.first[cell])
        used = np.isin(names, known.basic)
        return Lanes(route[used].astype(np.int64), cell[used].astype(np.int64))

    def standing(self, frame: Frame, lanes: Lanes, keys: NDArray[np.int64]) -> Standing | None:
        """Give the basis of the same model of the earlier problem, on the lanes held now."""
        known = self._known(frame)
        if known is None:
            return None
        rows = of_rows(frame)
        columns = np.concatenate([_of_lanes(frame, lanes), of_extras(frame, rows)])
        status = np.where(np.isin(columns, known.basic), BASIC, AT_LOWER).astype(np.int8)
        holds = np.full(len(rows), BASIC, np.int8)
        place = np.minimum(np.searchsorted(known.held, rows), max(len(known.held) - 1, 0))
        if len(known.held):
            found = known.held[place] == rows
            holds[found] = known.status[place[found]]
        return Standing(keys, Basis(np.concatenate([status, known.more]), holds))

    def ended(self) -> Start:
        """Say where all models ended."""
        from mizalla.solve.covered import Kept

        covered = None if self.covered is None else Kept.of(self.covered)
        return Start({sort: _ended(*last) for sort, last in self._last.items()}, covered)

    def _known(self, frame: Frame) -> Ended | None:
        return None if self.start is None else self.start.models.get(_sort(frame))


def _sort(frame: Frame) -> Sort:
    return tuple(frame.grid.first.tolist()), frame.whole


def _of_lanes(frame: Frame, lanes: Lanes) -> Names:
    return mixed(of_routes(frame.problem)[lanes.route], frame.grid.first[lanes.cell])


def _ended(frame: Frame, lanes: Lanes, basis: Basis) -> Ended:
    rows = of_rows(frame)
    columns = np.concatenate([_of_lanes(frame, lanes), of_extras(frame, rows)])
    own = basis.columns[: len(columns)]
    holds = np.flatnonzero(basis.rows[: len(rows)] != BASIC)
    order = np.argsort(rows[holds])
    return Ended(
        basic=np.sort(columns[own == BASIC]),
        held=rows[holds][order],
        status=basis.rows[holds][order],
        more=basis.columns[len(columns) :],
    )
