"""Whole parcels: from the vertex of a linear program to whole numbers that keep every rule."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from mizalla.budget import StoppedError
from mizalla.build.route import TRANSFER
from mizalla.solve.chains import Chains
from mizalla.solve.fill import fill, places
from mizalla.solve.frame import Lanes
from mizalla.solve.integers import solve_integers
from mizalla.solve.misses import misses
from mizalla.solve.model import Answer, Model, Stage
from mizalla.solve.program import Program
from mizalla.solve.settle import settle

Figures = NDArray[np.float64]
SNAP = 1e-6
MOVES = 50
"""Parcels by which a transfer may change so that deliveries become whole."""
CLOSE = 1e-4
"""Share of the optimum that whole parcels may cost before more freedom is tried."""
FEW = 3000
"""Lanes up to which integer programs do it all, and more freedom is tried for a better plan too."""


class Freedom(Enum):
    """Which lanes the integer program may change, and how far."""

    BROKEN = "those that are not whole, to the whole number below or above"
    SHIFTED = "those, and transfers in use by a parcel more"
    MOVED = "those, and transfers by some parcels more"
    NEAR = "all, by a parcel more than that"
    ALL = "all, to anything"


@dataclass(frozen=True)
class Whole:
    """Whole parcels on the lanes of a model."""

    held: Lanes
    """The lanes."""
    lanes: NDArray[np.int64]
    """Parcels on each."""
    extras: Figures
    served: Figures
    """Parcels served to each demand: the targets, or a little less."""


def whole_parcels(
    model: Model,
    stage: Stage,
    answer: Answer,
    harm: Figures,
    *,
    over: bool,
    spare: Figures | None,
    tell: Callable[[str], None],
) -> Whole | None:
    """Make the lanes of a stage's optimum whole.

    Lanes that are whole stay as they are where that is possible. The others are left to an integer
    program that keeps all rows and falls short of targets only where it must, and there where it
    harms least.

    Parameters
    ----------
    stage
        What was solved; its demand rows may fall short at a price.
    answer
        Its optimum.
    harm
        What one parcel less does to the level of each demand.
    over
        Whether demands may get more than their targets, at the same price.
    spare
        As for `misses`.
    """
    broken = np.abs(answer.lanes - np.round(answer.lanes)) > SNAP
    used = int((answer.lanes > SNAP).sum())
    tell(f"{int(broken.sum())} of {used} lanes to be made whole")
    best = None
    if len(model.lanes) > FEW:
        best = _settled(model, stage, answer, harm, over=over, spare=spare, tell=tell)
    if best is None:
        best = _searched(model, stage, answer, harm, over=over, spare=spare)
    if best is None:
        return None
    whole = np.round(best[: len(model.lanes)]).astype(np.int64)
    demand = model.frame.problem.routes.demand[model.lanes.route]
    delivers = demand >= 0
    return Whole(
        held=model.lanes,
        lanes=whole,
        extras=np.maximum(best[len(whole) :][: len(model.frame.extras)], 0),
        served=np.bincount(demand[delivers], weights=whole[delivers], minlength=len(harm)).astype(
            np.float64
        ),
    )


def _settled(
    model: Model,
    stage: Stage,
    answer: Answer,
    harm: Figures,
    *,
    over: bool,
    spare: Figures | None,
    tell: Callable[[str], None],
) -> Figures | None:
    """Make lanes whole one after another; None where that keeps not all rows."""
    program = model.program(replace(stage, more=misses(model, stage, harm, over=over, spare=spare)))
    count = len(answer.lanes)
    low, high, integral = _bounds(model, program, answer.lanes, Freedom.SHIFTED)
    more = np.zeros(len(low) - count - len(answer.extras))
    if len(answer.more) == len(more):
        more = answer.more
    x = np.concatenate([np.clip(answer.lanes, low[:count], high[:count]), answer.extras, more])
    found = settle(
        replace(program, low=low, high=high),
        integral,
        x,
        Chains(model.frame.nodes, count),
        exact_from=model.frame.goal_start,
        seed=model.seed,
        budget=model.search.budget,
    )
    if found is None:
        return None
    tell("lanes that take what is left over")
    found = fill(model, stage, found, harm, spare, over=over)
    return found.x if found.keeps else None


def _searched(
    model: Model,
    stage: Stage,
    answer: Answer,
    harm: Figures,
    *,
    over: bool,
    spare: Figures | None,
) -> Figures | None:
    """Make lanes whole by integer programs, with as little freedom as will do."""
    lanes = np.zeros(len(model.lanes))
    lanes[places(model, answer.held)] = answer.lanes
    program = model.program(replace(stage, more=misses(model, stage, harm, over=over, spare=spare)))
    best: Figures | None = None
    for freedom in Freedom:
        if best is not None and (len(lanes) > FEW or _close(program, best, answer.objective)):
            break
        low, high, integral = _bounds(model, program, lanes, freedom)
        try:
            x = solve_integers(
                replace(program, low=low, high=high),
                integral,
                exact_from=model.frame.goal_start,
                budget=model.search.budget,
            )
        except StoppedError:
            if best is None:
                raise
            break
        if x is not None and (best is None or program.cost @ x < program.cost @ best):
            best = x
    return best


def _close(program: Program, x: Figures, optimum: float) -> bool:
    """Whether whole parcels cost hardly more than parts of parcels."""
    return float(program.cost @ x) - optimum <= CLOSE * max(abs(optimum), 1e-9)


def _bounds(
    model: Model, program: Program, lanes: Figures, freedom: Freedom
) -> tuple[Figures, Figures, NDArray[np.bool_]]:
    """Bound columns for some freedom, and say which of them must be whole."""
    count = len(lanes)
    low, high = program.low.copy(), program.high.copy()
    integral = np.zeros(len(low), dtype=bool)
    broken = np.abs(lanes - np.round(lanes)) > SNAP
    match freedom:
        case Freedom.BROKEN | Freedom.SHIFTED | Freedom.MOVED:
            low[:count] = np.where(broken, np.floor(lanes), np.round(lanes))
            high[:count] = np.where(broken, np.ceil(lanes), np.round(lanes))
            integral[:count] = broken
            if freedom is not Freedom.BROKEN:
                # What is rounded down stays in store, where there may be no room for it.
                few = freedom is Freedom.SHIFTED
                moves = model.frame.problem.routes.movement[model.lanes.route] == TRANSFER
                moves = moves & (lanes > SNAP) if few else moves
                room = np.where(moves, 1 if few else MOVES, 0)
                low[:count] = np.maximum(low[:count] - room, 0)
                high[:count] += room
                integral[:count] |= moves
        case Freedom.NEAR:
            low[:count] = np.maximum(np.floor(lanes + SNAP) - 1, 0)
            high[:count] = np.ceil(lanes - SNAP) + 1
            integral[:count] = True
        case Freedom.ALL:
            integral[:count] = True
    return low, high, integral
