"""What a good engineer writes: leximin by linear programs, and the goals after it, on all lanes.

Leximin is that of Ogryczak, Pióro and Tomaszewski (2005): raise the common level as far as it goes,
settle whose row has a dual, repeat. Villages that are held down by what their own points can hand
over are set aside, as Mizalla does it: without that a peer would need a program for each.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.allocate.instance import Figures, Flags, Instance
from benchmarks.allocate.linear import Linear, Solve, UnsolvedError
from benchmarks.allocate.plain import Plain

GIVEN = 1e-9
"""Share of a level that is given away where it is held, for the solver's last digits."""


@dataclass(frozen=True)
class Reached:
    """What is known after a program."""

    goal: str
    """The goal that it was solved for."""
    value: float | None
    """Value of the goal, once it is met."""
    level: Figures
    """Levels of demands; nan where not settled."""
    served: Figures
    """Parcels of demands in the last answer."""


@dataclass
class Pursuit:
    """Goals met one after another on the plain model.

    Parameters
    ----------
    own
        Highest level of each demand by its own points, as of :func:`own_levels`.
    priced
        Dual × weight from which a row counts as tight in every optimum; those of a program add up
        to 1.
    """

    model: Plain
    solve: Solve
    own: Figures
    priced: float = 1e-6

    def goals(self, goals: tuple[str, ...]) -> Iterator[Reached]:
        """Meet ``coverage`` (exact leximin) or ``lowest`` (its first level alone), then more.

        ``served`` is the most parcels while each demand has its level, ``cost`` the least cost of
        what is served then.
        """
        level = np.full(len(self.model.needed), np.nan)
        held = np.zeros(len(level))
        for goal in goals:
            if goal == "coverage":
                for reached in self._leximin():
                    yield reached
                    level = reached.level
                held = level * self.model.weight
            elif goal == "lowest":
                lowest, _, served = self._raise(level, 0.0)
                held = np.full(len(level), lowest) * self.model.weight
                yield Reached("lowest", lowest, level, served)
            elif goal == "served" and not np.isnan(level).any():
                yield Reached("served", float(held.sum()), level, held)  # leximin leaves no choice
            elif goal == "served":
                x = self._optimum(held, np.full(self.model.lanes, -1.0))
                held = self._served(x)
                yield Reached("served", float(held.sum()), level, held)
            else:
                x = self._optimum(held, self.model.cost)
                yield Reached("cost", float(self.model.cost @ x), level, self._served(x))

    def cheapest(self, served: Figures) -> float:
        """Least cost of serving each demand at least so many parcels."""
        return float(self.model.cost @ self._optimum(served, self.model.cost))

    def _leximin(self) -> Iterator[Reached]:
        level = np.full(len(self.model.needed), np.nan)
        lowest = 0.0
        while np.isnan(level).any():
            rising = np.isnan(level)
            aside = rising & (self.own < self.model.highest * (1 - GIVEN))
            if aside.any():
                # Without those that may be held by their own points it goes so far at most.
                owed = np.where(aside, lowest, level)
                if np.isnan(owed).any():
                    highest, _, served = self._raise(owed, lowest)
                    yield Reached("coverage", None, level, served)
                    aside &= self.own <= highest
                while aside.any():
                    owed = np.where(aside, self.own, level)
                    try:
                        top, tight, served = self._raise(owed, lowest)
                    except UnsolvedError:  # they can't all have their own: fewer of them
                        aside &= self.own < np.median(self.own[aside])
                        continue
                    if top >= self.own[aside].max():
                        break
                    yield Reached("coverage", None, level, served)
                    aside &= self.own <= top
                else:
                    top, tight, served = self._raise(level, lowest)
                level = np.where(aside, self.own, level)
                level[tight] = top
                lowest = top
            else:
                lowest, tight, served = self._raise(level, lowest)
                level[tight] = lowest
            yield Reached("coverage", float(np.nanmin(level)), level.copy(), served)

    def _raise(self, owed: Figures, lowest: float) -> tuple[float, Flags, Figures]:
        """Raise the common level of the demands that are owed none yet (nan).

        Returns level, whose row has a dual, and what each is served. Where nobody rises it is only
        seen whether what is owed can be had.
        """
        model, rising = self.model, np.isnan(owed)
        count, lanes = len(owed), model.lanes
        top = float(model.highest[rising].min(initial=np.nanmax(owed, initial=1.0)))
        low, high = self._bounds(np.where(rising, 0.0, owed * (1 - GIVEN)) * model.weight)
        program = Linear(
            matrix=model.with_level(np.where(rising, -model.weight, 0.0)),
            cost=np.append(np.zeros(lanes), -1.0),
            low=low,
            high=high,
            most=np.append(np.full(lanes, np.inf), top),
        )
        found = self.solve(program)
        level = float(found.x[-1])
        price = np.abs(found.dual[:count]) * model.weight
        full = rising & (model.highest <= level * (1 + GIVEN))
        tight = (rising & (price > self.priced)) | full
        if rising.any() and not tight.any():  # a dual is there all the same: the largest
            tight[np.argmax(np.where(rising, price, -1))] = True
        return max(level, lowest), tight, self._served(found.x[:-1])

    def _optimum(self, held: Figures, cost: Figures) -> Figures:
        low, high = self._bounds(held * (1 - GIVEN))
        high[: len(held)] = np.maximum(self.model.needed, low[: len(held)])
        program = Linear(
            matrix=self.model.with_level(np.zeros(len(held))),
            cost=np.append(cost, 0.0),
            low=low,
            high=high,
            most=np.append(np.full(self.model.lanes, np.inf), 0.0),
        )
        return self.solve(program).x[:-1]

    def _bounds(self, least: Figures) -> tuple[Figures, Figures]:
        free = np.full(len(self.model.limit), -np.inf)
        return (
            np.concatenate([least, free]),
            np.concatenate([np.full(len(least), np.inf), self.model.limit]),
        )

    def _served(self, x: Figures) -> Figures:
        served: Figures = self.model.matrix[: len(self.model.needed), :-1] @ x
        return served


def own_levels(instance: Instance) -> Figures:
    """Level that the demands of each village reach by what its points can hand over.

    Kinds of one village share it as leximin would: each gets the same level.
    """
    days = instance.open[instance.calendar].sum(axis=1)
    hands = np.bincount(instance.village, weights=instance.hands * days)
    weight = instance.needed.sum(axis=1) * instance.priority
    level = np.minimum(hands / weight, 1 / instance.priority)
    result: Figures = np.repeat(level, instance.needed.shape[1])
    return result
