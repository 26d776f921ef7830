"""By how much a rule must give: the least by which its own bound moves, in all its groups alike."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.solve.frame import Frame, LimitBlock
from mizalla.solve.model import Columns, Model, Stage
from mizalla_models.rule import Limit, Need, ProvidedRule, Supply, Vehicles

Figures = NDArray[np.float64]
Rows = NDArray[np.int64]
Side = Literal["at_most", "at_least", ""]
Solve = Callable[[Stage], Figures | None]
"""Gives the values of a stage's own columns at its optimum; None where it can't be."""
DIGITS = 1e-6
"""Units up to which an amount is what the solver's last digits make of it."""


@dataclass(frozen=True, eq=False)
class Ease:
    """One way in which a rule can give, and what a unit of it does to the rows of a frame."""

    side: Side
    """Bound of a limit that moves; empty for stock, trucks and needs."""
    rows: Rows
    step: Figures
    """How far the bounds of each row move for a unit."""
    apart: bool = False
    """Whether each row gives for itself, and what they give adds up: stock that is bought."""
    whole: bool = False
    """Whether only whole units help."""
    sign: float = 1.0
    """Below zero where the number must fall: too much stock."""
    most: float = np.inf
    """Most units that it can give."""


@dataclass(frozen=True)
class Given:
    """What a rule must give."""

    by: float
    """Units; below zero so much less."""
    side: Side
    """Bound of a limit that moves."""


def least_given(
    frame: Frame, provided: ProvidedRule, low: Figures, high: Figures, solve: Solve
) -> Given | None:
    """Find the least by which a rule must give for some rows to hold.

    A limit gives in all its groups by the same amount, trucks on all their days; of stock there is
    more (or less) on the day on which it is there.

    Parameters
    ----------
    frame
        The frame.
    provided
        The rule.
    low, high
        Bounds of all rows, with those of the rule itself as it says them.
    solve
        Solves a stage.

    Returns
    -------
    Given or None
        None where no amount is enough.
    """
    best: Given | None = None
    for ease in _eases(frame, provided):
        x = solve(_stage(frame, ease, low, high))
        if x is None:
            continue
        given = float(x[: len(ease.rows) if ease.apart else 1].sum())
        by = _rounded(frame, provided, ease, given)
        if best is None or by < abs(best.by):
            best = Given(ease.sign * by, ease.side)
    return best


def over_all_lanes(model: Model) -> Solve:
    """Solve stages of a model over all lanes, those that are not held yet too."""

    def solve(stage: Stage) -> Figures | None:
        answer = model.optimum(stage)
        if answer is None and not model.complete:
            # The lanes held may be too few to hold all rows: take in those by which they can.
            _take_in(model, stage)
            answer = model.optimum(stage)
        return None if answer is None else answer.more

    return solve


def _take_in(model: Model, stage: Stage) -> None:
    """Hold the lanes by which the rows of a stage are missed least."""
    assert stage.more is not None
    rows, own = np.arange(model.frame.rows), stage.more
    low, high = stage.row_low[: model.frame.rows], stage.row_high[: model.frame.rows]
    under, over = rows[np.isfinite(low)], rows[np.isfinite(high)]
    count = len(under) + len(over)
    slack = sparse.csc_matrix(
        (
            np.concatenate([np.ones(len(under)), -np.ones(len(over))]),
            (np.concatenate([under, over]), np.arange(count)),
        ),
        shape=(own.matrix.shape[0], count),
    )
    more = Columns(
        sparse.hstack([own.matrix, slack]).tocsc(),
        np.concatenate([np.zeros(len(own.cost)), np.ones(count)]),
        np.concatenate([own.low, np.zeros(count)]),
        np.concatenate([own.high, np.full(count, np.inf)]),
    )
    model.optimum(Stage(stage.row_low, stage.row_high, more=more))


def _stage(frame: Frame, ease: Ease, low: Figures, high: Figures) -> Stage:
    """Ask for the least that must be given: a column for it, or one for each row."""
    count = len(ease.rows)
    if ease.apart:
        matrix = sparse.csc_matrix(
            (-ease.step, (ease.rows, np.arange(count))), shape=(frame.rows, count)
        )
        most = np.full(count, ease.most)
        return Stage(low, high, more=Columns(matrix, np.ones(count), np.zeros(count), most))
    # Where a row has both bounds only one may move: what the other gives is taken back.
    both = np.isfinite(low[ease.rows]) & np.isfinite(high[ease.rows]) & (ease.side != "")
    kept = np.flatnonzero(both)
    back = np.arange(len(kept))
    matrix = sparse.csc_matrix(
        (
            np.concatenate([-ease.step, ease.step[kept], np.ones(len(kept)), -np.ones(len(kept))]),
            (
                np.concatenate([ease.rows, ease.rows[kept], frame.rows + back, frame.rows + back]),
                np.concatenate([np.zeros(count, dtype=np.int64), 1 + back, 1 + back, 0 * back]),
            ),
        ),
        shape=(frame.rows + len(kept), 1 + len(kept)),
    )
    own = 1 + len(kept)
    most = np.full(own, np.inf)
    most[0] = ease.most
    cost = np.zeros(own)
    cost[0] = 1.0
    return Stage(
        np.concatenate([low, np.full(len(kept), -np.inf)]),
        np.concatenate([high, np.zeros(len(kept))]),
        more=Columns(matrix, cost, np.zeros(own), most),
    )


