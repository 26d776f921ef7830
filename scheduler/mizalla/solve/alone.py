"""What each demand could reach if its own village's rows were the only ones."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem

Figures = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Alone:
    """Upper bounds that need no solver: needs, and what the points of a village can hand over."""

    problem: Problem
    cap: Figures
    """Parcels of all kinds that each village's points can hand over in all; inf where free."""

    def levels(self, weight: Figures, rising: Mask, given: Figures) -> Figures:
        """Give the level that each rising demand reaches when only its village limits it.

        Parcels of one village share what its points can hand over as leximin would: the lowest
        is raised first, and who has all it needs leaves the rest to the others.

        Parameters
        ----------
        weight
            Parcels that one level is worth, per demand.
        rising
            Demands that share what is left.
        given
            Parcels that the other demands get.
        """
        demands = self.problem.demands
        village, villages = demands.village, len(self.problem.index.villages)
        full = demands.needed / weight
        used = np.bincount(village[~rising], weights=given[~rising], minlength=villages)
        left = np.maximum(self.cap - used, 0)
        level = np.where(rising, full, np.inf)
        open_ = rising.copy()
        for _ in range(len(self.problem.index.parcels)):
            share = np.bincount(village[open_], weights=weight[open_], minlength=villages)
            with np.errstate(divide="ignore", invalid="ignore"):
                common = np.where(share > 0, left / share, np.inf)[village]
            filled = open_ & (full <= common)
            level[open_ & ~filled] = common[open_ & ~filled]
            level[filled] = full[filled]
            if not filled.any():
                break
            left -= np.bincount(village[filled], weights=demands.needed[filled], minlength=villages)
            left = np.maximum(left, 0)
            open_ &= ~filled
        return level


def alone(problem: Problem) -> Alone:
    """Read the own limits of villages off the limits that count every parcel handed over there."""
    villages = len(problem.index.villages)
    cap = np.full(villages, np.inf)
    for _, total in own_limits(problem):
        cap = np.minimum(cap, total)
    routes = problem.routes
    to = problem.demands.village[routes.demand[routes.demand >= 0]]
    cap[np.bincount(to, minlength=villages) == 0] = 0
    return Alone(problem, cap)


def own_limits(problem: Problem) -> Iterator[tuple[int, Figures]]:
    """List the limits that count every parcel handed over in some villages, and in no other.

    Yields
    ------
    tuple of int and array
        Place of the limit in the problem's limits, and the most parcels that it lets into each
        village, inf where it does not count them all.
    """
    villages = len(problem.index.villages)
    routes = problem.routes
    delivers = routes.demand >= 0
    village = np.where(delivers, problem.demands.village[routes.demand], -1)
    lanes_to = np.bincount(village[delivers], minlength=villages)
    for place, limit in enumerate(problem.limits):
        group = limit.groups.of_route
        counts = (group >= 0) & delivers
        per_parcel = (limit.coefficient[:, counts] == 1).all()
        if not limit.hard or limit.cumulative or limit.spared is not None or not per_parcel:
            continue
        if not counts.any() or (limit.groups.of_day < 0).any():
            continue
        if np.bincount(village[counts], minlength=villages).max() == 0:
            continue
        first = np.full(len(limit.at_most), -1, dtype=np.int64)
        first[group[counts]] = village[counts]
        if (first[group[counts]] != village[counts]).any():
            continue  # a group that villages share is nobody's own
        total = limit.at_most.sum(axis=1)
        has = first >= 0
        sum_of = np.bincount(first[has], weights=total[has], minlength=villages)
        covered = np.bincount(village[counts], minlength=villages) == lanes_to
        yield place, np.where(covered & (lanes_to > 0), sum_of, np.inf)
