"""Trips by partition against every way to make them."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations, product

import numpy as np
import pytest

from mizalla.routing import priced, route
from mizalla.routing.partition import MOST, mates, partition, suits
from mizalla_models.routing import NO_WAY, Instance, Task, Tour, Truck
from routing_cases import SMALL, prized, trucks


def _drawn(seed: int, **changes: object) -> Instance:
    """Five tasks of one or two kinds of load on asymmetric ways."""
    lot = np.random.default_rng(seed)
    ways = lot.integers(5, 60, size=(2, 6, 6))
    for matrix in ways:
        np.fill_diagonal(matrix, 0)
    tasks = tuple(
        Task(place, (int(lot.integers(1, 11)), int(lot.integers(1, 6))), service=place)
        for place in range(1, 6)
    )
    truck = Truck(2, (10, 8), distance_cost=3, duration_cost=2, trips=5, reload=9)
    return Instance(tasks, (replace(truck, **changes),), ways[:1], ways[1:])


def _splits(tasks: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every way to make trips of tasks in a given order."""
    for cuts in product((False, True), repeat=len(tasks) - 1):
        trips: list[tuple[int, ...]] = [tasks[:1]]
        for cut, task in zip(cuts, tasks[1:], strict=True):
            if cut:
                trips.append((task,))
            else:
                trips[-1] = (*trips[-1], task)
        yield tuple(trips)


def _cheapest(instance: Instance) -> int:
    """By trying every order, every cut into trips and the trucks that they go to."""
    best = None
    for order in permutations(range(len(instance.tasks))):
        for trips in _splits(order):
            for first in range(len(trips) + 1):
                days = [trips[:first], trips[first:]]
                tours = [Tour(0, day) for day in days if day]
                found = priced(instance, tours, "all")
                if found is not None and (best is None or found.cost < best):
                    best = found.cost
    assert best is not None
    return best


@pytest.mark.parametrize("seed", range(6))
def test_it_is_the_cheapest_there_is(seed: int) -> None:
    """Every base-day would be a little dearer than it need be, and called the best."""
    instance = _drawn(seed)
    found = partition(instance, mates(instance))
    assert found.routes is not None
    assert found.bound <= _cheapest(instance) == found.routes.cost


@pytest.mark.parametrize("longest", [130, 200, 300])
def test_bound_is_below_what_can_be_driven(longest: int) -> None:
    """A search would stop though trucks with little time could do better."""
    instance = _drawn(7, longest=longest)
    found = partition(instance, mates(instance))
    other = route(prized(instance, 10**6), engine="pyvrp", iterations=300)
    assert found.bound <= other.cost
    if found.routes is not None:
        assert found.routes.cost <= other.cost


def test_what_cannot_be_done_is_none() -> None:
    """Tours over no road, or a truck that holds too little, would be called the best."""
    shut = np.array(SMALL.distance)
    shut[0, 0, 5] = NO_WAY
    none = replace(SMALL, distance=shut), trucks(capacity=(0,))
    for instance in none:
        assert partition(instance, mates(instance)).routes is None


def test_cheap_prizes_bound_nothing() -> None:
    """Tours would be called best where leaving tasks out is cheaper."""
    instance = prized(trucks(trips=5), 1)
    assert partition(instance, mates(instance)).bound == 0


def test_it_does_not_suit_different_trucks() -> None:
    """Fixed costs, another end or a second type of truck would be left out of the bound."""
    assert suits(SMALL)
    assert not suits(trucks(fixed_cost=1))
    assert not suits(trucks(end=5))
    assert not suits(replace(SMALL, trucks=SMALL.trucks * 2))


def test_full_trucks_ride_alone() -> None:
    """Full trucks would make the sets of tasks too many to look at."""
    heavy = tuple(replace(task, load=(2,)) for task in SMALL.tasks)
    full = replace(trucks(capacity=(3,), trips=40, count=3), tasks=heavy * MOST)
    assert mates(full) == []
    found = route(full, iterations=1)
    assert found.engine == "auto"
    assert found.cost == MOST * 2 * (10 + 20 + 30 + 40 + 50)


def test_many_small_ones_beside_full_trucks() -> None:
    """Base-days with more small tasks than sets can be looked at would lose their full trucks."""
    small = tuple(replace(task, prize=10**6) for task in SMALL.tasks * 3)
    heavy = tuple(replace(task, load=(9,), prize=10**6) for task in SMALL.tasks * 2)
    mixed = replace(trucks(capacity=(9,), trips=40, count=3), tasks=small + heavy)
    assert len(mates(mixed)) > MOST
    found = route(mixed, iterations=50)
    assert not found.left_out
    assert found.cost == 2 * 300 + 100 + 40
