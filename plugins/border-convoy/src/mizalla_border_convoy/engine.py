"""A routing engine for convoys: trucks ride one behind the other, each to the places nearest by."""

from collections.abc import Iterator, Sequence

from mizalla_models.routing import NO_WAY, Budget, Instance, Routes, Tour


class Convoy:
    """Fills truck after truck with the places that lie closest behind each other."""

    name = "convoy"
    features = frozenset(
        {"access", "furthest", "longest", "prizes", "releases", "trips", "windows"}
    )

    def route(self, instance: Instance, budget: Budget) -> Routes | None:  # noqa: ARG002
        """Answer an instance; None where a task that must be done is left over."""
        left = set(range(len(instance.tasks)))
        tours = []
        for kind, truck in enumerate(instance.trucks):
            for _ in range(truck.count):
                stops = list(_fill(instance, kind, left))
                if not stops:
                    break
                left -= set(stops)
                tours.append(Tour(kind, (tuple(stops),)))
        if any(instance.tasks[number].prize is None for number in left):
            return None
        cost = sum(_cost(instance, tour.truck, tour.trips[0]) or 0 for tour in tours)
        cost += sum(instance.tasks[number].prize or 0 for number in left)
        return Routes(tuple(tours), tuple(sorted(left)), cost, self.name)


def _fill(instance: Instance, kind: int, left: set[int]) -> Iterator[int]:
    """Tasks for one truck: from where it is always the nearest one that still fits."""
    truck = instance.trucks[kind]
    minutes = instance.duration[truck.matrix]
    open_ones = {number for number in left if instance.allows(kind, number)}
    stops: list[int] = []
    here = truck.start
    while open_ones:
        near = min(open_ones, key=lambda n: (minutes[here, instance.tasks[n].location], n))
        open_ones.discard(near)
        if _cost(instance, kind, [*stops, near]) is None:
            continue
        stops.append(near)
        here = instance.tasks[near].location
        yield near


def _cost(instance: Instance, kind: int, stops: Sequence[int]) -> int | None:
    """Cost of one trip of a truck; None where it breaks a bound."""
    truck = instance.trucks[kind]
    tasks = [instance.tasks[number] for number in stops]
    for place, room in enumerate(truck.capacity):
        if sum(task.load[place] for task in tasks) > room:
            return None
    begin = max([truck.shift[0], *(task.released for task in tasks)])
    clock, far, here = begin, 0, truck.start
    for task in (*tasks, None):
        there = truck.end if task is None else task.location
        way = int(instance.duration[truck.matrix, here, there])
        length = int(instance.distance[truck.matrix, here, there])
        if max(way, length) >= NO_WAY:
            return None
        clock, far, here = clock + way, far + length, there
        if task is not None:
            clock = max(clock, task.window[0])
            if clock > task.window[1]:
                return None
            clock += task.service
    if clock > truck.shift[1] or clock - begin > truck.longest or far > truck.furthest:
        return None
    return truck.fixed_cost + far * truck.distance_cost + (clock - begin) * truck.duration_cost
