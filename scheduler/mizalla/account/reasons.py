"""The rounds of leximin that a plan is accounted for by."""

from mizalla.solve import Allocation
from mizalla.solve.why import Why, why


def rounds_of(allocation: Allocation, *, seed: int = 0) -> Why | None:
    """Give the rounds that decided an allocation; None where coverage was not the first goal.

    Rules of all or nothing make steps, and a step has no price. With them the rounds are those of
    what the plan's choices leave: who is open stays open, and carries what it must.

    Parameters
    ----------
    allocation
        The allocation.
    seed
        Seed of the solver.
    """
    if allocation.left is None or allocation.why is None:
        return allocation.why
    return why(allocation.left, seed=seed)
