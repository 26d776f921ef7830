"""A search: the time it may take, and the best that it has come to."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mizalla.budget import Budget

if TYPE_CHECKING:
    from mizalla.solve.frame import Frame, Lanes

Figures = NDArray[np.float64]
AS_GOOD = 0.999
"""Share of the most parcels seen that a later flow must serve to take the place of an earlier."""


@dataclass(frozen=True)
class Flow:
    """Parcels on lanes, in parts of parcels: a plan on a grid of days, if not the best one."""

    frame: "Frame"
    lanes: "Lanes"
    parcels: Figures
    served: float
    """Parcels served in all."""


@dataclass
class Search:
    """The time that a search may take, and what there is to finish with when that is over."""

    budget: Budget | None = None
    """None: all the time that it needs."""
    flow: Flow | None = None
    """The best seen: later ones are meant for later goals, so they count as better."""
    asked: Figures | None = None
    """Parcels of each demand that were last asked for; none of them is known to be had."""
    proving: bool = True
    """Whether what is proven holds for the problem itself, and not for a narrower one."""
    reached: dict[str, tuple[float | None, float | None]] = field(default_factory=dict)
    """Value and proven bound of each goal, as far as they are known."""

    def note(self, frame: "Frame", lanes: "Lanes", parcels: Figures) -> None:
        """Note parcels on the lanes of a frame."""
        serves = frame.problem.routes.demand[lanes.route] >= 0
        served = float(parcels[serves].sum())
        if self.flow is None or served >= AS_GOOD * self.flow.served:
            most = served if self.flow is None else max(served, self.flow.served)
            self.flow = Flow(frame, lanes, parcels, most)

    def goal(self, name: str, value: float | None, bound: float | None) -> None:
        """Note how far a goal is: its value, and what is proven of it; None: not known yet."""
        before = self.reached.get(name, (None, None))
        self.reached[name] = (
            before[0] if value is None else value,
            before[1] if bound is None or not self.proving else bound,
        )
