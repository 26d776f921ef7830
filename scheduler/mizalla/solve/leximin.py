"""Leximin: the worst-off first, then the next, until nobody can be raised any more.

Each round raises all demands that are still open to the highest common level, by one linear
program or a few; the demands whose dual is not zero hold that level down, so they stay there: any
plan that gave one of them more would give another of them less (Ogryczak, Pióro and Tomaszewski,
"Telecommunications network design and max-min optimization problem", 2005). Demands that their
own village holds down are set to what they can reach alone without a program of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.afford import afford
from mizalla.solve.alone import alone
from mizalla.solve.level import Raised, attain, raise_level
from mizalla.solve.model import Answer, Model
from mizalla_models.errors import MizallaError

Figures = NDArray[np.float64]
Mask = NDArray[np.bool_]
SAME = 1e-7
"""Levels closer than this, as a share of their size, are one."""
PRICED = 1e-9
"""Price of a level from which on it holds a demand down."""
SNAP = 1e-6
RESERVE = 3e-4
"""Share of what a level in whole parcels comes to that is left for making lanes whole."""
REACHED = 1e-6
"""Share of what is owed that may be missing for it to count as reached: what a linear program's
tolerances add up to over rows of a million parcels."""
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
        For each round: the level, who was settled at it, and the duals of the rows.
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
    """One round of leximin."""

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
        price, own = self.price[held], weight[held]
        worth = float(price @ own) * self.level * (1 - RESERVE)
        low, high = 0.0, self.level
        for _ in range(60):
            middle = (low + high) / 2
            fits = price @ np.ceil(middle * own - SNAP) <= worth * (1 + SAME)
            low, high = (middle, high) if fits else (low, middle)
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
        Called with a line of progress before each round.
    whole
        Whether who is settled gets whole parcels at once, so that what rounding leaves over raises
        the next levels. They can be far above those of parts of parcels: a parcel less for one who
        is hard to reach may be many for others.
    """
    problem = model.frame.problem
    caps = alone(problem)
    count = len(problem.demands)
    rising = np.ones(count, dtype=bool)
    level, bound = np.zeros(count), np.zeros(count)
    stages: list[Settled] = []
    target = np.zeros(count)
    answer: Answer | None = None
    guess = _guess(model, weight)
    while rising.any():
        tell(f"round {len(stages) + 1}, {count - int(rising.sum())} of {count} settled")
        given = target if whole else _kept(level * weight, answer)
        own = caps.levels(weight, rising, given)
        raised, by_itself = _round(model, own, weight, rising, given, guess)
        answer = raised.answer
        level[by_itself], bound[by_itself] = own[by_itself], own[by_itself]
        held = rising & ~by_itself & (raised.price * weight > PRICED)
        level[held], bound[held] = raised.level, max(raised.bound, raised.level)
        settled = by_itself | held
        if not settled.any():
            raise MizallaError("Leximin came to a stand.", mend="Please report the scenario.")
        stages.append(
            Settled(raised.level, np.flatnonzero(settled), raised.price, raised.row_price)
        )
        rising &= ~settled
        if whole:
            owed = np.where(held, stages[-1].whole(weight), np.floor(level * weight + SNAP))
            low = np.where(rising, raised.level * (1 - SAME) * weight, target)
            target[settled] = afford(model, np.where(settled, owed, low), settled)[settled]
        guess = min(raised.level, float(own.max()))
    assert answer is not None
    return Profile(level, bound, target if whole else level * weight, tuple(stages), answer)


def _kept(owed: Figures, answer: Answer | None) -> Figures:
    """Parcels that settled demands are owed: their levels, less the last digits of the answer.

    Later levels can hang on a thousandth of a parcel of an earlier one, so what is owed is just
    what the last answer gives, and the next program has that answer to start from.
    """
    return owed if answer is None else np.minimum(owed, answer.served)


def _round(
    model: Model, own: Figures, weight: Figures, rising: Mask, given: Figures, guess: float
) -> tuple[Raised, Mask]:
    """Find the next level: the highest t with everyone at t, or at their own limit if that is less.

    Who is stopped by their own village below t is not known before t is. A threshold on own
    limits *fits* if all below it can have what they reach alone while the rest stay above it; the
    level found for the highest threshold that fits is the next one. Any level found tells of
    lower thresholds that fit, so few are tried.

    Parameters
    ----------
    given
        Parcels that settled demands are owed.

    Returns
    -------
    tuple of Raised and mask
        The level, and who stops at their own limit below it.
    """
    steps = np.unique(own[rising])
    low, high = -1, len(steps)
    place = _below(steps, guess)
    tried: dict[int, tuple[Raised, Mask]] = {}
    while True:
        threshold = steps[place] * (1 + SAME) if place >= 0 else -np.inf
        aside = rising & (own <= threshold)
        raised = _raise(model, weight, rising & ~aside, np.where(aside, own * weight, given))
        reached = -1 if raised is None else _below(steps, raised.level)
        if raised is not None and reached >= place:
            tried[place] = raised, aside
            if reached == place:
                return tried[place]
        elif place < 0:
            raise MizallaError("Leximin lost its footing.", mend="Please report the scenario.")
        else:
            high = place
        low = max(low, min(reached, high - 1), *(tried or (-1,)))
        if low in tried and high == low + 1:
            return tried[low]
        place = low if low not in tried else (low + high) // 2


def _below(steps: Figures, level: float) -> int:
    """Place of the highest step that is not above a level; -1 where all are."""
    return int(np.searchsorted(steps, level * (1 + SAME), side="right")) - 1


def _raise(model: Model, weight: Figures, rising: Mask, owed: Figures) -> Raised | None:
    """Raise a level over all lanes; None where what is owed can't be had by any lanes."""
    if not rising.any():
        paid = attain(model, owed)
        whole = paid.level >= 1 - REACHED
        nothing = np.zeros(len(weight))
        return replace(paid, level=np.inf, bound=np.inf, price=nothing) if whole else None
    most = float((model.frame.problem.demands.needed / weight)[rising].max())
    raised = raise_level(model, weight, rising, owed, most=most)
    if raised is None:
        share = attain(model, owed).level
        if share >= 1 - REACHED:
            raised = raise_level(model, weight, rising, owed * share * (1 - SAME), most=most)
    return raised


def _guess(model: Model, weight: Figures) -> float:
    """First guess of a level: all stock over all needs, of the scarcest parcel."""
    problem = model.frame.problem
    demands, stock = problem.demands, problem.stock
    parcels = len(problem.index.parcels)
    wanted = np.bincount(demands.parcel, weights=weight, minlength=parcels)
    held = np.bincount(problem.kinds.parcel[stock.kind], weights=stock.quantity, minlength=parcels)
    return float((held[wanted > 0] / wanted[wanted > 0]).min(initial=1.0)) * 0.98
