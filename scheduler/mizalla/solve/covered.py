"""Covered: the levels of a problem and the models that found them, to be taken over as they are.

Finding levels takes half of planning or more, and nothing in it asks what later goals may give
away. Another problem with the same digest has the same levels, by the same proofs.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.solve.digest import digest
from mizalla.solve.frame import Frame, Lanes
from mizalla.solve.grid import Grid
from mizalla.solve.leximin import Profile, Settled
from mizalla.solve.model import Model
from mizalla.solve.standing import Standing
from mizalla.solve.warm import Trail

Figures = NDArray[np.float64]


@dataclass(frozen=True)
class Held:
    """A model without its problem: its grid, its lanes, and where its last program ended."""

    grid: Grid
    whole: bool
    lanes: Lanes
    standing: Standing | None

    @classmethod
    def of(cls, model: Model) -> "Held":
        """Take down a model."""
        return cls(model.frame.grid, model.frame.whole, model.lanes, model.standing)

    def like(self, other: Model, trail: Trail) -> Model:
        """Make the model again, for the problem that another is for."""
        frame = Frame(other.frame.problem, self.grid, whole=self.whole)
        made = Model(frame, self.lanes, seed=other.seed, transfers=False, search=other.search)
        made.trail, made.standing = trail, self.standing
        return made


@dataclass(frozen=True)
class Covered:
    """What coverage came to, before anything of it is given away."""

    profile: Profile
    """Levels of single days."""
    fine: Held
    """The model of single days, as it found them."""
    summed: Held
    """The model that told of the most parcels: of summed days, where these tell what single ones
    allow."""
    large: bool
    """Whether the problem was too large to hold every lane."""
    by_sums: bool
    """Whether summed days tell what single ones allow."""
    cheapest: Standing | None
    """Where days summed ended, levels being led by costs."""
    target: Figures
    """Whole parcels that each demand is to be served."""
    most: float
    """Most parcels that can be served while each demand gets its target."""


@dataclass(frozen=True)
class Kept:
    """What coverage came to, apart from its problem: small, and only for one that is the same."""

    key: str
    """Digest of the problem."""
    seed: int
    asked_summed: bool
    """Whether summed days were asked first."""
    covered: Covered
    """Without bottlenecks."""
    stages: tuple["Packed", ...]
    """The bottlenecks."""

    @classmethod
    def of(cls, noted: "Noted") -> "Kept":
        """Part it from its problem."""
        covered = noted.covered
        profile, stages = packed(covered.profile)
        return cls(
            digest(noted.problem),
            noted.seed,
            noted.asked_summed,
            replace(covered, profile=profile),
            stages,
        )

    def of_same(self, problem: Problem, seed: int, *, summed: bool) -> Covered | None:
        """Give it for a problem if that is the same, and asked in the same way."""
        if (self.seed, self.asked_summed) != (seed, summed) or self.key != digest(problem):
            return None
        return replace(self.covered, profile=unpacked(self.covered.profile, self.stages))


@dataclass(frozen=True)
class Noted:
    """What coverage came to, with its problem."""

    problem: Problem
    seed: int
    asked_summed: bool
    covered: Covered


@dataclass(frozen=True)
class Sparse:
    """A row of figures of which most are zero."""

    size: int
    place: NDArray[np.intp]
    value: Figures

    @classmethod
    def of(cls, figures: Figures) -> "Sparse":
        """Keep what is not zero."""
        place = np.flatnonzero(figures)
        return cls(len(figures), place, figures[place])

    def full(self) -> Figures:
        """Give the row again."""
        figures = np.zeros(self.size)
        figures[self.place] = self.value
        return figures


@dataclass(frozen=True)
class Packed:
    """A bottleneck of leximin, small: there may be thousands, each with a price of every row."""

    level: float
    demands: NDArray[np.intp]
    price: Sparse
    row_price: Sparse


def packed(profile: Profile) -> tuple[Profile, tuple[Packed, ...]]:
    """Part the bottlenecks from a profile and make them small."""
    stages = tuple(
        Packed(one.level, one.demands, Sparse.of(one.price), Sparse.of(one.row_price))
        for one in profile.stages
    )
    return replace(profile, stages=()), stages


def unpacked(profile: Profile, stages: tuple[Packed, ...]) -> Profile:
    """Put the bottlenecks back."""
    full = tuple(
        Settled(one.level, one.demands, one.price.full(), one.row_price.full()) for one in stages
    )
    return replace(profile, stages=full)
