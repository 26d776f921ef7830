"""The ledger: what has been decided and proven so far, goal by goal."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.solve.allocation import Proof, RowPrice
from mizalla.solve.frame import Frame
from mizalla.solve.model import Model, Stage
from mizalla.solve.search import Search
from mizalla.solve.standing import Standing
from mizalla.solve.warm import Trail
from mizalla.solve.why import Why

Figures = NDArray[np.float64]


HAIR = 9e-4
"""Share of the lowest level that making parcels whole may take, of a large problem."""
FEW = 2e-3
"""Share of its parcels that a demand above the lowest level may lose before it counts."""


@dataclass(frozen=True)
class Progress:
    """A line of progress."""

    stage: str
    """Goal being worked on."""
    detail: str
    """Where it stands."""
    value: float | None = None
    """What the goal has come to; None: not known yet."""
    bound: float | None = None
    """What is proven of it; None: nothing yet."""


@dataclass
class Ledger:
    """Bounds on what demands are served, and proofs, as goal after goal is met."""

    problem: Problem
    model: Model
    """Lanes day by day."""
    progress: Callable[[Progress], None]
    least: Figures
    """Parcels that each demand must be served."""
    most: Figures
    """Parcels that it may be served."""
    level_bound: Figures
    """Proven most for the level of each demand."""
    summed: Model | None = None
    """Lanes with days summed into cells, where these tell what single ones allow: a relaxation."""
    cheapest: Standing | None = None
    """Where days summed ended, levels being led by costs: the cost of targets is least near it."""
    large: bool = False
    """Whether the problem is too large to hold every lane."""
    given_away: bool = False
    """Whether demands may get less than levels allow: the cheapest plan is another then."""
    by_day: bool = False
    """Whether the model day by day holds the lanes that levels were found with."""
    proofs: list[Proof] = field(default_factory=list)
    prices: list[RowPrice] = field(default_factory=list)
    why: Why | None = None
    """The rounds of leximin, where coverage was the first goal."""
    trail: Trail = field(default_factory=Trail)
    """Where models begin, and where they ended."""

    @property
    def spare(self) -> Figures | None:
        """Whole parcels that each demand may lose without opening a gap of the lowest level.

        None where every lane is held: then nothing must be lost for want of lanes.
        """
        if not self.large:
            return None
        lowest = (1 - HAIR) * float(self.level_bound.min(initial=np.inf))
        spare = np.floor(self.least - lowest * self.weight + 1e-9)
        return np.clip(spare, 0, np.ceil(FEW * self.least))

    @property
    def weight(self) -> Figures:
        """Parcels that one level is worth, per demand."""
        return self.problem.demands.needed * self.problem.demands.priority

    @property
    def search(self) -> Search:
        """The time that is left, and what there is to finish with."""
        return self.model.search

    def tell(self, stage: str) -> Callable[[str], None]:
        """Give a function that reports progress within a stage, with how far its goal is."""
        return lambda detail: self.progress(
            Progress(stage, detail, *self.search.reached.get(stage, (None, None)))
        )

    def stage(self, counted: Figures | None = None, model: Model | None = None) -> Stage:
        """Give a stage without an objective that holds all that is decided.

        Parameters
        ----------
        counted
            Parcels of each demand that may count for its due days; None: as many as it may get.
        model
            Model that the stage is for; None: the one day by day.
        """
        frame = (model or self.model).frame
        low, high = frame.bounds()
        demands = len(self.least)
        low[:demands], high[:demands] = self.least, self.most
        parts = frame.parts
        if parts is not None:
            most = self.most if counted is None else counted
            high[parts.cap_row] = self._part_caps(most)[parts.part]
        return Stage(low, high)

    def _part_caps(self, most: Figures) -> Figures:
        """Parcels that count for each part: what is served counts for what is due first."""
        demands = self.problem.demands
        before = np.cumsum(demands.part_quantity) - demands.part_quantity
        first = np.searchsorted(demands.part_demand, np.arange(len(demands)))
        before -= before[first][demands.part_demand]
        return np.clip(most[demands.part_demand] - before, 0, demands.part_quantity)

    def price_rows(self, frame: Frame, goal: str, price: Figures) -> None:
        """Note the shadow prices of all limits; ``price`` is per row of a frame."""
        for place, block in enumerate(frame.blocks):
            own = price[block.start : block.start + block.count].reshape(block.low.shape)
            if not own.any():
                continue
            of_day = block.limit.groups.of_day
            table = np.zeros(block.limit.groups.shape)
            counted = (of_day >= 0) & (block.time[frame.grid.cell] >= 0)
            if block.limit.cumulative:
                counted &= np.isin(np.arange(len(of_day)), frame.grid.last())
            table[:, of_day[counted]] = own[:, block.time[frame.grid.cell[counted]]]
            self.prices.append(RowPrice(place, goal, table))
