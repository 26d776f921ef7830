"""From the problem to the allocation: one goal after the other, each proven over all lanes."""

from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from mizalla.budget import Budget, StoppedError
from mizalla.build import Problem
from mizalla.solve.allocation import Allocation
from mizalla.solve.conflict import lower_bounds, require_feasible
from mizalla.solve.cover import cover
from mizalla.solve.discrete import keep_choices, prove_without
from mizalla.solve.district import even_out, gap_bound, within_cap
from mizalla.solve.frame import Frame
from mizalla.solve.grid import daily
from mizalla.solve.ledger import Ledger, Progress
from mizalla.solve.lower import Lowered, bound_of, lower, on_time
from mizalla.solve.misses import missed, misses
from mizalla.solve.model import Model
from mizalla.solve.refine import refine, solve_span
from mizalla.solve.rescue import rescue
from mizalla.solve.rescue.claims import completed
from mizalla.solve.search import Search
from mizalla.solve.start import nearest
from mizalla.solve.warm import Start, Trail
from mizalla.solve.whole import Whole, whole_parcels
from mizalla_models.errors import InfeasibleError, MizallaError

Figures = NDArray[np.float64]
SMALL = 60_000
"""Lanes up to which every lane is held from the start and days are never summed."""
TOO_SHORT = 3e-3
"""Share of targets that single days may miss; beyond it levels are found day by day."""


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
    start: Start | None = None,
    budget: Budget | None = None,
) -> Allocation:
    """Find the fairest allocation, of those the earliest, and of those the cheapest.

    Goals are met in the campaign's order. Each is a linear program (coverage: several) that is
    solved to its optimum over all lanes; then quantities become whole parcels.

    Parameters
    ----------
    seed
        Seed of the solvers; equal problems and seeds give equal allocations.
    progress
        Called with every step.
    start
        Where the engine ended on a similar problem. It saves time, and changes no proof; of plans
        that are equally good another may be found. None: from scratch.
    budget
        Time to search in. When it is at its end, whole parcels are dealt out after what was found
        by then, with the bounds that were proven by then. None: all the time that it needs.

    Raises
    ------
    StoppedError
        If the budget is at its end before there is anything that keeps all rules.
    InfeasibleError
        If hard rules can't hold together.
    """
    tell = progress or (lambda _: None)
    search = Search(budget)

    def found(margin: float) -> Allocation:
        search.proving = True
        ledger, last = _met(problem, seed, tell, search, start, margin)
        if problem.choices:
            free = ledger
            search.proving = False
            ledger, last = keep_choices(
                free, last, lambda left: _met(left, seed, tell, search, None, margin)
            )
            whole = _whole(ledger, last)
            proven = _proven(free, whole, prove_without)
            return replace(_allocation(free, whole, proven), left=ledger.problem)
        whole = _whole(ledger, last)
        return _allocation(ledger, whole, _proven(ledger, whole, _prove))

    try:
        return within_cap(problem, found)
    except StoppedError:
        if budget is not None:
            budget.cut()
        tell(Progress("whole parcels", "dealing out what was found"))
        return rescue(problem, search)


def _proven(ledger: Ledger, whole: Whole, prove: Callable[[Ledger, Whole], None]) -> bool:
    """Prove the goals of a plan; where that is stopped, bound them by what is known without."""
    try:
        prove(ledger, whole)
    except StoppedError:
        if ledger.search.budget is not None:
            ledger.search.budget.cut()
        ledger.proofs = completed(ledger.problem, ledger.proofs, whole.served)
        if ledger.problem.choices:
            ledger.level_bound = 1 / ledger.problem.demands.priority
        return False
    return True


def _met(
    problem: Problem,
    seed: int,
    progress: Callable[[Progress], None],
    search: Search,
    start: Start | None,
    margin: float,
) -> tuple[Ledger, Lowered]:
    """Meet the goals, in parts of parcels and without the rules of all or nothing."""
    found = _goals_met(problem, seed, progress, search, start, margin, summed=problem.lanes > SMALL)
    if found is None:
        found = _goals_met(problem, seed, progress, search, start, margin, summed=False)
    if found is None:
        raise MizallaError("The goals met can't be met together.", mend="Please report this.")
    return found


def _goals_met(
    problem: Problem,
    seed: int,
    progress: Callable[[Progress], None],
    search: Search,
    start: Start | None,
    margin: float = 0.0,
    *,
    summed: bool,
) -> tuple[Ledger, Lowered] | None:
    """Meet the goals; None where levels of summed days are too far from those of single ones."""
    ledger = _open(problem, seed, progress, Trail(start), search)
    last: Lowered | None = None
    for place, (goal, tolerance) in enumerate(problem.goals):
        if goal == "coverage":
            cover(ledger, tolerance, summed=summed and place == 0)
            last = None
            continue
        if goal == "district_gap":
            even_out(ledger, problem.gap_cap, margin, summed=summed and place == 0)
            last = None
            continue
        if place == 0:
            require_feasible(ledger.model)
        if on_time(ledger, goal):
            continue
        last = lower(ledger, goal, tolerance)
        if summed and last.short > TOO_SHORT * float(ledger.least.sum()):
            return None
    if last is None:
        last = _any(ledger)
        if summed and last.short > TOO_SHORT * float(ledger.least.sum()):
            return None
    return ledger, last


