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

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.alone import alone
from mizalla.solve.attain import SHORT, Attainment
from mizalla.solve.cut import Cut
from mizalla.solve.filling import Filled, Stop, fill
from mizalla.solve.model import Answer, Model
from mizalla.solve.pace import Pace
from mizalla.solve.parts import Parts
from mizalla.solve.supplies import supplies

Figures = NDArray[np.float64]
PRICED = 1e-9
"""Price of a level from which on it holds a demand down."""
PROGRAMS = 400
"""Most programs."""
MANY = 16
"""Programs from which on finer grids are told of shortage alone: costs lead their lanes astray."""
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
        Lanes that reach the levels; of summed days cheap ones, for finer grids to begin with.
    cuts
        All that was learnt on the way.
    """

    level: Figures
    bound: Figures
    served: Figures
    stages: tuple["Settled", ...]
    answer: Answer
    cuts: tuple[Cut, ...]
    apart: bool
    """Whether bases of costs say nothing of shortage alone; see `attain`."""


@dataclass(frozen=True)
class Settled:
    """One bottleneck of leximin."""

    level: float
    demands: NDArray[np.intp]
    price: Figures
    """Worth of one parcel of service to each demand, in levels."""
    row_price: Figures
    """Worth of one more unit of each row's bound of the frame, in levels."""


def leximin(
    model: Model,
    weight: Figures,
    tell: Callable[[str], None],
    *,
    known: Sequence[Cut] = (),
    programs: int = PROGRAMS,
    apart: bool = False,
) -> Profile:
    """Find the leximin levels of all demands over all lanes.

    Parameters
    ----------
    weight
        Parcels that one level is worth, per demand: need × priority.
    tell
        Called with a line of progress before each program.
    known
        Cuts of the model's rows that are known to hold.
    programs
        Most programs; what is still short after them shows as the distance of levels and bounds.
    apart
        As in `attain`, where it is known from a similar model.
    """
    caps, parts, attainment = (
        alone(model.frame.problem),
        Parts(model),
        Attainment(model, weight, apart=apart),
    )
    cuts = list(known) or supplies(parts, weight)
    pace = Pace(weight, PROGRAMS if model.complete else 1)
    for number in range(programs):
        filled = fill(cuts, caps, weight)
        more = pace.ask(filled)
        if more is None:
            break  # nothing new was learnt
        asked = more
        attained = attainment.nearest(asked * (1 - SHORT))
        lowest = float(((asked - attained.short) / weight).min(initial=np.inf))
        model.search.goal("coverage", lowest, float(filled.level.min(initial=np.inf)))
        short = attainment.missed(attained.answer, asked)
        tell(f"program {number + 1}: {int(short.sum())} of {len(weight)} short")
        if pace.ends(bool(short.any())):
            break
        if short.any():
            cuts += parts.cuts(attained.stage, attained.answer.dual)
    daily = model.frame.grid.daily
    answer = attained.answer if daily else attainment.cheapest(attained, asked)
    model.standing = attainment.standing
    got = np.maximum(np.minimum(asked, filled.given) - attained.short, 0)
    level = np.where(short | (asked < filled.given), got / weight, filled.level)
    stages = tuple(_settled(stop, filled, cuts, weight, model.frame.rows) for stop in filled.stops)
    apart = attainment.apart or number >= MANY
    return Profile(level, filled.level, got, stages, answer, tuple(cuts), apart)


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
