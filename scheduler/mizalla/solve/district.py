"""Districts kept alike: as much as can be served while their coverages stay close together."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.budget import StoppedError
from mizalla.build import Problem
from mizalla.solve.allocation import Allocation, Proof
from mizalla.solve.conflict import lower_bounds, require_feasible
from mizalla.solve.cover import OFF_THE_EDGE, spread
from mizalla.solve.integers import solve_integers
from mizalla.solve.ledger import Ledger
from mizalla.solve.model import Answer, Columns, Model, Stage
from mizalla.solve.start import on_summed_days
from mizalla.solve.targets import FEW, FEW_LANES, whole_targets
from mizalla_models.errors import InfeasibleError

Figures = NDArray[np.float64]
Codes = NDArray[np.int64]
MARGIN = 2e-3
"""By how much the cap is kept below what is asked where days are summed: single days may miss a
few parcels."""
DIGITS = 1e-9
AGAIN = 3
"""Most times that a plan is made again because it passed the cap."""


@dataclass(frozen=True)
class Districts:
    """Districts that need anything."""

    of_demand: Codes
    """District of each demand."""
    needed: Figures
    """Parcels of all kinds that each needs."""

    def coverage(self, served: Figures) -> Figures:
        """Served ÷ needed of each district."""
        covered: Figures = np.bincount(self.of_demand, served, len(self.needed)) / self.needed
        return covered

    def gap(self, served: Figures) -> float:
        """Give the most that the coverages of two of them differ by."""
        covered = self.coverage(served)
        return float(covered.max() - covered.min()) if len(covered) else 0.0


def districts(problem: Problem) -> Districts:
    """List the districts of all demands."""
    of_demand = problem.index.village_district[problem.demands.village]
    _, number = np.unique(of_demand, return_inverse=True)
    number = number.reshape(-1).astype(np.int64)
    return Districts(number, np.bincount(number, problem.demands.needed).astype(float))


def even_out(ledger: Ledger, cap: float, margin: float, *, summed: bool) -> None:
    """Decide what each demand is served so that districts stay alike.

    First as many parcels as possible with no two districts' coverages more than ``cap`` apart;
    then, with so many served, the smallest gap.

    Parameters
    ----------
    cap
        Most that two coverages may differ by, 0 to 1.
    margin
        By how much more the cap is kept below that: what making parcels whole missed it by before.
    summed
        Whether days are summed into cells at first.
    """
    ledger.tell("district_gap")("most parcels within the cap")
    model = ledger.model
    if summed:
        model = on_summed_days(ledger.problem, seed=ledger.model.seed, search=ledger.model.search)
        model = ledger.model if model.frame.grid.daily else model
    require_feasible(model)
    found = districts(ledger.problem)
    coarse = model is not ledger.model
    kept = max(cap - margin - (MARGIN if coarse else 0.0), 0.0)
    bound, answer = most_served(ledger, model, found, cap)
    if coarse:
        ledger.summed = model
        ledger.large = True
        spread(answer, ledger.model)
    target = None if coarse else _whole(model, found, kept)
    if target is None:
        count = len(found.of_demand)
        edge = OFF_THE_EDGE if coarse else 0.0
        needed = ledger.problem.demands.needed
        _, within = most_served(ledger, model, found, kept)
        served = (needed - within.more[:count]) * (1 - edge)
        ledger.tell("district_gap")("smallest gap")
        even = model.optimum(_stage(model, found, kept, least=float(served.sum()), gap=True))
        served = served if even is None else needed - even.more[:count]
        target = whole_targets(model, np.clip(served, 0, needed), needed)
        target = _trimmed(target, found, kept)
    ledger.least = ledger.most = target
    ledger.proofs.append(Proof("served", bound, 0.0))
    ledger.proofs.append(Proof("district_gap", gap_bound(ledger, float(target.sum())), 0.0))


def within_cap(problem: Problem, found: Callable[[float], Allocation]) -> Allocation:
    """Solve again with a margin where making parcels whole missed the cap.

    Parameters
    ----------
    found
        Solves with a margin below the cap.
    """
    margin, made = 0.0, found(0.0)
    if all(goal != "district_gap" for goal, _ in problem.goals):
        return made
    for _ in range(AGAIN):
        demand = problem.routes.demand[made.route]
        gives = demand >= 0
        parcels = made.quantity[gives].astype(float)
        served = np.bincount(demand[gives], parcels, len(problem.demands)).astype(float)
        over = districts(problem).gap(served) - problem.gap_cap
        if over <= DIGITS:
            break
        margin += 2 * over
        try:
            made = found(margin)
        except StoppedError:
            break  # a plan that passes the cap by a little is better than none
    return made


def most_served(ledger: Ledger, model: Model, found: Districts, cap: float) -> tuple[float, Answer]:
    """Prove how many parcels can be served with districts no farther apart than a cap.

    Raises
    ------
    InfeasibleError
        Lower bounds of rules keep districts farther apart.
    """
    answer = model.optimum(_stage(model, found, cap, least=0.0, gap=False))
    if answer is None:
        raise InfeasibleError(lower_bounds(ledger.model))
    needed = ledger.problem.demands.needed
    lacking = answer.objective - float(answer.slack @ needed)
    return float(needed.sum()) - max(lacking, 0.0), answer


def gap_bound(ledger: Ledger, served: float) -> float:
    """Prove the least gap with so many parcels served, over all lanes; on summed days if any."""
    model = ledger.summed or ledger.model
    found = districts(ledger.problem)
    answer = model.optimum(_stage(model, found, 1.0, least=served * (1 - DIGITS), gap=True))
    if answer is None:
        return 0.0
    return max(answer.objective - float(answer.slack @ ledger.problem.demands.needed), 0.0)


def _stage(model: Model, found: Districts, cap: float, *, least: float, gap: bool) -> Stage:
    """A stage over what each demand lacks, the highest and the lowest coverage.

    What is served and what is lacking are what is needed. Extra rows: for each district coverage -
    highest <= 0 and coverage - lowest >= 0; highest - lowest <= cap; at least so much is served.
    """
    frame = model.frame
    needed = frame.problem.demands.needed
    demands, count = len(found.of_demand), len(found.needed)
    own, each = np.arange(demands), np.arange(count)
    high, low = demands, demands + 1
    first = frame.rows
    last = first + 2 * count
    share = -1 / found.needed[found.of_demand]
    rows = [own, first + found.of_demand, first + count + found.of_demand]
    columns = [own, own, own]
    values = [np.ones(demands), share, share]
    rows += [first + each, first + count + each]
    columns += [np.full(count, high), np.full(count, low)]
    values += [-np.ones(count), -np.ones(count)]
    rows += [np.array([last, last]), np.full(demands, last + 1)]
    columns += [np.array([high, low]), own]
    values += [np.array([1.0, -1.0]), np.ones(demands)]
    matrix = sparse.csc_matrix(
        (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))),
        shape=(last + 2, demands + 2),
    )
    cost = np.concatenate([np.zeros(demands), [1.0, -1.0]])
    if not gap:
        cost = np.concatenate([np.ones(demands), [0.0, 0.0]])
    row_low, row_high = frame.bounds()
    row_low[:demands] = row_high[:demands] = needed
    all_, endless = np.full(count, -1.0), np.full(count, np.inf)
    lacking = float(needed.sum()) - least
    row_low = np.concatenate([row_low, -endless, all_, [-np.inf, -np.inf]])
    row_high = np.concatenate([row_high, all_, endless, [cap, lacking]])
    most = np.concatenate([needed, [1.0, 1.0]])
    return Stage(row_low, row_high, more=Columns(matrix, cost, np.zeros(demands + 2), most))


def _whole(model: Model, found: Districts, cap: float) -> Figures | None:
    """Choose whole parcels by integer programs, where they are few enough for that."""
    demands = len(found.of_demand)
    if demands > FEW or len(model.lanes) > FEW_LANES:
        return None
    least, served = 0.0, None
    for gap in (False, True):
        program = model.program(_stage(model, found, cap, least=least, gap=gap))
        integral = np.zeros(len(program.cost), dtype=bool)
        begin = len(model.lanes) + len(model.frame.extras)
        integral[begin : begin + demands] = True
        x = solve_integers(program, integral, budget=model.search.budget)
        if x is None:
            break
        served = model.frame.problem.demands.needed - np.round(x[begin : begin + demands])
        least = float(served.sum())
    return served


def _trimmed(target: Figures, found: Districts, cap: float) -> Figures:
    """Take parcels from districts that rounding left too far above the lowest."""
    target = target.copy()
    while True:
        covered = found.coverage(target)
        ceiling = float(covered.min()) + cap
        above = np.flatnonzero(covered > ceiling + DIGITS)
        if not len(above):
            return target
        for district in above.tolist():
            own = np.flatnonzero(found.of_demand == district)
            excess = int(np.ceil((covered[district] - ceiling) * found.needed[district] - DIGITS))
            for demand in own[np.argsort(-target[own], kind="stable")].tolist():
                less = min(excess, int(target[demand]))
                target[demand] -= less
                excess -= less
