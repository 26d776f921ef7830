"""Coverage: leximin levels, as whole parcels, then the most parcels within them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.afford import afford, losses, no_losses
from mizalla.solve.allocation import Proof
from mizalla.solve.alone import alone
from mizalla.solve.by_day import by_day
from mizalla.solve.covered import Covered, Held, Noted
from mizalla.solve.filling import fill
from mizalla.solve.frame import Frame
from mizalla.solve.ledger import Ledger
from mizalla.solve.leximin import Profile, leximin
from mizalla.solve.model import Answer, Columns, Model, Stage
from mizalla.solve.most import most_under
from mizalla.solve.standing import Standing
from mizalla.solve.start import on_summed_days
from mizalla.solve.targets import whole_targets
from mizalla.solve.why import Why

Figures = NDArray[np.float64]
SNAP = 1e-6
LEFT_OVER = 2e-4
"""Share of parcels that rounding may leave over before levels are found in whole parcels."""
AS_MANY = 1e-6
"""Share of the most parcels by which what cuts leave may be more, for no program to be asked."""
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
    needed = ledger.problem.demands.needed
    first = not ledger.proofs
    known = _known(ledger, summed=summed) if first else None
    found = _find(ledger, summed=summed) if known is None else _take_over(ledger, known)
    if first:
        seed = ledger.model.seed
        ledger.trail.covered = Noted(ledger.problem, seed, summed, found.covered)
    covered, fine, model = found.covered, found.fine, found.model
    _note(ledger, fine.frame, covered.profile)
    if not fine.frame.goals:
        ledger.why = Why(fine, covered.profile)
    lowest = float(ledger.level_bound.min()) if len(needed) else 1.0
    ledger.proofs.append(Proof("coverage", lowest, tolerance))
    bound, target = covered.most, covered.target
    ledger.least = np.ceil(target * (1 - tolerance) - 1e-9)
    if tolerance > 0:
        bound = _most_given_away(ledger, model, covered)
        ledger.given_away = True
    ledger.proofs.append(Proof("served", bound, tolerance))
    ledger.most = needed.copy() if tolerance > 0 else target


def _most_given_away(ledger: Ledger, model: Model, covered: Covered) -> float:
    """Prove how many parcels can be served where each demand may get less: that may be more."""
    needed = ledger.problem.demands.needed
    budget = ledger.search.budget
    least = most_under(covered.profile.cuts, ledger.least, needed, budget=budget)
    if least <= covered.most * (1 + AS_MANY):
        return max(least, covered.most)
    ledger.tell("coverage")("the most parcels")
    shut = no_losses(model, len(needed)) if covered.large else None
    bound, _ = most_served(ledger, model, shut=shut, again=True)
    return bound


@dataclass(frozen=True)
class _Found:
    """What coverage came to, and the models that it did with."""

    covered: Covered
    fine: Model
    model: Model
    """The one that tells of the most parcels."""


def _find(ledger: Ledger, *, summed: bool) -> _Found:
    """Find levels and whole targets."""
    tell, weight, needed = ledger.tell("coverage"), ledger.weight, ledger.problem.demands.needed
    model = _summed(ledger) if summed else ledger.model
    profile = leximin(model, weight, tell)
    cheapest = model.standing
    fine, exact = by_day(model, profile, weight, tell)
    if _far(profile, exact):
        model = fine  # summed days tell too little of single ones
    held, large = Held.of(fine), fine is not ledger.model
    tell("whole parcels")
    _set_up(ledger, exact, fine, model, large=large, cheapest=cheapest)
    if large:
        most = whole_levels(ledger, model, exact)
    else:
        ledger.least = whole_targets(model, np.minimum(exact.served, needed), weight)
        most, _ = most_served(ledger, model)
    by_sums = ledger.summed is not None
    covered = Covered(exact, held, Held.of(model), large, by_sums, cheapest, ledger.least, most)
    return _Found(covered, fine, model)


def _known(ledger: Ledger, *, summed: bool) -> Covered | None:
    """Give what coverage came to for the same problem, where that is known."""
    start = ledger.trail.start
    if start is None or start.covered is None:
        return None
    return start.covered.of_same(ledger.problem, ledger.model.seed, summed=summed)


def _take_over(ledger: Ledger, covered: Covered) -> _Found:
    """Take levels over from the same problem, and begin where it ended."""
    if covered.large:
        fine = covered.fine.like(ledger.model, ledger.trail)
        model = covered.summed.like(ledger.model, ledger.trail)
    else:
        fine = model = ledger.model
        model.hold(covered.fine.lanes.route, covered.fine.lanes.cell)
        model.standing = covered.summed.standing
    profile, search = covered.profile, ledger.search
    search.asked = profile.served
    search.note(fine.frame, profile.answer.held, profile.answer.lanes)
    lowest, bound = (float(some.min(initial=np.inf)) for some in (profile.level, profile.bound))
    search.goal("coverage", lowest, bound)
    ledger.tell("coverage")("levels taken over: they are those of another case")
    summed = model if covered.by_sums else fine
    _set_up(ledger, profile, fine, summed, large=covered.large, cheapest=covered.cheapest)
    return _Found(covered, fine, model)


def _set_up(
    ledger: Ledger,
    profile: Profile,
    fine: Model,
    model: Model,
    *,
    large: bool,
    cheapest: Standing | None,
) -> None:
    """Note levels and models for later goals."""
    needed = ledger.problem.demands.needed
    ledger.level_bound = np.minimum(profile.bound, needed / ledger.weight)
    ledger.cheapest = cheapest
    ledger.most, ledger.large = needed, large
    if large:
        ledger.summed = None if model is fine else model
        ledger.model = _to_plan_on(ledger, fine, profile)
        ledger.by_day = True


def whole_levels(ledger: Ledger, model: Model, profile: Profile) -> float:
    """Set whole targets of a large problem; give the most parcels that could be served.

    Who is settled gets whole parcels at once, so that what rounding leaves over raises the next.
    """
    weight, needed = ledger.weight, ledger.problem.demands.needed
    filled = fill(profile.cuts, alone(ledger.problem), weight, whole=True)
    owed = np.minimum(np.floor(filled.given + SNAP), needed)
    ledger.least = afford(model, owed, losses(model, owed, profile.served))
    bound, answer = most_served(ledger, model, shut=no_losses(model, len(owed)))
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
    ledger: Ledger, model: Model, *, shut: Columns | None = None, again: bool = False
) -> tuple[float, Answer | None]:
    """Prove how many parcels can be served at most while each demand gets its target.

    Parameters
    ----------
    shut
        Columns at nothing that the model's last solve had, for this one to go on from there.
    again
        Whether that was asked just before, for other targets.
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

    answer = model.optimum(Stage(low, high, reward, more=shut), dual=again)
    if answer is None:
        return float(np.minimum(ledger.level_bound * ledger.weight, needed).sum()), None
    return max(-answer.objective + float(answer.slack @ needed), total), answer
