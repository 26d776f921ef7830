"""Bounds are of the full problem: all warehouses, all days, every rule, by brute force."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from benchmarks.allocate.as_scenario import as_scenario
from benchmarks.allocate.draw import draw as draw_plain
from benchmarks.allocate.instance import Figures, Instance
from benchmarks.allocate.mizalla_side import Found, allocate
from benchmarks.allocate.plain import Plain, lanes, plain
from benchmarks.allocate.size import Size
from benchmarks.allocate.way import great_circle
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from integration.compare import disagreements, make
from integration.monolith import Monolith
from integration.program import INF, Row
from integration.random_campaigns import draw
from mizalla.collect import collect, plugin_manager
from mizalla.read import read

EXACT = 1e-6
SUMMED = pytest.mark.parametrize("summed", [False, True], ids=["daily", "summed"])


@pytest.fixture
def path(summed: bool, monkeypatch: pytest.MonkeyPatch) -> bool:
    """The path of large campaigns, or the usual one."""
    if summed:
        # The face of the package hides the module of the same name.
        monkeypatch.setattr(sys.modules["mizalla.solve.solve"], "SMALL", 0)
    return summed


@SUMMED
@pytest.mark.usefixtures("path")
@pytest.mark.parametrize("seed", range(300, 308))
def test_bounds_hold_for_lanes_beyond_reach(tmp_path: Path, seed: int) -> None:
    """A bound would be that of the lanes that the solver starts from."""
    drawn = draw(seed)
    drawn = replace(drawn, settings=drawn.settings | {"reach": 1})
    assert "\n".join(disagreements(make(drawn.write(tmp_path / "drawn")))) == ""


@pytest.mark.parametrize("seed", [300, 303, 308, 311])
def test_no_plan_in_whole_parcels_beats_a_bound(tmp_path: Path, seed: int) -> None:
    """Somebody could find by trying what the plan says can't be had."""
    drawn = draw(seed)
    goals = [{"goal": "coverage"}, {"goal": "cost"}]
    folder = replace(drawn, settings=drawn.settings | {"goals": goals}).write(tmp_path / "drawn")
    made = make(folder)
    assert made.plan is not None
    scenario = read(folder)
    outside = Monolith(scenario, collect(scenario, plugin_manager(scenario)))
    stated = {goal.goal: goal for goal in made.plan.goals}
    lowest = outside.program.variable()
    above = [Row({**outside.level(key), lowest: -1.0}, 0, INF) for key in outside.served]
    best = outside.program.minimise({lowest: -1.0}, above, whole=True)
    assert best is not None
    assert stated["coverage"].value <= -best[0] + EXACT <= stated["coverage"].bound + 2 * EXACT
    served = {(row.village, row.parcel): float(row.served) for row in made.plan.coverage}
    cheapest = outside.program.minimise(outside.cost, outside.holding(served), whole=True)
    assert cheapest is not None
    room = EXACT * max(1.0, abs(cheapest[0]))
    assert stated["cost"].bound <= cheapest[0] + room <= stated["cost"].value + 2 * room


SIZE = Size("brute force", 6, 60)


@SUMMED
@pytest.mark.usefixtures("path")
@pytest.mark.parametrize("seed", [1, 2])
def test_bounds_are_those_of_one_program_of_all_lanes_and_days(seed: int) -> None:
    """Bounds would be of another problem, or values better than their bounds."""
    instance = draw_plain(SIZE, seed)
    found, model = _allocated(instance), plain(instance)
    assert found.lanes == model.lanes
    lowest = _lowest(model)
    assert lowest > 0
    assert lowest <= found.bounds["coverage"] * (1 + EXACT)
    assert found.values["coverage"] <= lowest * (1 + EXACT)
    most = _optimum(model, np.floor(found.served), model.needed, -np.ones(model.lanes))
    assert -most <= found.bounds["served"] * (1 + EXACT)
    assert found.values["served"] <= -most * (1 + EXACT)
    least = _optimum(model, found.served, found.served, model.cost)
    assert found.bounds["cost"] <= least * (1 + EXACT)
    assert least <= found.values["cost"] * (1 + EXACT)


@SUMMED
@pytest.mark.usefixtures("path")
def test_the_nearest_warehouse_alone_would_give_another_bound() -> None:
    """The campaigns above would prove nothing: lanes beyond reach might not matter in them."""
    instance = draw_plain(SIZE, 1)
    model = plain(instance)
    origin, destination, *_ = lanes(instance)
    nearest = great_circle(instance.warehouses[:, None], instance.points[None]).argmin(axis=0)
    thinned = _lowest(model, origin == nearest[destination])
    found = _allocated(instance)
    assert thinned < 0.99 * found.bounds["coverage"]
    assert found.bounds["coverage"] == pytest.approx(_lowest(model), rel=1e-4)


def _allocated(instance: Instance) -> Found:
    scenario = as_scenario(instance)
    campaign = scenario.campaign.model_copy(update={"reach": 1})
    return allocate(scenario.model_copy(update={"campaign": campaign}), lambda _: None)


def _lowest(model: Plain, only: NDArray[np.bool_] | None = None) -> float:
    """Highest level that all demands reach together, on some of the lanes."""
    count, top = len(model.needed), float(model.highest.min())
    low = np.concatenate([np.zeros(count), np.full(len(model.limit), -np.inf)])
    high = np.concatenate([np.full(count, np.inf), model.limit])
    most = np.full(model.lanes, np.inf) if only is None else np.where(only, np.inf, 0.0)
    found = milp(
        np.append(np.zeros(model.lanes), -1.0),
        bounds=Bounds(0, np.append(most, top)),
        constraints=LinearConstraint(model.with_level(-model.weight), low, high),
    )
    assert found.success
    return -float(found.fun)


def _optimum(model: Plain, least: Figures, most: Figures, cost: Figures) -> float:
    low = np.concatenate([least, np.full(len(model.limit), -np.inf)])
    high = np.concatenate([most, model.limit])
    found = milp(cost, constraints=LinearConstraint(model.matrix[:, :-1], low, high))
    assert found.success
    return float(found.fun)
