"""Hurry: what becomes of base-days for which there is no time left."""

from collections.abc import Sequence
from dataclasses import replace

from mizalla.budget import Budget
from mizalla.dispatch.answer import Answer, Job
from mizalla.routing import priced, tour_cost
from mizalla_models.routing import Instance, Routes, Tour

QUICK = "nearest"
PER_TASK = 1e-3
"""Time that one task takes in a hurry, s."""
TRIED = 3
"""Nearest tasks that a truck tries to go on to."""
WARM = 8.0
"""Time below which it is not worth starting workers, s."""


class Hurry:
    """Says when what is left has to be done in a hurry.

    Parameters
    ----------
    budget
        Time for all jobs; None: no limit.
    jobs
        What there is to do.
    """

    def __init__(self, budget: Budget | None, jobs: Sequence[Job]) -> None:
        self._budget, self._jobs = budget, len(jobs)
        self._tasks = sum(len(job.day.instance.tasks) for job in jobs)

    @property
    def limited(self) -> bool:
        """Whether there is a limit."""
        return self._budget is not None and self._budget.seconds is not None

    @property
    def short(self) -> bool:
        """Whether there is too little time to start workers."""
        return self._budget is not None and (self._budget.stopped or self._budget.left < WARM)

    def on(self, done: int) -> bool:
        """Say whether those not done must be done in a hurry."""
        if self._budget is None or done >= self._jobs:
            return False
        tasks = self._tasks * (self._jobs - done) / self._jobs
        if not self._budget.interrupted and self._budget.left > PER_TASK * tasks:
            return False
        self._budget.cut()
        return True

    def paced(self, job: Job) -> Job:
        """Give a job no more seconds than there are."""
        if self._budget is None or job.settings.seconds is None:
            return job
        most = max(min(job.settings.seconds, self._budget.left), 1e-3)
        return replace(job, settings=job.settings.model_copy(update={"seconds": most}))


def hurried(job: Job) -> Answer:
    """Find plain tours of a base and day: each truck goes on to the nearest that it can do."""
    instance = job.day.instance
    nothing = Routes((), tuple(range(len(instance.tasks))), 0, QUICK)
    left = set(range(len(instance.tasks)))
    tours: list[Tour] = []
    for number, truck in enumerate(instance.trucks):
        for _ in range(truck.count):
            tour = _tour(instance, number, left)
            if tour is None:
                break
            tours.append(tour)
            left -= set(tour.tasks)
    return Answer(job.day, priced(instance, tours, QUICK) or nothing)


def _tour(instance: Instance, number: int, left: set[int]) -> Tour | None:
    """Lengthen the day of a truck for as long as it goes; None where it has nothing to do."""
    truck = instance.trucks[number]
    way = instance.distance[truck.matrix]
    open_ = {task for task in left if instance.allows(number, task)}
    tour: Tour | None = None
    while open_:
        here = truck.start if tour is None else instance.tasks[tour.trips[-1][-1]].location
        near = sorted(open_, key=lambda task: (way[here, instance.tasks[task].location], task))
        longer = _longer(instance, number, tour, near[:TRIED])
        if longer is None:
            break
        tour = longer
        open_ -= set(tour.tasks)
    return tour


def _longer(instance: Instance, number: int, tour: Tour | None, near: list[int]) -> Tour | None:
    """Add one task to a day: to its last trip, else in a trip of its own; None where none goes."""
    trips = () if tour is None else tour.trips
    for task in near:
        if trips:
            longer = Tour(number, (*trips[:-1], (*trips[-1], task)))
            if tour_cost(instance, longer) is not None:
                return longer
    for task in near:
        longer = Tour(number, (*trips, (task,)))
        if tour_cost(instance, longer) is not None:
            return longer
    return None
