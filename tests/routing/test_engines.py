"""All engines on one set of instances: each keeps what it says it keeps, and says what it can't."""

from dataclasses import replace

import numpy as np
import pytest

from mizalla.dispatch import route
from mizalla.routing import ENGINES, Auto, priced, timetable
from mizalla.routing.ortools import OrTools
from mizalla.routing.pyvrp import PyVRP
from mizalla_models.errors import MizallaError, UsageError
from mizalla_models.routing import Break, Budget, Instance, Routes, Task, Tour, Truck
from routing_cases import CASES, SMALL, prized, trucks

NAMES = ("auto", *sorted(ENGINES))


def features(engine: str) -> frozenset[str]:
    return Auto().features if engine == "auto" else ENGINES[engine].features


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("engine", NAMES)
def test_least_cost_of_small_instances(engine: str, case: str) -> None:
    """An engine would misread a feature, or leave one aside without a word."""
    instance, least = CASES[case]
    if not instance.features() <= features(engine):
        with pytest.raises(UsageError, match="can't keep"):
            route(instance, engine=engine, seconds=0.2)
        return
    found = route(instance, engine=engine, seconds=0.3)
    # Our own insertion is for what others can't hold, not for the last per cent.
    assert least is not None
    assert least <= found.cost <= (1.2 * least if engine == "insertion" else least)
    assert priced(instance, found.tours, "") is not None


def test_every_feature_has_an_instance_that_asks_for_it() -> None:
    """A feature would never be tried on any engine."""
    asked = {feature for instance, _ in CASES.values() for feature in instance.features()}
    assert asked == set(Auto().features)


@pytest.mark.parametrize("engine", ["auto", "pyvrp", "insertion"])
def test_counted_rounds_give_equal_answers(engine: str) -> None:
    """Equal scenarios and seeds would give other plans on a busy machine."""
    rng = np.random.default_rng(1)
    place = rng.integers(0, 100, (16, 2))
    way = np.abs(place[:, None] - place[None]).sum(axis=2)[None]
    instance = Instance(
        tuple(Task(number, (int(rng.integers(1, 9)),)) for number in range(1, 16)),
        (Truck(4, (30,), trips=2),),
        way,
        way,
    )
    found = [route(instance, engine=engine, iterations=20, seed=3) for _ in range(2)]
    assert found[0] == found[1]


def test_patience_ends_a_counted_search() -> None:
    """Trips of a few tasks would be looked for long after they are at their best."""
    instance = CASES["plain"][0]
    found = PyVRP(patience=1e-8).route(instance, Budget(iterations=10**9))
    assert found is not None
    assert found.cost == CASES["plain"][1]


def test_a_few_tasks_are_answered_at_their_best() -> None:
    """Five stops would cost more than need be: what PyVRP perturbs is then all that there is."""
    ways = np.array(
        [
            [0, 14, 19, 18, 31, 32],
            [14, 0, 23, 8, 36, 43],
            [19, 23, 0, 31, 13, 26],
            [18, 8, 31, 0, 44, 50],
            [31, 36, 13, 44, 0, 23],
            [32, 43, 26, 50, 23, 0],
        ]
    )[None]
    loads = (2, 2, 6, 8, 4)
    instance = Instance(
        tasks=tuple(Task(place, load=(load,)) for place, load in enumerate(loads, start=1)),
        trucks=(
            Truck(count=2, capacity=(13,), shift=(0, 600), furthest=150, trips=3, reload=20),
            Truck(count=1, capacity=(9,), shift=(0, 600), furthest=300, trips=3),
        ),
        distance=ways,
        duration=ways,
    )
    # 3, 1 and 2 together, then 4 with 5: 18 + 8 + 23 + 19 and 31 + 23 + 32.
    assert route(instance, iterations=200).cost == 154


def test_types_that_share_no_task_are_answered_apart() -> None:
    """Numbers of tasks and trucks would be mixed up where an instance falls into parts."""
    tasks = tuple(
        replace(task, trucks=frozenset({number % 2})) for number, task in enumerate(SMALL.tasks)
    )
    apart = replace(SMALL, tasks=tasks, trucks=(Truck(1, (3,)), Truck(1, (3,), distance_cost=3)))
    found = route(apart, engine="pyvrp", seconds=0.2)
    assert {tour.truck: set(tour.tasks) for tour in found.tours} == {0: {0, 2, 4}, 1: {1, 3}}
    assert found.cost == 100 + 3 * 80


def test_a_task_that_nobody_may_do_is_left_out() -> None:
    """An instance would be given up for one task."""
    instance = prized(SMALL)
    tasks = (replace(instance.tasks[0], trucks=frozenset()), *instance.tasks[1:])
    found = route(replace(instance, tasks=tasks), seconds=0.2)
    assert found.left_out == (0,)


@pytest.mark.parametrize("engine", NAMES)
def test_what_can_not_be_done_is_said(engine: str) -> None:
    """Tasks would be dropped, or trucks overloaded, where tasks must be done."""
    with pytest.raises(MizallaError, match="no tours"):
        route(trucks(count=1), engine=engine, seconds=0.2)


def test_an_unknown_engine_is_refused() -> None:
    """A misspelt engine would be another one."""
    with pytest.raises(UsageError, match="auto, insertion, ortools, pyvrp, vroom"):
        route(SMALL, engine="pivrp")


class Liar:
    """An engine that overloads trucks."""

    name = "liar"
    features = frozenset()

    def route(self, instance: Instance, budget: Budget) -> Routes:
        return Routes((Tour(0, (tuple(range(len(instance.tasks))),)),), (), 1)


def test_answers_of_any_engine_are_checked() -> None:
    """A plugin's engine could overload trucks, or lie about its cost."""
    with pytest.raises(MizallaError, match="liar found no tours"):
        route(SMALL, engine="liar", engines=[Liar()])


def test_counted_rounds_are_never_given_to_a_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each base and day with a break would take a minute, and another answer on a busy machine."""

    def asked(*_: object) -> None:
        raise AssertionError("OR-Tools was asked")

    monkeypatch.setattr(OrTools, "route", asked)
    instance = prized(trucks(breaks=(Break((20, 40), 30),), longest=150))
    found = [route(instance, iterations=20) for _ in range(2)]
    assert found[0] == found[1]
    assert found[0].cost == 140


def test_tours_make_room_for_breaks() -> None:
    """What PyVRP finds without breaks would be thrown away whole, or ride with none."""
    instance = prized(trucks(breaks=(Break((20, 40), 30),), longest=115))
    found = route(instance, iterations=20)
    assert found.left_out == ()
    for tour in found.tours:
        times = timetable(instance, tour)
        assert times is not None
        assert times.duration <= 115
        assert times.breaks or times.returns[-1] <= 40 or times.leaves[0] > 40
