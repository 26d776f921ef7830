"""The rounds of leximin with what holds each down, as one goes on with rules eased."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.frame import Frame
from mizalla.solve.leximin import Profile, Settled

Figures = NDArray[np.float64]
Rows = NDArray[np.int64]
NOTHING = 1e-12
"""Price below which one more unit gives nothing."""


@dataclass(frozen=True)
class Lever:
    """Something that can be eased: rows of a frame whose bounds give way together."""

    limit: int
    """Place of the limit in the problem's limits; -1 for stock."""
    group: int
    """Static group of the limit; row of the problem's stock."""
    side: str
    """at_most or at_least."""
    rows: Rows
    """Rows of the frame."""
    step: Figures
    """How far the bound of each row gives way for one unit of the lever."""


@dataclass(frozen=True)
class Pull:
    """What one unit of a lever does to the levels of all rounds."""

    lever: Lever
    level: Figures
    """Rise of each round's level; shape (rounds,)."""
    binding: int
    """Rows of it that have a price in any round."""


def levers(frame: Frame, profile: Profile) -> Iterator[Lever]:
    """List what has a price in any round: limits by group, days together, and stock by row.

    A limit counts with the side that holds: a bound that would have to rise to help is an
    ``at_most``, one that would have to fall an ``at_least``.
    """
    priced = np.zeros(len(profile.stages[0].row_price) if profile.stages else frame.rows)
    for stage in profile.stages:
        priced = np.where(np.abs(priced) > NOTHING, priced, stage.row_price)
    for place, block in enumerate(frame.blocks):
        own = priced[block.start : block.start + block.count].reshape(block.low.shape)
        for group in np.flatnonzero((np.abs(own) > NOTHING).any(axis=1)).tolist():
            side = "at_most" if own[group].sum() > 0 else "at_least"
            bound = block.high[group] if side == "at_most" else block.low[group]
            # Days on which nothing can move are bounded by 0; tightening would mean nothing there.
            counts = (bound != 0) | (np.abs(own[group]) > NOTHING)
            width = np.flatnonzero(np.isfinite(bound) & counts)
            rows = block.start + group * block.width + width
            step = _days(frame, place)[width] * (1.0 if side == "at_most" else -1.0)
            yield Lever(place, group, side, rows, step)
    stock = frame.problem.stock
    owned = np.flatnonzero(np.isnan(stock.price))
    cell = frame.grid.cell[stock.day[owned]]
    row = frame.nodes.into[stock.warehouse[owned], stock.kind[owned], cell]
    for number, at in zip(owned.tolist(), row.tolist(), strict=True):
        if priced[at] > NOTHING:
            yield Lever(-1, number, "at_most", np.array([at]), np.ones(1))


def _days(frame: Frame, place: int) -> Figures:
    """Days that each group of days of a limit sums up: what one unit a day adds to its bound."""
    block = frame.blocks[place]
    per = block.limit.groups.per
    if "day" not in per or block.limit.cumulative or block.limit.holds_storage:
        return np.ones(block.width)
    counted = block.limit.groups.of_day >= 0
    time = block.time[frame.grid.cell]
    return np.bincount(time[counted & (time >= 0)], minlength=block.width).astype(float)


def pull(profile: Profile, weight: Figures, lever: Lever) -> Pull:
    """Work out what one unit of a lever does to each round.

    The level of a round rises by what the lever's own rows give, less what it costs to keep up
    with the rise of earlier rounds:
    dt_k = sum of row prices x step - sum over needs d settled before of price_d w_d dt_d.
    """
    rise = np.zeros(len(weight))
    level = np.zeros(len(profile.stages))
    binding = np.zeros(len(lever.rows), dtype=bool)
    for number, stage in enumerate(profile.stages):
        own = stage.row_price[lever.rows]
        binding |= np.abs(own) > NOTHING
        change = float(own @ lever.step) - float((stage.price * weight) @ rise)
        level[number] = change
        rise[held(profile, stage)] = change
    return Pull(lever, level, int(binding.sum()))


def held(profile: Profile, stage: Settled) -> NDArray[np.intp]:
    """Give the needs that rose to a round's level; the others of it are stopped by themselves."""
    found: NDArray[np.intp] = stage.demands[profile.level[stage.demands] == stage.level]
    return found
