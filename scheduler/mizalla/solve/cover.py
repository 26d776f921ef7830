"""Coverage: leximin levels, as whole parcels, then the most parcels within them."""

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.allocation import Proof
from mizalla.solve.conflict import require_feasible
from mizalla.solve.frame import Frame
from mizalla.solve.grid import coarse
from mizalla.solve.ledger import Ledger
from mizalla.solve.level import attain
from mizalla.solve.leximin import Profile, leximin
from mizalla.solve.model import Answer, Model, Stage
from mizalla.solve.start import nearest
from mizalla.solve.targets import whole_targets

Figures = NDArray[np.float64]
FIRST_REACH = 3
"""Nearest warehouses per point that the first model holds; more come in by their prices."""
WHOLE = 1e-6
"""Share of levels that may be missing day by day for them to count as reached."""


def cover(ledger: Ledger, tolerance: float, *, summed: bool) -> None:
    """Decide what each demand is served.

    Parameters
    ----------
    tolerance
        Share of it that later goals may give away again.
    summed
        Whether levels are found on days summed into cells first, and then spread over the days.
    """
    tell, weight = ledger.tell("coverage"), ledger.weight
    profile = _summed(ledger) if summed else None
    if profile is None:
        require_feasible(ledger.model)
        profile = leximin(ledger.model, weight, tell)
        _note(ledger, ledger.model.frame, profile)
    needed = ledger.problem.demands.needed
    served = np.minimum(profile.level * weight, needed)
    tell("whole parcels")
    target = whole_targets(ledger.model, served, weight)
    ledger.level_bound = np.minimum(profile.bound, needed / weight)
    ledger.proofs.append(
        Proof(
            "coverage", float(ledger.level_bound.min(initial=1.0)), np.zeros(len(needed)), tolerance
        )
    )
    ledger.least, ledger.most = target, needed
    ledger.proofs.append(Proof("served", *_most_served(ledger), tolerance))
    ledger.least = np.floor(target * (1 - tolerance) + 1e-9)
    ledger.most = needed.copy() if tolerance else target


def _summed(ledger: Ledger) -> Profile | None:
    """Find the levels on summed days; None where they can't be reached day by day."""
    problem, tell = ledger.problem, ledger.tell("coverage")
    grid = coarse(problem)
    if grid.daily:
        return None
    frame = Frame(problem, grid)
    model = Model(frame, nearest(problem, frame, FIRST_REACH), seed=ledger.model.seed)
    require_feasible(model)
    profile = leximin(model, ledger.weight, tell)
    _spread(model, profile.answer, ledger.model)
    require_feasible(ledger.model)
    tell("day by day")
    reached = attain(
        ledger.model, np.minimum(profile.level * ledger.weight, problem.demands.needed)
    )
    if reached.level < 1 - WHOLE:
        return None
    _note(ledger, frame, profile)
    return profile


def _spread(source: Model, answer: Answer, target: Model) -> None:
    """Take the routes that summed days use into a model day by day."""
    used = np.unique(source.lanes.route[answer.lanes > 1e-6])
    opened = target.frame.open[target.frame.problem.routes.pattern[used]]
    row, cell = np.nonzero(opened)
    target.hold(used[row], cell.astype(np.int64))


def _note(ledger: Ledger, frame: Frame, profile: Profile) -> None:
    """Note the first price that any round gave each row."""
    price = np.zeros(frame.rows)
    for settled in profile.stages:
        price = np.where(price == 0, settled.row_price, price)
    ledger.price_rows(frame, "coverage", price)


def _most_served(ledger: Ledger) -> tuple[float, Figures]:
    """Prove how many parcels can be served at most while each demand gets its target.

    Returns
    -------
    tuple of float and array
        The bound, and what it changes for one parcel more that a demand must be served.
    """
    needed = ledger.problem.demands.needed
    nothing = np.zeros(len(needed))
    if ledger.least.sum() >= needed.sum():
        return float(needed.sum()), nothing
    stage, frame = ledger.stage(), ledger.model.frame
    rewarded = np.append(-np.ones(len(needed)), 0.0)
    demand = ledger.problem.routes.demand

    def reward(chunk: slice) -> Figures:
        return np.repeat(rewarded[demand[chunk]][:, None], len(frame.grid), axis=1)

    answer = ledger.model.optimum(Stage(stage.row_low, stage.row_high, reward))
    if answer is None:
        return float(needed.sum()), nothing
    bound = -answer.objective + float(answer.slack @ ledger.most)
    worth = -np.maximum(answer.dual[: len(needed)], 0)
    return max(bound, float(ledger.least.sum())), worth
