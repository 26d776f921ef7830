"""Coverage: leximin levels, as whole parcels, then the most parcels within them."""

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.afford import afford, losses
from mizalla.solve.allocation import Proof
from mizalla.solve.alone import alone
from mizalla.solve.by_day import by_day
from mizalla.solve.filling import fill
from mizalla.solve.frame import Frame
from mizalla.solve.ledger import Ledger
from mizalla.solve.leximin import Profile, leximin
from mizalla.solve.model import Answer, Columns, Model, Stage
from mizalla.solve.start import on_summed_days
from mizalla.solve.targets import whole_targets
from mizalla.solve.why import Why

Figures = NDArray[np.float64]
SNAP = 1e-6
LEFT_OVER = 2e-4
"""Share of parcels that rounding may leave over before levels are found in whole parcels."""
OFF_THE_EDGE = 4e-4
"""Share of the most parcels that is not asked for: the last ones cost many times what others do,
and there is no room beside them to make lanes whole."""


def cover(ledger: Ledger, tolerance: float, *, summed: bool) -> None:
    """Decide what each demand is served.

    Parameters
    ----------
    tolerance
        Share of it that later goals may give away again.
    summed
        Whether levels are found on days summed into cells first.
    """
    tell, weight, needed = ledger.tell("coverage"), ledger.weight, ledger.problem.demands.needed
    model = _summed(ledger) if summed else ledger.model
    profile = leximin(model, weight, tell)
    ledger.cheapest = model.standing
    fine, exact = by_day(model, profile, weight, tell)
    if _far(profile, exact):
        model = fine  # summed days tell too little of single ones
    profile = exact
    _note(ledger, fine.frame, profile)
    if not fine.frame.goals:
        ledger.why = Why(fine, profile)
    ledger.level_bound = np.minimum(profile.bound, needed / weight)
    lowest = float(ledger.level_bound.min()) if len(needed) else 1.0
    ledger.proofs.append(Proof("coverage", lowest, tolerance))
    tell("whole parcels")
    ledger.most = needed
    ledger.large = fine is not ledger.model
    if not ledger.large:
        ledger.least = whole_targets(model, np.minimum(profile.served, needed), weight)
        bound, _ = most_served(ledger, model)
    else:
        ledger.summed = None if model is fine else model
        ledger.model = _to_plan_on(ledger, fine, profile)
        ledger.by_day = True
        bound = whole_levels(ledger, model, profile)
    target = ledger.least
    ledger.least = np.ceil(target * (1 - tolerance) - 1e-9)
    if tolerance > 0:  # less for some may be more in all
        bound, _ = most_served(ledger, model)
    ledger.proofs.append(Proof("served", bound, tolerance))
    ledger.most = needed.copy() if tolerance > 0 else target


def whole_levels(ledger: Ledger, model: Model, profile: Profile) -> float:
    """Set whole targets of a large problem; give the most parcels that could be served.

    Who is settled gets whole parcels at once, so that what rounding leaves over raises the next.
    """
    weight, needed = ledger.weight, ledger.problem.demands.needed
    filled = fill(profile.cuts, alone(ledger.problem), weight, whole=True)
    owed = np.minimum(np.floor(filled.given + SNAP), needed)
    lost = losses(model, owed, profile.served)
    ledger.least = afford(model, owed, lost)
    bound, answer = most_served(ledger, model, lost.shut())
    if answer is not None:
        more = np.maximum(np.floor(np.minimum(answer.served, needed) + SNAP) - ledger.least, 0)
        room = (1 - OFF_THE_EDGE) * bound - float(ledger.least.sum())
        share = np.clip(room / max(float(more.sum()), 1.0), 0, 1)
        ledger.least = ledger.least + np.floor(more * share)
    return bound


def _to_plan_on(ledger: Ledger, fine: Model, profile: Profile) -> Model:
    """Make the model for later goals, with all that levels need not know of.

    It begins where levels ended, unless that was far from what is cheap.
    """
    model = Model(
        ledger.model.frame, fine.lanes, seed=fine.seed, transfers=False, search=fine.search
    )
    if not profile.apart:
        model.go_on_from(fine)
    return model


def _summed(ledger: Ledger) -> Model:
    """Make a model of days summed into cells; the one day by day where nothing can be summed."""
    model = on_summed_days(
        ledger.problem, seed=ledger.model.seed, trail=ledger.trail, search=ledger.model.search
    )
    return ledger.model if model.frame.grid.daily else model


def _far(summed: Profile, exact: Profile) -> bool:
    """Whether single days serve others than summed ones."""
    moved = float(np.abs(summed.served - exact.served).sum())
    return moved > LEFT_OVER * float(exact.served.sum())


def spread(answer: Answer, target: Model) -> None:
    """Take the routes that summed days use into a model day by day."""
    used = np.unique(answer.held.route[answer.lanes > 1e-6])
    opened = target.frame.open[target.frame.problem.routes.pattern[used]]
    row, cell = np.nonzero(opened)
    target.hold(used[row], cell.astype(np.int64))


def _note(ledger: Ledger, frame: Frame, profile: Profile) -> None:
    """Note the first price that any round gave each row."""
    price = np.zeros(frame.rows)
    for settled in profile.stages:
        price = np.where(price == 0, settled.row_price, price)
    ledger.price_rows(frame, "coverage", price)


def most_served(
    ledger: Ledger, model: Model, shut: Columns | None = None
) -> tuple[float, Answer | None]:
    """Prove how many parcels can be served at most while each demand gets its target.

    Parameters
    ----------
    shut
        Columns at nothing that the model's last solve had, for this one to go on from there.
    """
    needed = ledger.problem.demands.needed
    total, most = float(ledger.least.sum()), float(needed.sum())
    if total >= most:
        return most, None
    frame = model.frame
    low, high = frame.bounds()
    low[: len(needed)], high[: len(needed)] = ledger.least * (1 - 1e-9), needed
    rewarded = np.append(-np.ones(len(needed)), 0.0)
    demand = ledger.problem.routes.demand

    def reward(chunk: slice) -> Figures:
        return np.repeat(rewarded[demand[chunk]][:, None], len(frame.grid), axis=1)

    answer = model.optimum(Stage(low, high, reward, more=shut))
    if answer is None:
        return float(np.minimum(ledger.level_bound * ledger.weight, needed).sum()), None
    return max(-answer.objective + float(answer.slack @ needed), total), answer
