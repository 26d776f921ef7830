"""The line of cases: which of them is next, and where each of them begins.

Cases that differ in goals and tolerances only are kin: they have the same levels, which take most
of the time. So the first of each kin goes ahead, and the others begin where it ended. Who is whose
kin is said by the sweep alone: figures must tell neither of workers nor of where it was stopped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from mizalla.sweep.case import AS_IT_IS, Done, Task
from mizalla.sweep.kin import kin_of
from mizalla_models.overlay import Overlay

if TYPE_CHECKING:
    from mizalla.solve import Start


def leaders(cases: Sequence[Overlay]) -> tuple[int, ...]:
    """Give each case the place of the one where it begins.

    Kin begin at the first of them, and that one at the scenario as it is.

    Parameters
    ----------
    cases
        All cases, the scenario as it is first.
    """
    first: dict[str, int] = {}
    kin = [kin_of(case) for case in cases]
    for place, key in enumerate(kin):
        first.setdefault(key, place)
    return tuple(first[key] if first[key] != place else AS_IT_IS for place, key in enumerate(kin))


@dataclass
class Line:
    """Cases that are left, handed out one by one as soon as it is known where they begin.

    Parameters
    ----------
    cases
        All cases, the scenario as it is first.
    left
        Places of those that are to be planned, ascending. Where others begin at one that is not
        among them, that is planned again.
    """

    cases: Sequence[Overlay]
    left: Sequence[int]
    _before: tuple[int, ...] = field(init=False)
    _waiting: list[int] = field(init=False)
    _leads: frozenset[int] = field(init=False)
    _again: frozenset[int] = field(init=False)
    _starts: dict[int, "Start | None"] = field(init=False, default_factory=dict)
    _lock: Lock = field(init=False, default_factory=Lock)

    def __post_init__(self) -> None:
        self._before = leaders(self.cases)
        wanted, needed = set(self.left), set(self.left)
        for place in self.left:
            while place != AS_IT_IS:
                place = self._before[place]
                needed.add(place)
        self._leads = frozenset(self._before[place] for place in needed if place != AS_IT_IS)
        # Who leads goes first; of the others each follows as soon as it can.
        self._waiting = sorted(needed, key=lambda place: (place not in self._leads, place))
        self._again = frozenset(needed - wanted)

    def next(self) -> Task | None:
        """Give the next case that can begin; None: none can for now, or there is none left."""
        with self._lock:
            for place in self._waiting:
                before = self._before[place]
                if place == AS_IT_IS or before in self._starts:
                    self._waiting.remove(place)
                    start = None if place == AS_IT_IS else self._starts[before]
                    return Task(place, self.cases[place], start, place in self._leads)
            return None

    @property
    def over(self) -> bool:
        """Whether every case was handed out."""
        return not self._waiting

    def end(self, done: Done) -> None:
        """Note that a case is done: others may begin where it ended."""
        with self._lock:
            if done.place in self._leads:
                # Who has no plan leaves its kin to begin where it began itself.
                fallback = None if done.place == AS_IT_IS else self._starts.get(AS_IT_IS)
                self._starts[done.place] = done.start or fallback

    def counts(self, done: Done) -> bool:
        """Whether a case was to be planned, and not only for others to begin where it ends."""
        return done.place not in self._again
