"""Leximin: the worst-off first, then the next, until nobody can be raised any more.

The levels are found from above. Cuts say what no plan can pass; the leximin levels that they and
the villages' own limits leave open are found without a solver (`filling`). One linear program then
finds by how much these levels can't be had at once, and its duals are new cuts, one for each
bottleneck (`parts`). When nothing is short any more, the levels are the leximin optimum of a
problem that allows more than the real one, and can be had in the real one: so they are its own.
The last cut of each bottleneck proves the levels: any plan that gave one of those whom it counts
more would give another less (Ogryczak, Pióro and Tomaszewski, "Telecommunications network design
and max-min optimization problem", 2005; the cuts are those of Benders).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.afford import afford
from mizalla.solve.alone import alone
from mizalla.solve.attain import Attainment
from mizalla.solve.cut import Cut
from mizalla.solve.filling import Filled, Stop, fill, whole_level
from mizalla.solve.model import Answer, Model
from mizalla.solve.parts import Parts
from mizalla.solve.supplies import supplies

Figures = NDArray[np.float64]
PRICED = 1e-9
"""Price of a level from which on it holds a demand down."""
SNAP = 1e-6
"""Parcels within which a number of parcels is whole."""
SHORT = 1e-9
"""Share of a level that may be short of it for it to be had: last digits of linear programs."""
PROGRAMS = 400
"""Most programs; what is still short after them shows as the distance of levels and bounds."""
EXACT = 1e-8
"""Share of what is settled that a solver's last digits may take away."""


@dataclass(frozen=True)
class Profile:
    """The leximin levels.

    Attributes
    ----------
    level
        Level of each demand; shape (demands,).
    bound
        Proven most for the level of each demand, given those below it.
    served
        Parcels of each demand.
    stages
        For each bottleneck, from the lowest level up: the level, who was settled at it, and what
        the rows are worth.
    answer
        Lanes that reach the levels.
    """

    level: Figures
    bound: Figures
    served: Figures
    stages: tuple["Settled", ...]
    answer: Answer


@dataclass(frozen=True)
class Settled:
    """One bottleneck of leximin."""

    level: float
    demands: NDArray[np.intp]
    price: Figures
    """Worth of one parcel of service to each demand, in levels."""
    row_price: Figures
    """Worth of one more unit of each row's bound of the frame, in levels."""

    def whole(self, weight: Figures) -> Figures:
        """Give the highest level in whole parcels that the prices leave open, as parcels.

        Serving everyone a level takes their parcels rounded up; what that comes to at the prices
        can't be more than the level of parts of parcels comes to.
        """
        held = np.flatnonzero(self.price * weight > PRICED)
        low = whole_level(self.price[held], weight[held], self.level)
        parcels: Figures = np.ceil(low * weight - SNAP)
        return parcels


def leximin(
    model: Model, weight: Figures, tell: Callable[[str], None], *, whole: bool = False
) -> Profile:
    """Find the leximin levels of all demands over all lanes.

    Parameters
    ----------
    weight
        Parcels that one level is worth, per demand: need × priority.
    tell
        Called with a line of progress before each program.
    whole
        Whether who is settled gets whole parcels at once, so that what rounding leaves over raises
        the next levels. They can be far above those of parts of parcels: a parcel less for one who
        is hard to reach may be many for others.
    """
    caps, parts, attainment = alone(model.frame.problem), Parts(model), Attainment(model, weight)
    cuts = supplies(parts, weight)
    asked: Figures | None = None
    for programs in range(PROGRAMS):
        filled = fill(cuts, caps, weight, whole=whole)
        if asked is not None and (filled.given >= asked * (1 - SHORT)).all():
            break  # nothing new was learnt
        asked = filled.given
        attained = attainment.nearest(asked * (1 - SHORT))
        short = attained.short > SHORT * np.maximum(asked, weight)
        if not whole:
            lowest = float(((asked - attained.short) / weight).min(initial=np.inf))
            model.search.goal("coverage", lowest, float(filled.level.min(initial=np.inf)))
        tell(f"program {programs + 1}: {int(short.sum())} of {len(weight)} short")
        if not short.any():
            break
        cuts += parts.cuts(attained.stage, attained.answer.dual)
    got = np.maximum(filled.given - attained.short, 0)
    if whole:
        everyone = np.ones(len(weight), dtype=bool)
        got = np.floor(filled.given + SNAP)
        got = afford(model, got, everyone) if attained.short.any() else got
    level = filled.level if whole else np.where(short, got / weight, filled.level)
    stages = tuple(_settled(stop, filled, cuts, weight, model.frame.rows) for stop in filled.stops)
    return Profile(level, filled.level, got, stages, attained.answer)


def _settled(stop: Stop, filled: Filled, cuts: list[Cut], weight: Figures, rows: int) -> Settled:
    """Say what a bottleneck's rows are worth: one unit more lifts those it holds together."""
    price, row_price = np.zeros(len(weight)), np.zeros(rows)
    if stop.cut >= 0:
        cut = cuts[stop.cut]
        counted = np.zeros(len(weight))
        counted[cut.demand] = cut.price
        held = stop.demands[filled.level[stop.demands] == stop.level]
        per_level = float(counted[held] @ weight[held])
        price = counted / per_level
        row_price[cut.row] = cut.dual / per_level
        row_price[: len(weight)] -= price
    return Settled(stop.level, stop.demands, price, row_price)
