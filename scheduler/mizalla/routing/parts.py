"""Parts of an instance that have no truck in common: each is answered alone."""

from dataclasses import replace

from mizalla_models.routing import Instance, Routes, Tour


def parts(instance: Instance) -> list[tuple[Instance, list[int], list[int]]]:
    """Split an instance into those that share no truck.

    Parameters
    ----------
    instance
        What is asked.

    Returns
    -------
    list of (Instance, tasks, trucks)
        Each part with the places of its tasks and types of truck in the whole. Tasks that no truck
        may do are in none.
    """
    every = frozenset(range(len(instance.trucks)))
    groups: list[tuple[set[int], list[int]]] = []
    for number, task in enumerate(instance.tasks):
        able = set(every if task.trucks is None else task.trucks & every)
        if not able:
            continue
        mine = [number]
        apart = []
        for trucks, tasks in groups:
            if trucks & able:
                able |= trucks
                mine = tasks + mine
            else:
                apart.append((trucks, tasks))
        groups = [*apart, (able, sorted(mine))]
    if len(groups) == 1 and len(groups[0][1]) == len(instance.tasks) and groups[0][0] == every:
        return [(instance, list(range(len(instance.tasks))), list(range(len(instance.trucks))))]
    return [
        (_part(instance, tasks, sorted(trucks)), tasks, sorted(trucks))
        for trucks, tasks in sorted(groups, key=lambda group: group[1])
    ]


def _part(instance: Instance, tasks: list[int], trucks: list[int]) -> Instance:
    number = {truck: place for place, truck in enumerate(trucks)}
    own = []
    for task in tasks:
        asked = instance.tasks[task]
        able = None
        if asked.trucks is not None:
            able = frozenset(number[truck] for truck in asked.trucks if truck in number)
            able = None if len(able) == len(trucks) else able
        own.append(replace(asked, trucks=able))
    return replace(
        instance, tasks=tuple(own), trucks=tuple(instance.trucks[truck] for truck in trucks)
    )


def whole(answer: Routes, tasks: list[int], trucks: list[int]) -> list[Tour]:
    """Tours of a part in the numbers of the whole."""
    return [
        Tour(trucks[tour.truck], tuple(tuple(tasks[task] for task in trip) for trip in tour.trips))
        for tour in answer.tours
    ]
