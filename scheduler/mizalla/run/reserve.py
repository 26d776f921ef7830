"""What is kept back of a time limit for what comes after the search."""

from dataclasses import dataclass

from mizalla.budget import Budget
from mizalla.build import Problem

BEFORE = 0.3
"""Time that anything takes, s."""
DEAL, TABLES, CHECKS, STORE, ACCOUNT = 3.0, 3.0, 5.0, 1.5, 6.0
"""Time for whole parcels, for a plan's tables, to verify, to store and to account for it, s for
each million lanes: as measured on a campaign of two million lanes, rounded up."""
PER_TRIP_DAY = 4e-3
"""Time for the trips of one fleet on one day, s."""
MOST = 0.65
"""Share of the time that is left which is kept back at most."""


@dataclass(frozen=True)
class Reserve:
    """Time that what follows a search takes, by the size of the problem."""

    problem: Problem
    drives: bool
    """Whether trips are looked for."""

    def for_search(self, budget: Budget) -> Budget:
        """Give what of a budget may be searched in."""
        fleets, days = len(self.problem.index.fleets), len(self.problem.index.days)
        trips = PER_TRIP_DAY * fleets * days if self.drives else 0.0
        kept = BEFORE + self._lanes(DEAL + TABLES + CHECKS + STORE) + trips
        return budget.less(min(kept, MOST * budget.left)) if budget.left < float("inf") else budget

    def for_trips(self, budget: Budget) -> Budget:
        """Give what of a budget trips may be looked for in."""
        kept = self._lanes(CHECKS + STORE)
        return budget.less(min(kept, MOST * budget.left)) if budget.left < float("inf") else budget

    def has_for_account(self, budget: Budget) -> bool:
        """Say whether there is time to account for a plan, and any use in it."""
        if budget.was_cut or budget.interrupted:
            return False
        return budget.left > self._lanes(ACCOUNT + STORE)

    def _lanes(self, per_million: float) -> float:
        return per_million * self.problem.lanes / 1e6
