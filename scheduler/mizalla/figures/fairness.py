"""How evenly parcels are shared: the Lorenz curve and the leximin profile."""

from collections.abc import Sequence
from dataclasses import dataclass

from mizalla_models.plan import Coverage


@dataclass(frozen=True)
class Lorenz:
    """A Lorenz curve: the cumulated share of what all have, worst-off first."""

    villages: tuple[float, ...]
    """Share of villages and parcels, 0 to 1."""
    coverage: tuple[float, ...]
    """Their share of all coverage, 0 to 1."""


def lorenz(coverage: Sequence[Coverage], points: int = 200) -> Lorenz:
    """Draw the Lorenz curve of served ÷ needed over villages and parcels.

    Parameters
    ----------
    coverage
        The needs, at least one.
    points
        Most points of the curve; steps between them are left out.

    Notes
    -----
    Twice the area between the curve and the diagonal is the Gini coefficient that
    :class:`mizalla_models.run.Figures` gives.
    """
    ratios = sorted(row.ratio for row in coverage)
    total = sum(ratios)
    sums, sofar = [0.0], 0.0
    for ratio in ratios:
        sofar += ratio
        sums.append(sofar / total if total else len(sums) / len(ratios))
    kept = _spread(len(sums), points)
    return Lorenz(
        tuple(place / len(ratios) for place in kept), tuple(sums[place] for place in kept)
    )


def profile(coverage: Sequence[Coverage], points: int = 400) -> tuple[tuple[float, float], ...]:
    """Give coverage, worst-off first, with the most that was proven possible there.

    Returns
    -------
    tuple of (ratio, bound)
        Served ÷ needed and the proven most of it (at most 1), for at most ``points`` needs evenly
        spread over all, the first and the last among them.
    """
    rows = sorted(coverage, key=lambda row: (row.ratio, row.village, row.parcel))
    return tuple(
        (rows[place].ratio, max(rows[place].ratio, best(rows[place])))
        for place in _spread(len(rows), points)
    )


def best(row: Coverage) -> float:
    """Proven most that served ÷ needed of a village can be, 0 to 1."""
    return min(max(row.bound * row.priority, 0.0), 1.0)


def _spread(count: int, points: int) -> list[int]:
    if count <= points:
        return list(range(count))
    return [round(place * (count - 1) / (points - 1)) for place in range(points)]
