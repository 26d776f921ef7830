"""How evenly a plan hands out: the sorted profile of levels, Lorenz curves, Gini coefficients."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Protocol

from mizalla_models.base import Word

POINTS = 21
"""Points of a Lorenz curve: 0, 5, 10, … 100%."""


class Needing(Protocol):
    """What a village needs of a parcel."""

    @property
    def village(self) -> str:
        """P-code of the village."""
        ...

    @property
    def needed(self) -> int:
        """Whole parcels needed."""
        ...


class ProfileStep(Word):
    """Needs that stand at one level of the sorted profile."""

    level: float
    """The level: served ÷ needed ÷ priority."""
    needs: int
    """Needs (a village and a parcel) at it."""
    villages: int
    """Villages that have such a need."""


def steps(levels: Iterable[tuple[float, Needing]], same: float) -> tuple[ProfileStep, ...]:
    """Sort levels, the lowest first, and put equal ones together.

    Parameters
    ----------
    levels
        Level of each need, and the need.
    same
        Share of a level up to which the next is the same; a step has the level of its first.
    """
    found: list[tuple[float, int, set[str]]] = []
    for level, row in sorted(levels, key=lambda pair: pair[0]):
        if not row.needed:
            continue
        if not found or not level <= found[-1][0] + same * abs(found[-1][0]):
            found.append((level, 0, set()))
        last = found[-1]
        last[2].add(row.village)
        found[-1] = (last[0], last[1] + 1, last[2])
    return tuple(
        ProfileStep(level=level, needs=needs, villages=len(villages))
        for level, needs, villages in found
    )


def lorenz(
    values: Sequence[float], weights: Sequence[float] | None = None, points: int = POINTS
) -> tuple[float, ...]:
    """Points of the Lorenz curve of values that are not negative.

    Parameters
    ----------
    values
        What each has, such as served ÷ needed.
    weights
        How many each stands for, such as families in need. None: one each.
    points
        How many, evenly apart from 0 to all.

    Returns
    -------
    tuple of float
        Share of everything that the worst-off 0, 1/(points - 1), … 1 of them have: straight lines
        between those where one ends and the next begins. The diagonal where all have alike, or
        nobody anything (Lorenz 1905, doi:10.2307/2276207).
    """
    corners = _corners(values, weights)
    found: list[float] = []
    at = 0
    for number in range(points):
        share = number / (points - 1)
        while at + 2 < len(corners) and corners[at + 1][0] < share:
            at += 1
        (left, low), (right, high) = corners[at], corners[at + 1]
        found.append(
            high if right == left else low + (high - low) * (share - left) / (right - left)
        )
    return (0.0, *found[1:-1], 1.0)


def weighted_gini(values: Sequence[float], weights: Sequence[float]) -> float:
    """Gini coefficient of values each of which stands for some: twice the area over the curve.

    Parameters
    ----------
    values
        What each has, from 0.
    weights
        How many each stands for, from 0.

    Returns
    -------
    float
        G = 1 - Σ (x_k - x_(k-1)) (y_k + y_(k-1)) over the corners of the Lorenz curve; 0 where all
        have alike, or nobody anything.
    """
    corners = _corners(values, weights)
    area = sum((right - left) * (high + low) for (left, low), (right, high) in pairwise(corners))
    return max(0.0, 1 - area)


def _corners(values: Sequence[float], weights: Sequence[float] | None) -> list[tuple[float, float]]:
    shares = [1.0] * len(values) if weights is None else list(weights)
    total = sum(shares)
    everything = sum(value * share for value, share in zip(values, shares, strict=True))
    if not total or not everything:
        return [(0.0, 0.0), (1.0, 1.0)]
    corners = [(0.0, 0.0)]
    count = amount = 0.0
    for value, share in sorted(zip(values, shares, strict=True)):
        count, amount = count + share, amount + value * share
        corners.append((count / total, amount / everything))
    return corners
