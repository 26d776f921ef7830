"""Room: what trucks, stores and limits still have, as consignments are moved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.dispatch.uses import Use
from mizalla_models.plan import TripStop


@dataclass
class Room:
    """What there still is, as consignments are moved."""

    minutes: dict[tuple[int, int], float]
    """Time of a fleet's trucks on a day that no trip takes, by their codes."""
    longest: dict[tuple[int, int], int]
    """The longest day of one of them."""
    stored: NDArray[np.int64]
    """Parcels in store at the end of each day; shape (days, warehouses, kinds)."""
    arrived: NDArray[np.int64]
    """Parcels that reach each demand; shape (demands, days)."""
    used: list[Use]
    """What counts in every group of every limit."""


def minutes_left(
    stops: Iterable[TripStop],
    whole: Mapping[tuple[int, int], float],
    problem: Problem,
    reload: float,
) -> dict[tuple[int, int], float]:
    """Time of each fleet on each day that no trip takes, by their codes."""
    left = dict(whole)
    fleet, day = problem.index.fleets.number, problem.index.day_number
    trips = {row.trip: (row.fleet, row.day, row.leaves, row.returns) for row in stops}
    for name, when, leaves, returns in trips.values():
        key = fleet[name], day(when, 0)
        left[key] = left.get(key, 0.0) - (_minutes(returns) - _minutes(leaves) + reload)
    return left


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return 60 * int(hours) + int(minutes)
