"""Which towns are neighbours."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from mizalla.generate.geo import coordinates, distances
from mizalla_models.place import Place

Array = NDArray[np.float64]
Pair = tuple[int, int, float]


def neighbours(places: Sequence[Place]) -> tuple[Pair, ...]:
    """Pairs of places with no third in the circle over them: much like a real net of roads.

    Returns
    -------
    tuple of (first, second, km)
        Positions in ``places``, the smaller first, in ascending order. The graph is connected.

    Notes
    -----
    The graph of K. R. Gabriel and R. R. Sokal, Systematic Zoology 18 (1969).
    """
    return _pairs(places, lambda one, other: np.sqrt(one**2 + other**2))


def close_neighbours(places: Sequence[Place]) -> tuple[Pair, ...]:
    """Pairs of places with no third nearer to both: fewer than ``neighbours``, and connected too.

    Notes
    -----
    The relative neighbourhood graph of G. T. Toussaint, Pattern Recognition 12 (1980).
    """
    return _pairs(places, np.maximum)


def _pairs(places: Sequence[Place], through: Callable[[Array, Array], Array]) -> tuple[Pair, ...]:
    at = coordinates(places)
    km = distances(at, at)
    result = []
    for first in range(len(places)):
        for second in range(first + 1, len(places)):
            detours = through(km[first], km[second])
            detours[[first, second]] = np.inf
            if detours.min() >= km[first, second]:
                result.append((first, second, float(km[first, second])))
    return tuple(result)
