"""Ways of least time through the network, from many nodes to all, in bulk."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from mizalla.travel.network import Network

SHORTER = 1e-6
"""Minutes that a km adds to the choice, so that of equally fast ways the shorter is taken."""
_CELLS = 2_000_000


def ways(
    network: Network,
    is_open: NDArray[np.bool_],
    sources: NDArray[np.int64],
    targets: NDArray[np.int64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Length and road minutes of the ways of least time.

    Parameters
    ----------
    network
        The network.
    is_open
        Which of its roads are open, shape (roads,).
    sources, targets
        Nodes, shapes (sources,) and (targets,).

    Returns
    -------
    tuple of two float64 arrays of shape (sources, targets)
        km and minutes; inf where there is no way.
    """
    start, end, km, minutes, choice = _one_way(network, is_open)
    size = len(network.nodes)
    graph = csr_array((choice, (start, end)), shape=(size, size))
    keys = start * size + end
    found_km = np.empty((len(sources), len(targets)))
    found_minutes = np.empty_like(found_km)
    # Whole rows of a few sources at a time, so that a large network does not fill the memory.
    step = max(1, _CELLS // size)
    for first in range(0, len(sources), step):
        rows = slice(first, first + step)
        distance, before = dijkstra(graph, indices=sources[rows], return_predecessors=True)
        parent = np.where(before < 0, np.arange(size), before).astype(np.int64)
        taken = np.searchsorted(keys, parent * size + np.arange(size))
        taken = np.minimum(taken, len(keys) - 1) if len(keys) else taken
        moved = before >= 0
        lengths = _along(parent, _by_road(km, taken, moved), _by_road(minutes, taken, moved))
        reached = np.isfinite(distance)
        found_km[rows] = np.where(reached, lengths[0], np.inf)[:, targets]
        found_minutes[rows] = np.where(reached, lengths[1], np.inf)[:, targets]
    return found_km, found_minutes


def _one_way(
    network: Network, is_open: NDArray[np.bool_]
) -> tuple[
    NDArray[np.int64],
    NDArray[np.int64],
    NDArray[np.float64],
    NDArray[np.float64],
    NDArray[np.float64],
]:
    used = is_open & (network.start != network.end)
    back = used & ~network.one_way
    start = np.concatenate([network.start[used], network.end[back]])
    end = np.concatenate([network.end[used], network.start[back]])
    km = np.concatenate([network.km[used], network.km[back]])
    minutes = np.concatenate([network.minutes[used], network.minutes[back]])
    choice = np.concatenate([network.choice[used], network.choice[back]]) + SHORTER * km
    order = np.lexsort((minutes, km, choice, end, start))
    # Of several roads between two nodes only the best; a sparse matrix would add them up.
    first = np.ones(len(order), dtype=bool)
    first[1:] = (np.diff(start[order]) != 0) | (np.diff(end[order]) != 0)
    best = order[first]
    return start[best], end[best], km[best], minutes[best], choice[best]


def _by_road(
    values: NDArray[np.float64], taken: NDArray[np.int64], moved: NDArray[np.bool_]
) -> NDArray[np.float64]:
    if not len(values):
        return np.zeros(taken.shape)
    return np.where(moved, values[taken], 0.0)


def _along(parent: NDArray[np.int64], *steps: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    # Pointer jumping: each round doubles the stretch that is summed, for all sources at once.
    sums = list(steps)
    while True:
        further = np.take_along_axis(parent, parent, axis=1)
        sums = [part + np.take_along_axis(part, parent, axis=1) for part in sums]
        if np.array_equal(further, parent):
            return sums
        parent = further