def _prove(ledger: Ledger, whole: Whole) -> None:
    """Prove the goals anew for what whole parcels keep of what was decided.

    What is decided is at the edge of what can be had, where a parcel less may change a bound by
    any amount; so bounds are found for just what is served, and for what earlier goals come to.
    Goals that come before coverage are proven over anything that could be served.
    """
    frame = ledger.model.frame
    held = {goal.name: goal for goal in frame.goals}
    values = {
        name: float(frame.of_lanes(goal.lanes, whole.held) @ whole.lanes)
        + float(goal.extras @ whole.extras)
        for name, goal in held.items()
    }
    frame.goals[:] = []
    needed = ledger.problem.demands.needed
    counted = needed if (whole.served > ledger.most).any() else ledger.most
    ledger.least, ledger.most = np.zeros_like(whole.served), ledger.problem.demands.needed
    for place, proof in enumerate(ledger.proofs):
        if proof.goal == "served":
            ledger.least = ledger.most = whole.served
        if proof.goal == "district_gap":
            bound = gap_bound(ledger, float(whole.served.sum()))
            ledger.proofs[place] = replace(proof, bound=bound)
        if proof.goal not in held:
            continue
        ledger.tell(proof.goal)("its bound, over all lanes")
        bound = bound_of(ledger, proof.goal, counted, values[proof.goal])
        ledger.search.goal(proof.goal, values[proof.goal], bound)
        ledger.proofs[place] = replace(proof, bound=bound)
        goal = held[proof.goal]
        frame.keep(replace(goal, high=max(goal.high, values[proof.goal])))


def _any(ledger: Ledger) -> Lowered:
    """Find any lanes that reach what is decided, where no goal chooses among them."""
    if ledger.by_day:
        answer = solve_span(ledger, ledger.model, None, known=0.0)
        if answer is not None:
            short = float(missed(answer.more, len(ledger.least)).sum())
            return Lowered(ledger.stage(), answer, short)
    elif ledger.summed is not None:
        found = solve_span(ledger, ledger.summed, None)
        answer = None if found is None else refine(ledger, ledger.summed, found, None)
        if answer is not None:
            short = float(missed(answer.more, len(ledger.least)).sum())
            return Lowered(ledger.stage(), answer, short)
    plain = ledger.stage()
    stage = replace(plain, more=misses(ledger.model, plain, 1 / ledger.weight, over=False))
    answer = ledger.model.optimum(stage)
    if answer is None:
        raise InfeasibleError(lower_bounds(ledger.model))
    return Lowered(plain, answer, float(missed(answer.more, len(ledger.least)).sum()))


def _open(
    problem: Problem,
    seed: int,
    progress: Callable[[Progress], None],
    trail: Trail,
    search: Search,
) -> Ledger:
    frame = Frame(problem, daily(problem), whole=True)
    small = problem.lanes <= SMALL
    reach = len(problem.index.warehouses) if small else 1
    demands = problem.demands
    return Ledger(
        problem=problem,
        model=Model(
            frame,
            nearest(problem, frame, reach),
            seed=seed,
            trail=trail if small else None,
            search=search,
        ),
        trail=trail,
        progress=progress,
        least=np.zeros(len(demands)),
        most=demands.needed.copy(),
        level_bound=1 / demands.priority,
    )


def _whole(ledger: Ledger, last: Lowered) -> Whole:
    """Make the last optimum whole.

    Hard lower bounds may ask for a parcel more than a target; that is tried last.
    """
    frame = ledger.model.frame
    for over in (False, True) if frame.capped else (False,):
        held = ledger.stage(counted=ledger.problem.demands.needed if over else None)
        stage = replace(held, lane_cost=last.stage.lane_cost, extra_cost=last.stage.extra_cost)
        if last.stage.lane_cost is not None:
            stage.row_high[-1] = np.inf  # the last goal is the objective, no row
        whole = whole_parcels(
            ledger.model,
            stage,
            last.answer,
            1 / ledger.weight,
            over=over,
            spare=ledger.spare,
            tell=ledger.tell("whole parcels"),
        )
        if whole is not None:
            return whole
    raise InfeasibleError(lower_bounds(ledger.model))


def _bought(frame: Frame, whole: Whole) -> tuple[tuple[int, int, int], ...]:
    """List what is bought on which day, where limits on storage make that matter."""
    nodes = frame.nodes
    parcels = np.ceil(whole.extras[frame.extras.purchases] - 1e-6)
    which = np.flatnonzero((nodes.buy_cell >= 0) & (parcels > 0))
    table = np.stack([nodes.buy_stock[which], nodes.buy_cell[which], parcels[which]], axis=1)
    return tuple((int(row), int(day), int(quantity)) for row, day, quantity in table.tolist())


def _allocation(ledger: Ledger, whole: Whole, proven: bool) -> Allocation:
    lanes = whole.held
    used = np.flatnonzero(whole.lanes > 0)
    return Allocation(
        route=lanes.route[used],
        day=lanes.cell[used],
        quantity=whole.lanes[used],
        bought=_bought(ledger.model.frame, whole),
        level_bound=ledger.level_bound,
        proofs=tuple(ledger.proofs),
        prices=tuple(ledger.prices),
        why=ledger.why,
        trail=ledger.trail,
        lanes_possible=ledger.problem.lanes,
        lanes_held=len(ledger.model.lanes),
        solver={
            "linear": f"GLOP of OR-Tools {version('ortools')}",
            "whole": f"SCIP of OR-Tools {version('ortools')}",
        },
        stopped=not proven,
    )
