"""The node of the road network that lies nearest to each place."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from mizalla.verify.earth import haversine
from mizalla.verify.roads import Position

CELLS = 100_000
"""Pairs of place and node that are held against each other at once."""
CLOSE = 1e-12
"""By how much cosines of angles may differ for the distances to be told apart by haversine: more
than what they lose in digits, and than a thousandth of a millimetre on any distance on earth."""


def nearest(nodes: Sequence[Position], places: Sequence[Position]) -> Iterator[tuple[int, float]]:
    """Nearest node of each place.

    Parameters
    ----------
    nodes, places
        Latitude and longitude, degrees.

    Yields
    ------
    (int, float)
        Number of the node, of those equally near to 1e-9 km the first; its great-circle km.
    """
    ends, step = _on_sphere(nodes).T, max(1, CELLS // max(len(nodes), 1))
    for first in range(0, len(places), step):
        some = places[first : first + step]
        cosine = _on_sphere(some) @ ends
        row, column = np.nonzero(cosine >= cosine.max(axis=1, keepdims=True) - CLOSE)
        begins = np.searchsorted(row, np.arange(len(some) + 1)).tolist()
        close = column.tolist()
        for place, begin, end in zip(some, begins, begins[1:], strict=False):
            km, node = min(
                (round(haversine(*place, *nodes[node]), 9), node) for node in close[begin:end]
            )
            yield node, km


def _on_sphere(positions: Sequence[Position]) -> NDArray[np.float64]:
    """Unit vectors, shape (positions, 3)."""
    lat, lon = np.radians(np.array(positions, dtype=float).reshape(-1, 2)).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
