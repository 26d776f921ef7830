"""The allocation: whole parcels on lanes, with what was proven about each goal."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.solve.warm import Trail
from mizalla.solve.why import Why

Figures = NDArray[np.float64]


@dataclass(frozen=True)
class Proof:
    """What was proven of one goal."""

    goal: str
    """coverage, served, lateness or cost."""
    bound: float
    """No plan of the full problem that keeps the earlier goals does better."""
    tolerance: float
    """Share of its best that later goals may give away."""


@dataclass(frozen=True)
class RowPrice:
    """Shadow prices of the rows of one limit in one goal; shape (groups, groups of days)."""

    limit: int
    """Place of the limit in the problem's limits."""
    goal: str
    price: Figures
    """Change of the goal's value for one more unit of the bound."""


@dataclass(frozen=True)
class Allocation:
    """Whole parcels by route and day, sorted by both."""

    route: NDArray[np.int64]
    day: NDArray[np.int64]
    quantity: NDArray[np.int64]
    bought: tuple[tuple[int, int, int], ...]
    """Row of the problem's stock, day and parcels of what is bought although own parcels may lie
    there: they have to stay."""
    level_bound: Figures
    """Proven most for the level of each demand; shape (demands,)."""
    proofs: tuple[Proof, ...]
    prices: tuple[RowPrice, ...]
    """Shadow prices, earlier goals first."""
    lanes_possible: int
    lanes_held: int
    solver: dict[str, str]
    """Solver and version of each part."""
    why: Why | None = None
    """The rounds of leximin, for whoever accounts for the plan; None where there were none."""
    left: Problem | None = None
    """What the plan's choices leave of a problem with rules of all or nothing, as a problem without
    any; None where there are none."""
    trail: Trail = field(default_factory=Trail)
    """Where models ended, for runs on similar problems to begin from."""
    stopped: bool = False
    """Whether the search for it, or for its proofs, was stopped."""