def _eases(frame: Frame, provided: ProvidedRule) -> Iterator[Ease]:
    match provided.rule:
        case Limit() | Vehicles():
            for block in frame.blocks:
                if block.limit.provided.id == provided.id:
                    yield from _of_limit(frame, block)
        case Supply():
            yield from _of_stock(frame, frame.problem, provided.id)
        case Need():
            yield from _of_need(frame, provided.rule)
        case _:
            return


def _of_limit(frame: Frame, block: LimitBlock) -> Iterator[Ease]:
    rule = block.limit.provided.rule
    number = block.start + np.arange(block.count)
    days = _days(frame, block).ravel()
    low, high = block.low.ravel(), block.high.ravel()
    trucks = isinstance(rule, Vehicles)
    size = rule.hours_per_day if isinstance(rule, Vehicles) else 1.0
    under = np.isfinite(low) & (low != 0)
    over = np.isfinite(high) & (days > 0)
    if trucks:
        over &= high != 0  # a fleet that is not there yet has no hours, however many its trucks
    sides: tuple[tuple[Side, float, NDArray[np.bool_]], ...]
    sides = (("at_most", 1.0, over), ("at_least", -1.0, under))
    for side, sign, some in sides:
        if some.any():
            yield Ease(
                side="" if trucks else side,
                rows=number[some],
                step=sign * size * days[some],
                whole=trucks,
            )


def _days(frame: Frame, block: LimitBlock) -> Figures:
    """Count the days that each row of a limit sums up: what one unit a day adds to its bound.

    Days on which nothing can move in a group are bounded by 0, whatever the limit says.
    """
    limit = block.limit
    if "day" not in limit.groups.per or limit.cumulative or limit.holds_storage:
        return np.ones(block.low.shape)
    idle = limit.at_most == 0
    moves = ~idle | np.asarray(idle.all(axis=1))[:, None]
    padded = np.concatenate([moves, np.zeros((len(moves), 1), dtype=bool)], axis=1)
    by_day = padded[:, limit.groups.of_day].astype(float)
    return np.add.reduceat(by_day, frame.grid.first, axis=1)


def _of_stock(frame: Frame, problem: Problem, supply: str) -> Iterator[Ease]:
    stock, nodes = problem.stock, frame.nodes
    for row, number in enumerate(stock.supply.tolist()):
        if problem.supplies[number].id != supply:
            continue
        if not np.isnan(stock.price[row]):
            rows = np.unique(nodes.buy_node[nodes.buy_stock == row])
            yield Ease(side="", rows=rows, step=np.ones(len(rows)), apart=True, whole=True)
            continue
        cell = frame.grid.cell[stock.day[row]]
        at = np.array([nodes.into[stock.warehouse[row], stock.kind[row], cell]])
        yield Ease(side="", rows=at, step=np.ones(1), whole=True)
        if np.isfinite(nodes.arrivals[at[0] - nodes.start]) and nodes.exact[at[0] - nodes.start]:
            there = float(stock.quantity[row])
            yield Ease(side="", rows=at, step=-np.ones(1), whole=True, sign=-1.0, most=there)


def _of_need(frame: Frame, rule: Need) -> Iterator[Ease]:
    index = frame.problem.index
    village = index.villages.number.get(rule.village)
    parcel = index.parcels.number.get(rule.parcel)
    if village is None or parcel is None or not frame.capped:
        return
    demand = int(frame.problem.demands.number[village, parcel])
    if demand >= 0:
        yield Ease(side="", rows=np.array([frame.cap_start + demand]), step=np.ones(1), whole=True)


def _rounded(frame: Frame, provided: ProvidedRule, ease: Ease, by: float) -> float:
    """Round up to what can be given: whole trucks, and whole parcels where bounds are whole."""
    whole = ease.whole
    if isinstance(provided.rule, Limit) and provided.rule.measure == "parcels":
        blocks = [b for b in frame.blocks if b.limit.provided.id == provided.id]
        sides: Sequence[Figures] = [
            b.limit.at_most if ease.side == "at_most" else b.limit.at_least for b in blocks
        ]
        finite = np.concatenate([bound[np.isfinite(bound)] for bound in sides])
        whole = bool((finite == np.round(finite)).all())
    if whole:
        return float(np.ceil(by - DIGITS))
    return round(float(np.ceil(by / DIGITS - 1e-3)) * DIGITS, 6)
