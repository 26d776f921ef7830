"""The tours of one base and day: an engine's answer, and what is still left out parted further."""

from collections.abc import Mapping
from dataclasses import dataclass

from mizalla.dispatch.baseday import BaseDay
from mizalla.routing import loose, route
from mizalla_models.campaign import TripSettings
from mizalla_models.parcel import Parcel
from mizalla_models.routing import Routes, RoutingEngine

FURTHER = 3
"""Times that consignments are halved which no truck has room or time for."""
HARDER = 10
"""Times as many rounds where something is left out for more than want of time."""
FEW = 12
"""Consignments beyond which halves bring next to nothing where only time is short."""
HOPELESS = 0.25
"""Share of the parcels left out beyond which trucks plainly are too few."""
FEWEST, PER_TASK = 10, 3
"""Rounds of search for any base and day, and for each consignment on top."""


@dataclass(frozen=True)
class Job:
    """What a worker is asked; all of it can be sent to another process."""

    day: BaseDay
    settings: TripSettings
    parcels: Mapping[str, Parcel]
    engine: str | RoutingEngine
    seed: int

    @property
    def name(self) -> str:
        """For people: the base and day."""
        return self.day.instance.name


@dataclass(frozen=True)
class Answer:
    """What a worker gives back."""

    day: BaseDay
    """The base and day, its consignments perhaps parted further."""
    routes: Routes


def answer(job: Job) -> Answer:
    """Find the tours of a base and day."""
    best = Answer(job.day, _routes(job, job.day))
    if not _nearly(best):
        return best
    harder = 1 if loose(job.day.instance) else HARDER
    if best.routes.left_out and harder > 1:
        best = max(best, Answer(job.day, _routes(job, job.day, harder)), key=_riding)
    for _ in range(FURTHER):
        if not best.routes.left_out or (harder == 1 and len(best.day.consignments) > FEW):
            break
        halved = best.day.halved(best.routes.left_out, job.settings, job.parcels)
        if halved is None:
            break
        other = Answer(halved, _routes(job, halved, harder))
        if _riding(other) <= _riding(best):
            break
        best = other
    return best


def _nearly(found: Answer) -> bool:
    """Whether so little is left out that looking further may find room for it."""
    asked = sum(consignment.parcels for consignment in found.day.consignments)
    return _riding(found) >= (1 - HOPELESS) * asked


def _routes(job: Job, day: BaseDay, harder: int = 1) -> Routes:
    count = len(day.instance.tasks)
    if not count:
        return Routes((), (), 0)
    seconds = job.settings.seconds
    rounds = round(job.settings.effort * (FEWEST + PER_TASK * count) * harder)
    return route(
        day.instance,
        engine=job.engine,
        seconds=seconds or 1.0,
        iterations=None if seconds is not None else max(1, rounds),
        seed=job.seed,
    )


def _riding(found: Answer) -> int:
    return sum(
        found.day.consignments[task].parcels for tour in found.routes.tours for task in tour.tasks
    )
