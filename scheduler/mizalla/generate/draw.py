"""Random draws that are the same on every machine and for every release of numpy."""

from collections.abc import Sequence
from typing import TypeVar
from zlib import crc32

import numpy as np

Item = TypeVar("Item")


class Draw:
    """A stream of random numbers for one subject of one scenario.

    Each subject (villages, roads, …) has a stream of its own, so that a change to one part of a
    recipe leaves the others as they were.

    Parameters
    ----------
    seed
        Seed of the recipe.
    subject
        What is drawn, such as ``"villages", "EG25"``.

    Notes
    -----
    Only the raw bits of PCG64 are used: numpy keeps them for good, unlike the streams of
    ``Generator``'s distributions (NEP 19).
    """

    def __init__(self, seed: int, *subject: str) -> None:
        words = [crc32(word.encode()) for word in subject]
        self._bits = np.random.PCG64(np.random.SeedSequence([seed, *words]))

    def uniform(self, low: float = 0.0, high: float = 1.0) -> float:
        """A number from ``low`` up to, not including, ``high``."""
        return low + (high - low) * ((int(self._bits.random_raw()) >> 11) * 2.0**-53)

    def whole(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self.uniform() * (high - low + 1))

    def normal(self) -> float:
        """A number with mean 0 and standard deviation 1, within ±6.

        Twelve uniform numbers less six (Irwin-Hall): sums only, so no machine's ``log`` or ``cos``
        can differ in the last digit.
        """
        return sum(self.uniform() for _ in range(12)) - 6.0

    def chance(self, probability: float) -> bool:
        """True with that probability."""
        return self.uniform() < probability

    def pick(self, items: Sequence[Item]) -> Item:
        """One of the items, each as likely."""
        return items[self.whole(0, len(items) - 1)]

    def pick_weighted(self, items: Sequence[Item], weights: Sequence[float]) -> Item:
        """One of the items, as likely as its weight says."""
        left = self.uniform() * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            left -= weight
            if left < 0:
                return item
        return items[-1]
