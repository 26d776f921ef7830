"""Tiny routing instances with answers that can be told by hand."""

from dataclasses import replace

import numpy as np

from mizalla_models.routing import Break, Instance, Task, Truck

LINE = np.abs(np.subtract.outer(np.arange(6), np.arange(6)))[None] * 10
"""A base and five places on a line, ten apart."""
SMALL = Instance(
    tasks=tuple(Task(place, (1,), service=5) for place in range(1, 6)),
    trucks=(Truck(2, (3,)),),
    distance=LINE,
    duration=LINE,
    name="line",
)
"""Five tasks, three a truck: 5-4-3 and 2-1 take 100 + 40."""


def trucks(**changes: object) -> Instance:
    """The small instance with other trucks."""
    return replace(SMALL, trucks=(replace(SMALL.trucks[0], **changes),))


def tasks(number: int, **changes: object) -> Instance:
    """The small instance with another task."""
    own = list(SMALL.tasks)
    own[number] = replace(own[number], **changes)
    return replace(SMALL, tasks=tuple(own))


def prized(instance: Instance, prize: int = 1000) -> Instance:
    """An instance whose tasks may be left out."""
    return replace(instance, tasks=tuple(replace(task, prize=prize) for task in instance.tasks))


CASES: dict[str, tuple[Instance, int | None]] = {
    "plain": (SMALL, 140),
    "two trips of one truck": (trucks(count=1, trips=2, reload=7), 140),
    "fixed cost and time": (trucks(fixed_cost=50, duration_cost=1), 100 + 140 + 140 + 25),
    "windows": (tasks(0, window=(200, 210)), 140),
    "a shift": (trucks(shift=(60, 60 + 115)), 140),
    "furthest": (trucks(furthest=100), 140),
    "longest": (trucks(longest=115), 140),
    "a place for one type only": (
        replace(
            tasks(4, trucks=frozenset({1})),
            trucks=(Truck(1, (5,)), Truck(1, (1,), distance_cost=2)),
        ),
        80 + 200,
    ),
    "prizes": (prized(trucks(count=1)), 60 + 2000),
    "not ready before": (tasks(4, released=500), 140),
    "another end": (trucks(end=5), 50 + 50),
    "asymmetric ways": (
        replace(SMALL, distance=np.triu(LINE[0])[None] + 2 * np.tril(LINE[0])[None]),
        210,
    ),
    "a break": (trucks(breaks=(Break((20, 40), 30),)), 140),
}
"""Instances and their least costs."""
