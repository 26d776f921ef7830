"""The known name that a mistyped one most likely means."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process, utils

from mizalla.read.kinds import show, western

_LEAST_LIKENESS = 50.0


def _plain(name: str) -> str:
    return utils.default_process(western(name)) or name


class Closest:
    """Finds the closest of some names, and stops looking when there are too many to look for.

    Parameters
    ----------
    names
        The known names.
    searches
        How many different names are looked up; each costs one pass over the known ones.
    """

    def __init__(self, names: Iterable[str], searches: int = 100) -> None:
        self._names = names
        self._sorted: list[str] | None = None
        self._plain: list[str] = []
        self._found: dict[str, str | None] = {}
        self._left = searches

    def __call__(self, name: str) -> str | None:
        """Return the closest name, or None where none is close."""
        if name not in self._found:
            self._found[name] = self._look(name)
        return self._found[name]

    def _look(self, name: str) -> str | None:
        if self._left == 0 or len(name) > 200:
            return None
        self._left -= 1
        if self._sorted is None:
            self._sorted = sorted(self._names)
            self._plain = [_plain(known) for known in self._sorted]
        best = process.extractOne(
            _plain(name), self._plain, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS
        )
        return None if best is None else self._sorted[best[2]]

    def mend(self, name: str, otherwise: str) -> str:
        """Ask for the closest name, else say ``otherwise``."""
        close = self(name)
        return otherwise if close is None else f"Did you mean {show(close)}? {otherwise}"

    @staticmethod
    def likeness(one: str, other: str) -> float:
        """How alike two names are, 0 to 100."""
        return fuzz.ratio(_plain(one), _plain(other))
