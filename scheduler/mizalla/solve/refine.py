"""Refining: from days summed into cells to single days, by halves.

A plan on a grid is carried over to a grid of half the cells' length by a program on the lanes that
it uses alone, each of them on both halves. The programs stay small however many lanes and days
there are; what single days can't carry falls short of its target, which the proofs show.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.close import close
from mizalla.solve.finer import on_finer
from mizalla.solve.frame import Frame
from mizalla.solve.grid import finer
from mizalla.solve.ledger import Ledger
from mizalla.solve.misses import at_the_edge, missed, misses
from mizalla.solve.model import Answer, Model
from mizalla.solve.objective import Objective

Figures = NDArray[np.float64]
SHORT = 1e-6
"""Share of targets that may be missed before more lanes are sought."""
ROOM, FEW_PARCELS = 0.3, 100.0
"""Parcels of room that limits leave for lanes to be made whole, where they let that many times as
many by."""
CLOSE, NEAR = 1e-4, 5e-4
ROUNDS = 4
"""Most rounds of pricing on each grid."""


def refine(ledger: Ledger, source: Model, answer: Answer, goal: str | None) -> Answer | None:
    """Carry a plan on summed days over to single ones; the ledger's model becomes theirs.

    Parameters
    ----------
    source, answer
        The plan and its model.
    goal
        What to minimise on the way, after what falls short; None: nothing else.

    Returns
    -------
    Answer or None
        None where the rules can't be kept on the lanes used.
    """
    while not source.frame.grid.daily:
        frame = Frame(ledger.problem, finer(ledger.problem, source.frame.grid), whole=True)
        ledger.tell(goal or "coverage")(f"{len(frame.grid)} spans of days")
        lanes = on_finer(source, answer, frame)
        model = Model(
            frame,
            lanes,
            seed=source.seed,
            transfers=False,
            trail=ledger.trail,
            search=source.search,
        )
        found = solve_span(ledger, model, goal)
        if found is None:
            return None
        source, answer = model, found
    ledger.model = source
    return answer


def solve_span(
    ledger: Ledger, model: Model, goal: str | None, *, known: float | None = None
) -> Answer | None:
    """Minimise a goal on the lanes that a model holds, targets missed where they must be.

    Where they are, lanes that help are taken in.

    Parameters
    ----------
    known
        What is proven of the goal: lanes are taken in until it is near that, or near what their
        prices prove. None: they are not, unless targets are missed.
    """
    stage = ledger.stage(model=model)
    if goal is not None:
        objective = Objective(goal, model.frame)
        stage = replace(stage, lane_cost=objective, extra_cost=objective.extras)
    if model.frame.grid.daily:
        stage = replace(stage, row_high=with_room(model, stage.row_high))
    harm, spare = 1 / ledger.weight, ledger.spare
    if known is not None:
        let_go = goal is not None and spare is not None
        more = misses(model, stage, harm, over=False, spare=spare, let_go=let_go)
        stage = at_the_edge(stage, more, len(harm)) if let_go else replace(stage, more=more)
        answer, _ = close(
            model, stage, ledger.most, enough=NEAR, rounds=ROUNDS, known=known, dual=True
        )
        return answer
    stage = replace(stage, more=misses(model, stage, harm, over=False, spare=spare))
    answer = model.solve(stage)
    if answer is None or _short(ledger, answer) <= SHORT * ledger.least.sum():
        return answer
    return model.optimum(stage, enough=CLOSE, rounds=ROUNDS)


def with_room(model: Model, high: Figures) -> Figures:
    """Leave room in the rows of limits for lanes to be made whole: part of a parcel each.

    Rows that count parcels alone need none: their bounds are made whole, since lanes mostly are
    where bounds are.
    """
    matrix = abs(model.matrix().tocsr()[:, : len(model.lanes)])
    most = np.asarray(matrix.max(axis=1).todense()).ravel()
    entries, whole = np.diff(matrix.indptr), np.asarray(matrix.sum(axis=1)).ravel()
    counts = (most == 1) & (whole == entries)
    room, limits = np.zeros(len(high)), np.zeros(len(high), dtype=bool)
    for block in model.frame.blocks:
        rows = slice(block.start, block.start + block.count)
        room[rows] = ROOM * most[rows]
        limits[rows] = not block.limit.holds_storage
    left = np.where(high > FEW_PARCELS * room, high - room, high)
    return np.where(counts & limits & np.isfinite(high), np.floor(high + 1e-9), left)


def _short(ledger: Ledger, answer: Answer) -> float:
    return float(missed(answer.more, len(ledger.least)).sum())
