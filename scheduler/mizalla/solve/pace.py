"""Pace: how much of the levels that are still open one program is asked for.

Asking for all of them at once tells of every bottleneck at once, but where a new cut moves many
levels far, most of them move back with the next: each time the simplex method follows them there
and back. Then they are asked for from below, bottleneck by bottleneck, everybody above it no more
than its own level.
"""

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.filling import Filled

Figures = NDArray[np.float64]
SWING = 2e-3
"""Share of all parcels by which what is asked may change for everything to be asked at once."""
SAME = 1e-9
"""Share of a level within which two are one."""
AT_ONCE = 8
"""One in so many of the bottlenecks left is asked for at once, as long as nothing is short."""


class Pace:
    """What is asked for next.

    Parameters
    ----------
    weight
        Parcels that one level is worth, per demand.
    free
        Programs that ask for everything, however far it is from what was asked before.
    """

    def __init__(self, weight: Figures, free: int) -> None:
        self._weight, self._free = weight, free
        self._asked: Figures | None = None
        self._confirmed = 0.0
        self._top = np.inf
        self._stops = 1
        self._short = self._all = False

    def ask(self, filled: Filled) -> Figures | None:
        """Give the parcels to ask for; None where they are those that were short just now."""
        asked, self._top = self._next(filled)
        if self._short and self._same(asked):
            # Cuts tell nothing more: everything once, for what can be had.
            if self._all:
                return None
            asked, self._top = filled.given, np.inf
        self._all = bool((asked >= filled.given).all())
        self._free -= 1
        self._asked = asked
        return asked

    def ends(self, short: bool) -> bool:
        """Say whether that was the last program, where its outcome is that something is short."""
        self._short = short
        if short:
            self._stops = 1
            return False
        self._confirmed = self._top
        self._stops *= 2
        return self._all

    def _same(self, asked: Figures) -> bool:
        if self._asked is None:
            return False
        return bool((np.abs(asked - self._asked) <= SAME * np.maximum(asked, 1.0)).all())

    def _next(self, filled: Filled) -> tuple[Figures, float]:
        if self._asked is None or self._free > 0:
            return filled.given, np.inf
        if np.abs(filled.given - self._asked).sum() <= SWING * self._asked.sum():
            return filled.given, np.inf
        levels = np.unique([stop.level for stop in filled.stops])
        levels = levels[levels > self._confirmed * (1 + SAME)]
        if not len(levels):
            return filled.given, np.inf
        most = max(1, len(levels) // AT_ONCE)
        self._stops = min(self._stops, most)
        top = float(levels[self._stops - 1])
        return np.minimum(filled.given, top * self._weight), top
