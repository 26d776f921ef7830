"""Levels taken over from a problem that has the same."""

import pickle
import sys
from dataclasses import replace

import numpy as np
import pytest

from mizalla.build import Problem
from mizalla.solve import Allocation, Start, certify, solve
from mizalla.solve.digest import digest
from mizalla_models.rule import Forbid
from problems import problem
from tight_days import campaign
from tiny import FLEET, NORTH, STORE, lot, need, tiny

LATER = (("coverage", 0.2), ("cost", 0.0))


def changed(before: Problem, *goals: tuple[str, float]) -> Problem:
    """The problem with other goals."""
    return replace(before, goals=goals)


@pytest.fixture(params=["daily", "summed"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways through the engine: day by day, and on summed days first."""
    if request.param == "summed":
        monkeypatch.setattr(sys.modules["mizalla.solve.solve"], "SMALL", 0)


def solved(of: Problem, start: Start | None = None) -> tuple[Allocation, bool]:
    """Solve a problem, and say whether levels were taken over."""
    told: list[str] = []
    found = solve(of, start=start, progress=lambda step: told.append(step.detail))
    return found, any("taken over" in detail for detail in told)


def ended(of: Problem) -> Start:
    """Where the engine ends on a problem, as a worker is handed it."""
    start: Start = pickle.loads(pickle.dumps(solve(of).trail.ended()))
    return start


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("goals", [LATER, (("coverage", 0.0), ("lateness", 0.0), ("cost", 0.0))])
def test_levels_and_their_proofs_are_those_of_the_problem_alone(
    goals: tuple[tuple[str, float], ...],
) -> None:
    """A case of a sweep would be proven by what holds for another one."""
    first = campaign(2)
    other = changed(first, *goals)
    (warm, took), (cold, found) = solved(other, ended(first)), solved(other)
    assert (took, found) == (True, False)
    assert warm.level_bound == pytest.approx(cold.level_bound, rel=1e-9)
    for mine, theirs in zip(warm.proofs, cold.proofs, strict=True):
        assert (mine.goal, mine.tolerance) == (theirs.goal, theirs.tolerance)
        assert mine.bound == pytest.approx(theirs.bound, rel=1e-4)
    assert warm.why is not None
    assert cold.why is not None
    assert certify(warm.why).model_dump() == certify(cold.why).model_dump()


@pytest.mark.usefixtures("engine")
def test_levels_of_another_problem_are_not_taken_over() -> None:
    """Levels would be too high where there is less stock."""
    first = campaign(2)
    less = replace(first, stock=replace(first.stock, quantity=np.floor(first.stock.quantity * 0.9)))
    found, took = solved(less, ended(first))
    assert not took
    assert found.level_bound == pytest.approx(solve(less).level_bound, rel=1e-6)


@pytest.mark.usefixtures("engine")
def test_levels_are_not_taken_over_where_another_goal_comes_first() -> None:
    """What an earlier goal takes away would be served."""
    first = campaign(2)
    _, took = solved(changed(first, ("cost", 0.0), ("coverage", 0.0)), ended(first))
    assert not took


def test_what_is_given_away_goes_on_lanes_that_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parcels would be sent on days on which nobody is there to take them."""
    monkeypatch.setattr(sys.modules["mizalla.solve.solve"], "SMALL", 0)
    villages = tuple(
        NORTH.model_copy(update={"pcode": f"EG2501{number:02d}", "lat": 27.0 + number / 30})
        for number in range(12)
    )
    shut = [
        Forbid(
            name=f"shut {day}",
            reason="Market day.",
            where={
                "village": [v.pcode for v in villages[day::3]],
                "day": [f"2027-02-{8 + day:02d}"],
            },
        )
        for day in range(3)
    ]
    scenario = tiny(
        villages=villages,
        warehouses=(STORE.model_copy(update={"loading_parcels_per_day": 300}),),
        fleets=(FLEET.model_copy(update={"count": 9}),),
        stock=(lot("W1", quantity=2000),),
        needs=tuple(need(v.pcode, 90 + 17 * number) for number, v in enumerate(villages)),
    )
    built = changed(problem(scenario, *shut), *LATER)
    found, _ = solved(built)
    assert built.patterns[built.routes.pattern[found.route], found.day].all()


def test_digests_tell_problems_apart_by_all_that_levels_depend_on() -> None:
    """Levels of one problem would be taken for those of another."""
    first = campaign(1)
    same = [campaign(1), changed(first, *LATER), replace(first, gap_cap=0.5)]
    assert {digest(one) for one in same} == {digest(first)}
    demands, stock, routes = first.demands, first.stock, first.routes
    limit = first.limits[0]
    others = [
        campaign(2),
        changed(first, ("cost", 0.0), ("coverage", 0.0)),
        replace(first, stock=replace(stock, quantity=stock.quantity + 1)),
        replace(first, stock=replace(stock, day=stock.day + 1)),
        replace(first, demands=replace(demands, needed=demands.needed + 1)),
        replace(first, demands=replace(demands, priority=demands.priority * 2)),
        replace(first, routes=replace(routes, lead=routes.lead + 1)),
        replace(first, patterns=~first.patterns),
        replace(first, transport=first.transport * 2),
        replace(first, limits=first.limits[1:]),
        replace(first, limits=(replace(limit, at_most=limit.at_most + 1), *first.limits[1:])),
        replace(first, limits=(replace(limit, penalty=1.0), *first.limits[1:])),
    ]
    assert len({digest(one) for one in [first, *others]}) == len(others) + 1
