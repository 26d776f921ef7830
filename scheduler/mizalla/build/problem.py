"""The problem: scenario and rules as arrays, every lane of the full model included."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.build.choice import Choice
from mizalla.build.costs import Costs
from mizalla.build.demand import Demands
from mizalla.build.index import Index
from mizalla.build.limit import LimitRows
from mizalla.build.route import Routes
from mizalla.build.stock import Stock
from mizalla.build.supply import Kinds
from mizalla_models.rule import ProvidedRule


@dataclass(frozen=True)
class Problem:
    """What the solver gets. A lane is a route on one of the days of its pattern."""

    index: Index
    kinds: Kinds
    demands: Demands
    stock: Stock
    routes: Routes
    patterns: NDArray[np.bool_]
    """Sets of days that routes refer to; shape (patterns, days)."""
    state_of_day: NDArray[np.int32]
    """Road state of each day."""
    transport: NDArray[np.float64]
    """Transport cost of one parcel, charges apart; shape (states, routes)."""
    charges: NDArray[np.float64]
    """Charges and rebates on one parcel that hold on every day; shape (states, routes)."""
    charged_days: tuple[tuple[NDArray[np.float64], NDArray[np.bool_]], ...]
    """Charges that hold on some days only: cost of one parcel, shape (states, routes), and days."""
    limits: tuple[LimitRows, ...]
    """Every limit, in the order of rules."""
    choices: tuple[Choice, ...]
    """Every rule of all or nothing, in the order of rules."""
    supplies: tuple[ProvidedRule, ...]
    """The Supply rules, in the index's order: who gave each row of stock."""
    goals: tuple[tuple[str, float], ...]
    """Goals in order, each with its tolerance."""
    gap_cap: float
    """Most that the coverages of two districts may differ by, where that is a goal; 1: any."""
    reach: int
    """Nearest warehouses per point that the solver starts from."""
    costs: Costs
    """Figures of routes beyond those above."""

    @property
    def lanes(self) -> int:
        """Number of lanes of the full problem."""
        return int(self.patterns.sum(axis=1)[self.routes.pattern].sum())
