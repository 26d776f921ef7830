"""Flows: what lanes carry in each member of a discrete rule, and which members break it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.build.choice import Choice
from mizalla.solve.frame import Lanes
from mizalla.solve.grid import Grid

Figures = NDArray[np.float64]
Mask = NDArray[np.bool_]
MOVES = 1e-6
"""Parcels above which a member counts as active."""
EVEN = 1e-5
"""Parcels that a load may be off whole pallets, or below a smallest drop."""


def spans(choice: Choice) -> bool:
    """Whether a choice is about all days at once, so that it can be decided on summed days."""
    always = bool((choice.members.of_day >= 0).all())
    return always and not choice.daily and choice.count is not None


def loads(choice: Choice, lanes: Lanes, parcels: Figures, grid: Grid) -> Figures:
    """Add up what lanes carry in each member."""
    member = choice.of(lanes.route, grid.first[lanes.cell].astype(np.int64))
    counted = member >= 0
    return np.bincount(member[counted], weights=parcels[counted], minlength=len(choice)).astype(
        float
    )


@dataclass(frozen=True)
class Standing:
    """How the members of a choice stand."""

    load: Figures
    rank: NDArray[np.int64]
    """Place of each member in its group by load, 0 the largest."""
    broken: Mask
    """Members of groups in which too many are active, or that carry a wrong load themselves."""


def standing(choice: Choice, load: Figures) -> Standing:
    """Say how far a choice is kept."""
    active = load > MOVES
    rank = np.zeros(len(choice), dtype=np.int64)
    broken = np.zeros(len(choice), dtype=bool)
    if choice.count is not None:
        order = np.lexsort((np.arange(len(choice)), -load, choice.group))
        group = choice.group[order]
        starts = np.flatnonzero(np.append(True, group[1:] != group[:-1])) if len(group) else order
        rank[order] = np.arange(len(order)) - np.repeat(
            starts, np.diff(np.append(starts, len(order)))
        )
        size = int(choice.group.max(initial=-1)) + 1
        many = np.bincount(choice.group[active], minlength=size) > choice.count
        broken |= many[choice.group] & active
    if choice.least > 0:
        broken |= active & (load < choice.least - EVEN)
    pallet = choice.pallets
    holds = pallet > 0
    if holds.any():
        off = np.zeros(len(choice))
        off[holds] = np.abs(load[holds] - np.round(load[holds] / pallet[holds]) * pallet[holds])
        broken |= off > EVEN
    return Standing(load, rank, broken)
