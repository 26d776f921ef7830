"""Subsets: the cheapest trips that have each of a few tasks once.

Every set that a truck holds is priced by the shortest way through it (M. Held and R. M. Karp,
Journal of the SIAM 10, 1962). Then, for every set of the later tasks, the cheapest sets that make
it up are kept: the one with its first task, and the best there is for the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mizalla_models.routing import Instance, Whole

NEVER = 2**50
"""More than any tours cost."""


@dataclass(frozen=True)
class Chosen:
    """Trips of an instance."""

    trips: tuple[tuple[int, ...], ...]
    """Tasks of each, in order."""
    cost: int
    """Sum of what they cost, without loading between them."""


class Subsets:
    """All sets of some tasks, by the bits of their numbers.

    Parameters
    ----------
    instance
        Its first type of truck is the only one.
    ways
        What each way costs; ``NEVER`` where there is none.
    together
        The tasks.
    """

    def __init__(self, instance: Instance, ways: Whole, together: Sequence[int]) -> None:
        truck, count = instance.trucks[0], len(together)
        self._together = together
        at = [instance.tasks[task].location for task in together]
        self._between = ways[np.ix_(at, at)]
        self._home = ways[at, truck.start]
        bits = _bits(count)
        loads = bits @ np.array([instance.tasks[task].load for task in together], dtype=np.int64)
        held = np.all(loads <= np.array(truck.capacity), axis=1)
        stay = bits @ np.array([instance.tasks[task].service for task in together], dtype=np.int64)
        self._last = self._shortest(ways[truck.start, at], held)
        cost = (self._last + self._home).min(axis=1) + truck.duration_cost * stay
        self._cost = np.where(held & (cost < NEVER), cost, NEVER)
        self._cost[0] = NEVER

    def chosen(self, each: int) -> Chosen:
        """Choose the cheapest sets that have each task once; every one costs so much more."""
        count = len(self._together)
        own = np.where(self._cost < NEVER, self._cost + each, NEVER)
        best = np.full(1 << count, NEVER, dtype=np.int64)
        best[0] = 0
        for low in reversed(range(1, count)):
            # Sets whose first task is this one, and sets of later tasks, by their later tasks.
            first, later = slice(1 << low, None, 2 << low), slice(None, None, 2 << low)
            part, rest, starts = _splits(count - 1 - low)
            best[first] = np.minimum.reduceat(own[first][part] + best[later][rest], starts)
        trips, left, cost = [], (1 << count) - 1, 0
        while left:
            inside = _inside(left)
            mask = int(inside[(own[inside] + best[left ^ inside]).argmin()])
            trips.append(tuple(self._together[place] for place in self._order(mask)))
            cost += int(self._cost[mask])
            left ^= mask
        return Chosen(tuple(trips), cost)

    def _shortest(self, out: Whole, held: NDArray[np.bool_]) -> Whole:
        """What the shortest way through each set to each of its tasks costs."""
        count = len(out)
        last = np.full((1 << count, count), NEVER, dtype=np.int64)
        places = np.arange(count)
        last[1 << places, places] = out
        into = self._between.T
        for sets, ends in _layers(count):
            own = held[sets]
            # No truck holds a set that has one in it which is too much.
            if not own.any():
                break
            mine, end = sets[own], ends[own]
            before = last[mine ^ (1 << end)] + into[end]
            last[mine, end] = np.minimum(before.min(axis=1), NEVER)
        return last

    def _order(self, mask: int) -> list[int]:
        """Places of a set in the order of the shortest way."""
        found: list[int] = []
        onward = self._home
        while mask:
            place = int((self._last[mask] + onward).argmin())
            found.append(place)
            mask ^= 1 << place
            onward = self._between[:, place]
        return found[::-1]


@cache
def _bits(count: int) -> Whole:
    """Which tasks each set has, shape (sets, tasks)."""
    return (np.arange(1 << count, dtype=np.int64)[:, None] >> np.arange(count)) & 1


@cache
def _layers(count: int) -> list[tuple[Whole, Whole]]:
    """Sets of two tasks, of three and so on, each once for every task that may be done last."""
    bits = _bits(count)
    size = bits.sum(axis=1)
    layers = []
    for many in range(2, count + 1):
        sets = np.flatnonzero(size == many)
        row, end = np.nonzero(bits[sets])
        layers.append((sets[row], end))
    return layers


@cache
def _splits(count: int) -> tuple[Whole, Whole, Whole]:
    """Part every set of so many tasks in two: the one, the other, and where each set begins."""
    parts, starts, begin = [], [], 0
    for whole in range(1 << count):
        inside = _subsets(whole)
        parts.append((inside, whole ^ inside))
        starts.append(begin)
        begin += len(inside)
    one, other = (np.concatenate(side) for side in zip(*parts, strict=True))
    return one, other, np.array(starts)


def _inside(mask: int) -> Whole:
    """Sets within one that have its first task, in order."""
    first = mask & -mask
    return _subsets(mask ^ first) | first


def _subsets(mask: int) -> Whole:
    """Sets within one, in order."""
    found = np.zeros(1, dtype=np.int64)
    while mask:
        first = mask & -mask
        found = np.concatenate([found, found | first])
        mask ^= first
    return found
