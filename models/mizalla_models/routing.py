"""Routing: what a routing engine is asked, and what it answers.

All numbers are whole; their units are the caller's, and the same everywhere in one instance. A
base-day of Mizalla counts minutes, decametres and thousandths of the campaign's currency.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Feature = Literal[
    "access", "breaks", "depots", "furthest", "longest", "prizes", "releases", "trips", "windows"
]
"""What an instance may ask for beyond loads, and not every engine can keep.

access: tasks that not every truck may do. breaks: pauses within a window. depots: trucks that start
or end at different places. furthest, longest: most distance and duration of a truck's day. prizes:
tasks that may be left out at a price. releases: goods that are not ready from the start. trips:
trucks that come back to load again. windows: times at which tasks or trucks are open.
"""
FOREVER = 2**40
"""Later than anything."""
NO_WAY = 2**31 - 1
"""Distance or duration where there is no way."""
NO_TRIPS = "none"
"""Stands for an engine where no trips are asked for."""


@dataclass(frozen=True)
class Task:
    """Something to be brought to a place in one visit."""

    location: int
    """Row of the matrices."""
    load: tuple[int, ...]
    """What it takes of each capacity."""
    service: int = 0
    """Duration of the visit."""
    window: tuple[int, int] = (0, FOREVER)
    """First and last moment at which the visit may begin."""
    released: int = 0
    """Moment from which a trip with it may leave the base."""
    trucks: frozenset[int] | None = None
    """Types of truck that may do it. None: any."""
    prize: int | None = None
    """What leaving it out costs. None: it must be done."""


@dataclass(frozen=True)
class Break:
    """A pause of a truck, wherever it is."""

    window: tuple[int, int]
    """First and last moment at which it may begin. Who is home by the last, or leaves only after
    it, needs none."""
    duration: int
    """How long it lasts."""


@dataclass(frozen=True)
class Truck:
    """Trucks of one type."""

    count: int
    """How many there are."""
    capacity: tuple[int, ...]
    """Most that it holds of each kind of load."""
    start: int = 0
    """Location where it starts and loads."""
    end: int = 0
    """Location where it ends its day."""
    matrix: int = 0
    """Which of the matrices are its own."""
    fixed_cost: int = 0
    """Cost of using one."""
    distance_cost: int = 1
    """Cost of a unit of distance."""
    duration_cost: int = 0
    """Cost of a unit of time from leaving first to coming home last."""
    shift: tuple[int, int] = (0, FOREVER)
    """It leaves not before, and is home not after."""
    longest: int = FOREVER
    """Most time from leaving first to coming home last."""
    furthest: int = FOREVER
    """Most distance in all."""
    trips: int = 1
    """Most trips; between two it loads again at its start."""
    reload: int = 0
    """Time from coming home to leaving again."""
    breaks: tuple[Break, ...] = ()
    """Pauses, by window."""


@dataclass(frozen=True)
class Instance:
    """A rich vehicle-routing problem: least cost, all tasks done or paid for."""

    tasks: tuple[Task, ...]
    """What is to be done."""
    trucks: tuple[Truck, ...]
    """What there is to do it with."""
    distance: Whole
    """Distances of shape (matrices, locations, locations); need not be symmetric."""
    duration: Whole
    """Durations, likewise."""
    name: str = ""
    """For people."""

    def features(self) -> frozenset[Feature]:
        """What it asks of an engine."""
        found: set[Feature] = set()
        if any(task.trucks is not None for task in self.tasks):
            found.add("access")
        if any(task.window[0] > 0 or task.window[1] < FOREVER for task in self.tasks):
            found.add("windows")
        if any(task.released for task in self.tasks):
            found.add("releases")
        if any(task.prize is not None for task in self.tasks):
            found.add("prizes")
        for truck in self.trucks:
            if truck.breaks:
                found.add("breaks")
            if (truck.start, truck.end) != (self.trucks[0].start, self.trucks[0].start):
                found.add("depots")
            if truck.shift[0] > 0 or truck.shift[1] < FOREVER:
                found.add("windows")
            if truck.longest < truck.shift[1] - truck.shift[0]:
                found.add("longest")
            if truck.furthest < FOREVER:
                found.add("furthest")
            if truck.trips > 1:
                found.add("trips")
        return frozenset(found)

    def allows(self, truck: int, task: int) -> bool:
        """Whether a type of truck may do a task."""
        trucks = self.tasks[task].trucks
        return trucks is None or truck in trucks


@dataclass(frozen=True)
class Tour:
    """The day of one truck."""

    truck: int
    """Its type."""
    trips: tuple[tuple[int, ...], ...]
    """Tasks of each trip, in order."""

    @property
    def tasks(self) -> Iterator[int]:
        """Tasks of all trips."""
        return (task for trip in self.trips for task in trip)


@dataclass(frozen=True)
class Routes:
    """An answer to an instance."""

    tours: tuple[Tour, ...]
    """One for each truck that leaves the base."""
    left_out: tuple[int, ...]
    """Tasks that nobody does."""
    cost: int
    """Cost of the tours and of what is left out."""
    engine: str = ""
    """Who found it."""


@dataclass(frozen=True)
class Budget:
    """How long an engine may look, and with which luck."""

    seconds: float = 10.0
    """Wall time on one core, s."""
    iterations: int | None = None
    """Rounds of search, for engines that can count them: then equal seeds give equal answers on
    any machine, however busy, and seconds don't count. None: until the time is over."""
    seed: int = 0
    """Seed of whatever is drawn by lot."""
    start: Routes | None = field(default=None, compare=False)
    """An answer to begin with, for engines that can improve one."""


class RoutingEngine(Protocol):
    """What ``mizalla_routing`` gives."""

    @property
    def name(self) -> str:
        """Short unique name."""
        ...

    @property
    def features(self) -> frozenset[Feature]:
        """What it keeps; an instance that asks for more is never given to it."""
        ...

    def route(self, instance: Instance, budget: Budget) -> Routes | None:
        """Answer an instance; the cost and every bound are checked by the caller."""
        ...
