"""Crowded: what equal trucks do where they have no time for everything.

The shortest trips for all tasks come first. Then tasks go, or whole trips, for which the time that
they take brings least, until the rest has time; what fits again comes back; and trips are made
anew of those that stay. Prizes say what a task brings.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from mizalla.routing.price import priced
from mizalla.routing.share import NAME, shared_out, span
from mizalla_models.routing import Instance, Routes, Tour

OVER = 1.15
"""Time for which tasks are taken back before trips are made anew, as a multiple of what there is.
"""
Trip = tuple[int, ...]


def crowded(
    instance: Instance,
    trips: Sequence[Trip],
    anew: Callable[[Sequence[int], int], Sequence[Trip] | None],
    times: int,
) -> Routes | None:
    """Choose what is done, and how.

    Parameters
    ----------
    instance
        One that has a single type of truck, and a prize for each task.
    trips
        For all tasks.
    anew
        Makes trips of some of the tasks; it is told which time that is.
    times
        How often.
    """
    truck = instance.trucks[0]
    there_is = truck.count * (truck.longest + truck.reload)
    days = _Days(instance, [list(trip) for trip in trips])
    best: Routes | None = None
    for number in range(times + 1):
        days.drop(there_is)
        days.fill(there_is)
        found = _fitted(instance, days.trips)
        if found is not None and (best is None or found.cost < best.cost):
            best = found
        if number == times:
            break
        ridden = sorted(task for trip in days.trips for task in trip)
        made = anew(ridden, number) if ridden else None
        if made is None:
            break
        days = _Days(instance, [list(trip) for trip in made])
        days.fill(int(OVER * there_is))
    return best


def _fitted(instance: Instance, made: Iterable[Iterable[int]]) -> Routes | None:
    """Share trips out; while trucks have no time for them, the one that brings least goes."""
    trips = [tuple(trip) for trip in made]
    while trips:
        for day in shared_out(instance, trips):
            tours = [Tour(0, tuple(one)) for one in day if one]
            found = priced(instance, tours, NAME)
            if found is not None:
                return found
        worth = [_worth(instance, trip) / max(1, span(instance, trip)) for trip in trips]
        trips.pop(worth.index(min(worth)))
    return None


def _worth(instance: Instance, tasks: Iterable[int]) -> int:
    return sum(instance.tasks[task].prize or 0 for task in tasks)


@dataclass
class _Days:
    """Trips in the making, and the time that they take with loading."""

    instance: Instance
    trips: list[list[int]]
    missing: set[int] = field(init=False)
    time: int = field(init=False)

    def __post_init__(self) -> None:
        truck = self.instance.trucks[0]
        self._base, self._reload = truck.start, truck.reload
        self._duration = self.instance.duration[truck.matrix].tolist()
        self._at = [task.location for task in self.instance.tasks]
        self._stay = [task.service for task in self.instance.tasks]
        done = {task for trip in self.trips for task in trip}
        self.missing = set(range(len(self._at))) - done
        self.time = sum(span(self.instance, trip) + self._reload for trip in self.trips)

    def drop(self, there_is: int) -> None:
        """Take out what brings least for its time until there is time for the rest."""
        while self.time > there_is and self.trips:
            _, number, place, time = min(
                choice for at, trip in enumerate(self.trips) for choice in self._choices(at, trip)
            )
            self.time -= time
            if place < 0:
                self.missing |= set(self.trips.pop(number))
                continue
            self.missing.add(self.trips[number].pop(place))

    def _choices(self, number: int, trip: Sequence[int]) -> Iterable[tuple[float, int, int, int]]:
        """The whole of a trip (at -1) or one of its tasks: what an hour brings, and its time."""
        whole = span(self.instance, trip) + self._reload
        yield _worth(self.instance, trip) / max(1, whole), number, -1, whole
        if len(trip) == 1:
            return
        places = [self._base, *(self._at[task] for task in trip), self._base]
        for place, task in enumerate(trip):
            before, here, after = places[place : place + 3]
            ways = self._duration[before][here] + self._duration[here][after]
            time = ways - self._duration[before][after] + self._stay[task]
            yield _worth(self.instance, (task,)) / max(1, time), number, place, time

    def fill(self, there_is: int) -> None:
        """Put back what brings most for the time that it takes, while there is time."""
        holds = self.instance.trucks[0].capacity
        tasks = self.instance.tasks
        loads = [
            [sum(one) for one in zip(*(tasks[t].load for t in trip), strict=True)]
            for trip in self.trips
        ]
        while True:
            best: tuple[float, int, int, int, int] | None = None
            for task in sorted(self.missing):
                able = [
                    number
                    for number, load in enumerate(loads)
                    if all(
                        one + more <= most
                        for one, more, most in zip(load, tasks[task].load, holds, strict=True)
                    )
                ]
                time, number, place = self._cheapest(task, able)
                worth = _worth(self.instance, (task,)) / max(1, time)
                if self.time + time <= there_is and (best is None or worth > best[0]):
                    best = worth, task, number, place, time
            if best is None:
                return
            _, task, number, place, time = best
            if number == len(self.trips):
                self.trips.append([])
                loads.append([0] * len(holds))
            self.trips[number].insert(place, task)
            loads[number] = [
                one + more for one, more in zip(loads[number], tasks[task].load, strict=True)
            ]
            self.missing.discard(task)
            self.time += time

    def _cheapest(self, task: int, able: Iterable[int]) -> tuple[int, int, int]:
        """Least time for which a task rides, and where: in a trip, or in one of its own."""
        here, ways = self._at[task], self._duration
        out = ways[here]
        alone = ways[self._base][here] + out[self._base] + self._reload
        best = alone, len(self.trips), 0
        for number in able:
            before = self._base
            for place, after in enumerate([*(self._at[t] for t in self.trips[number]), self._base]):
                more = ways[before][here] + out[after] - ways[before][after]
                if more < best[0]:
                    best = more, number, place
                before = after
        return best[0] + self._stay[task], best[1], best[2]
