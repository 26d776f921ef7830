"""Best-known solutions from files in VRPLIB's format."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mizalla.routing.price import priced
from mizalla_models.errors import UsageError
from mizalla_models.routing import Instance, Routes, Tour


def read_solution(path: Path, instance: Instance) -> Routes | None:
    """Read the solution of an instance, and price it in the instance's own units.

    Routes name tasks by their location; a 0 within one is a visit to the depot to load again.
    Where trucks differ, route *k* is truck *k*'s.

    Parameters
    ----------
    path
        A ``.sol`` file.
    instance
        What it answers.

    Returns
    -------
    Routes or None
        None where the solution does not fit the instance, as when it was rounded otherwise.

    Raises
    ------
    UsageError
        If the file can't be read.
    """
    import vrplib

    try:
        said: dict[str, Any] = vrplib.read_solution(path)
        routes = said["routes"]
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise UsageError(f"{path} is no solution file: {error}") from error
    tasks = {task.location: number for number, task in enumerate(instance.tasks)}
    trucks = [number for number, truck in enumerate(instance.trucks) for _ in range(truck.count)]
    alike = len(instance.trucks) == 1
    tours = []
    for number, route in enumerate(routes):
        trips = _trips(route, tasks)
        if trips and (alike or number < len(trucks)):
            tours.append(Tour(0 if alike else trucks[number], trips))
    return priced(instance, tours, "best known")


def _trips(route: Sequence[int], tasks: dict[int, int]) -> tuple[tuple[int, ...], ...]:
    trips: list[list[int]] = [[]]
    for stop in route:
        if stop in tasks:
            trips[-1].append(tasks[stop])
        else:
            trips.append([])
    return tuple(tuple(trip) for trip in trips if trip)
