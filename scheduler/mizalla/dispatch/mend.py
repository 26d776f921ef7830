"""Mend: consignments that no truck has time for go on another day, or with another fleet.

Only what leaves every rule kept and nothing later than before: the same parcels leave the same base
for the same village, on a day with trucks that have time left, from stock that lies there. So the
bounds of the allocation stay true, and most often its cost is the same to the last piastre.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mizalla.build import Problem
from mizalla.dispatch.answer import Answer
from mizalla.dispatch.moves import Key, Moves
from mizalla.dispatch.room import Room
from mizalla.solve import Allocation
from mizalla_models.scenario import Scenario


@dataclass(frozen=True)
class Mended:
    """What became of consignments that had no truck."""

    allocation: Allocation
    """Whole parcels by route and day, some of them moved."""
    settled: Mapping[Key, frozenset[int]]
    """By day and base: tasks left out there that are brought otherwise."""
    more: frozenset[Key]
    """Days and bases that have more to do than before."""


def mend(
    scenario: Scenario,
    problem: Problem,
    allocation: Allocation,
    found: Sequence[Answer],
    room: Room,
) -> Mended | None:
    """Find another day or fleet for what is left out.

    Parameters
    ----------
    scenario
        Parcels, trucks and points.
    problem, allocation
        What was allocated, and from what.
    found
        The trips of every base and day.
    room
        What there is besides; it is used up.

    Returns
    -------
    Mended or None
        None where nothing can be moved.
    """
    if problem.choices or allocation.bought:
        return None
    crowded = {
        (
            problem.index.fleets.number[one.day.consignments[task].fleet],
            problem.index.day_number(one.day.day, 0),
        )
        for one in found
        for task in one.routes.left_out
    }
    moves = Moves(scenario, problem, allocation, room, crowded)
    settled: dict[Key, set[int]] = defaultdict(set)
    for one in found:
        # What is most comes first.
        order = sorted(one.routes.left_out, key=lambda task: (-_parcels(one, task), task))
        for task in order:
            if moves.move(one.day.day, one.day.base, one.day.consignments[task]):
                settled[one.day.day, one.day.base].add(task)
    if not settled:
        return None
    return Mended(
        moves.allocation(),
        {key: frozenset(tasks) for key, tasks in settled.items()},
        frozenset(moves.more),
    )


def _parcels(one: Answer, task: int) -> int:
    return one.day.consignments[task].parcels
