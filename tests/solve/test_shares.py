"""Shares of what members own: levels and costs, and what is left out of programs for them."""

import sys
from dataclasses import replace

import numpy as np
import pytest
from benchmarks.allocate.as_scenario import as_scenario
from benchmarks.allocate.draw import draw
from benchmarks.allocate.size import Size

from mizalla.build import Problem
from mizalla.build.route import TRANSFER
from mizalla.solve import attain, solve
from mizalla.solve.attain import Attainment
from mizalla.solve.frame import Frame
from mizalla.solve.grid import summed
from mizalla.solve.leximin import leximin
from mizalla.solve.model import Model
from mizalla.solve.passing_on import without_gains
from mizalla.solve.start import nearest
from mizalla_models.rule import Rule
from problems import limit, problem

SEEDS = range(1, 6)


def campaign(seed: int) -> Problem:
    """A campaign of whose stock parts are told apart, with shares that bind and limits twice."""
    drawn = draw(Size("tiny", 8, 120), seed)
    rng = np.random.default_rng(seed)
    scarce = np.ceil(drawn.loading * rng.uniform(0.3, 1.0, len(drawn.loading)))
    scenario = as_scenario(replace(drawn, loading=scarce))
    lots = sorted({row.lot for row in scenario.stock})
    picked = [lots[place] for place in rng.permutation(len(lots))]
    near = sorted(village.pcode for village in scenario.villages)[:5]
    share = {"movement": ("delivery",)}
    rules: list[Rule] = [
        limit(
            name=f"share {number}",
            at_most=float(rng.integers(50, 400)),
            where=share | {"lot": tuple(own)},
            unless={"village": tuple(near[number:])},
        )
        for number, own in enumerate((picked[:2], picked[2:3]))
    ]
    for house in scenario.warehouses:
        if house.loading_parcels_per_day is not None:
            most = float(np.floor(house.loading_parcels_per_day * rng.uniform(0.8, 1.2)))
            rules.append(
                limit(
                    name=f"{house.id} by day",
                    at_most=most,
                    where={"origin": (house.id,)},
                    per=("origin", "day"),
                )
            )
    return problem(scenario, *rules)


@pytest.mark.parametrize("seed", SEEDS)
def test_levels_and_cost_are_those_of_kinds_told_apart(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Members' shares would change what anybody gets where kinds are pooled for the solver."""
    given = campaign(seed)
    assert len(given.kinds) > len(np.unique(given.kinds.parcel))
    found = []
    for many in (1, sys.maxsize):
        monkeypatch.setattr("mizalla.solve.lean.MANY", many)
        plan = solve(given)
        demand = given.routes.demand[plan.route]
        served = np.bincount(demand[demand >= 0], plan.quantity[demand >= 0], len(given.demands))
        found.append((served, plan.level_bound, [proof.bound for proof in plan.proofs]))
    (served, levels, bounds), (other, others, more) = found
    assert levels == pytest.approx(others, abs=1e-7)
    assert bounds == pytest.approx(more, rel=1e-3)  # costs are proven for what is served whole
    assert np.sort(served / given.demands.needed) == pytest.approx(
        np.sort(other / given.demands.needed), abs=0.05
    )


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("dear", [10.0, 1000.0])
def test_cuts_read_off_lead_to_the_levels_of_shortage_alone(
    seed: int, dear: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cuts that prove less than the best could end the search before the levels are found."""
    given = campaign(seed)
    weight = given.demands.needed * given.demands.priority
    frame = Frame(given, summed(given))
    held = nearest(given, frame, len(given.index.warehouses))
    monkeypatch.setattr(attain, "DEAR", dear)
    one = leximin(Model(frame, held), weight, lambda _: None)
    monkeypatch.setattr(attain, "PROVEN", 1 - 1e-6)
    other = leximin(Model(frame, held), weight, lambda _: None, apart=True)
    assert one.level == pytest.approx(other.level, abs=1e-7)
    assert one.bound == pytest.approx(other.bound, abs=1e-7)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_gains_by_duals_that_are_passed_on(seed: int) -> None:
    """Cuts would allow whatever there is to move for free, and cut nothing."""
    given = campaign(seed)
    frame = Frame(given, summed(given))
    model = Model(frame, nearest(given, frame, len(given.index.warehouses)))
    weight = given.demands.needed * given.demands.priority
    attained = Attainment(model, weight).nearest(given.demands.needed)
    stage = replace(attained.stage, lane_cost=None, extra_cost=None, more=None)
    program = model.program(stage)
    rng = np.random.default_rng(seed)
    dual = -rng.random(frame.rows) * np.isfinite(stage.row_high)
    dual[: len(weight)] = rng.random(len(weight))
    found, gain = without_gains(program, dual, frame, model.lanes)
    assert (found[: len(weight)] <= dual[: len(weight)]).all()
    assert (found[: len(weight)] >= 0).all()
    assert (found[len(weight) :] <= dual[len(weight) :]).all()
    assert gain == pytest.approx(np.maximum(program.matrix.T @ found, 0), abs=1e-9)
    routes = given.routes
    assert (routes.movement[model.lanes.route] != TRANSFER).all() or gain.max() < 1e-9
    assert gain[: len(model.lanes)].max() < 1e-9
