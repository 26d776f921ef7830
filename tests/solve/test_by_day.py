"""By day: levels of single days, from those of summed ones."""

import numpy as np
import pytest

from mizalla.build import Problem
from mizalla.solve.by_day import by_day
from mizalla.solve.frame import Frame
from mizalla.solve.grid import daily
from mizalla.solve.leximin import Profile, leximin
from mizalla.solve.lift import lifted
from mizalla.solve.model import Model
from mizalla.solve.start import nearest, on_summed_days
from tight_days import campaign

SEEDS = range(1, 7)


def levels(problem: Problem) -> tuple[Model, Profile, Profile, Profile]:
    """Find the levels of summed days, of single days from them, and of single days at once."""
    weight = problem.demands.needed * problem.demands.priority
    summed = on_summed_days(problem)
    coarse = leximin(summed, weight, lambda _: None)
    _, fine = by_day(summed, coarse, weight, lambda _: None)
    frame = Frame(problem, daily(problem))
    every = Model(frame, nearest(problem, frame, len(problem.index.warehouses)))
    assert every.complete
    return summed, coarse, fine, leximin(every, weight, lambda _: None)


@pytest.mark.parametrize("seed", SEEDS)
def test_levels_are_those_of_every_lane_on_every_day(seed: int) -> None:
    """Levels would be those of summed days, or of the lanes that these used."""
    _, _, fine, exact = levels(campaign(seed))
    assert fine.level == pytest.approx(exact.level, abs=1e-7)
    assert fine.bound == pytest.approx(fine.level, abs=1e-7)


def test_single_days_are_told_from_summed_ones() -> None:
    """The test above would hold for levels of summed days too."""
    differ = 0
    for seed in SEEDS:
        _, coarse, fine, _ = levels(campaign(seed))
        assert sorted(coarse.level) >= sorted(fine.level)
        differ += bool((np.abs(coarse.level - fine.level) > 1e-3).any())
    assert differ >= 2


@pytest.mark.parametrize("seed", SEEDS)
def test_cuts_of_summed_days_hold_on_single_ones(seed: int) -> None:
    """A lane of a single day would pass by what was proven on summed days."""
    problem = campaign(seed)
    summed, coarse, _, _ = levels(problem)
    frame = Frame(problem, daily(problem))
    low, high = frame.bounds()
    demands = len(problem.demands)
    low[:demands] = 0
    found = lifted(coarse.cuts, summed.frame, frame)
    assert len(found) == len(coarse.cuts)
    for cut in found:
        dual = np.zeros(frame.rows)
        dual[cut.demand] = cut.price
        dual[cut.row] -= cut.dual
        gain = frame.price(dual, slice(0, len(problem.routes)))
        gain[~frame.open[problem.routes.pattern]] = -np.inf
        assert gain.max() <= 1e-6 * cut.price.max()
        bound = np.where(cut.dual > 0, high[cut.row], low[cut.row])
        assert cut.dual @ bound == pytest.approx(cut.most, rel=1e-6)
