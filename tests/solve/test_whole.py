"""Whole parcels: whole numbers near a linear optimum, without the integer programs."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
import scipy.sparse as sparse
from hypothesis import given, settings
from hypothesis import strategies as st

from mizalla.build import Problem, build
from mizalla.dispatch import dispatch
from mizalla.solve import Allocation, solve
from mizalla.solve.chains import Chains
from mizalla.solve.dive import dive
from mizalla.solve.lp import Program, minimise
from mizalla.solve.model import Answer, Model, Stage
from mizalla.solve.reduced import Reduced, narrowed
from mizalla.solve.settle import Settled, _passed
from mizalla.solve.whole import Whole
from mizalla.travel import travel
from mizalla.verify import verify
from mizalla_models.lane import ContractedLane
from mizalla_models.rule import AtMostActive, Rule, WholePallets
from mizalla_models.scenario import Scenario
from problems import limit, problem, said
from tiny import DRY, FLEET, NORTH, STORE, lot, need, tiny

COUNT = 12
VILLAGES = tuple(
    NORTH.model_copy(
        update={"pcode": f"EG2501{number:02d}", "lat": 27.0 + number / 30, "lon": 31.1}
    )
    for number in range(COUNT)
)
DEPOT = STORE.model_copy(update={"id": "W2", "lat": 27.3, "loading_parcels_per_day": 151})
FLEETS = (FLEET, FLEET.model_copy(update={"id": "F2", "warehouse": "W2", "count": 1}))
MOVED = ContractedLane(origin="W2", destination="W1", cost_per_parcel=0.5, lead_days=0)
STORED = {"movement": ["storage"], "origin": ["W1"]}
FIRST = VILLAGES[0].pcode
CAMPAIGN = tiny().campaign


def scenario(**more: Any) -> Scenario:
    """Twelve villages, two stores, three days, less stock than is needed."""
    return tiny(
        **{
            "villages": VILLAGES,
            "warehouses": (STORE, DEPOT),
            "fleets": FLEETS,
            "stock": (lot("W1", quantity=700), lot("W2", quantity=457)),
            "needs": tuple(need(v.pcode, 90 + 17 * n) for n, v in enumerate(VILLAGES)),
        }
        | more
    )


LATE = tuple(
    need(v.pcode, 90 + 17 * n, due=CAMPAIGN.starts + timedelta(days=n % 2))
    for n, v in enumerate(VILLAGES)
)
MOVES = scenario(lanes=(MOVED,), stock=(lot("W1", quantity=100), lot("W2", quantity=957)))
FORKED = DRY.model_copy(update={"measures": {"pallet": 30.0}})
HARD: list[tuple[str, Scenario, tuple[Rule, ...]]] = [
    ("plain", scenario(), ()),
    ("hours", scenario(), (limit(measure="truck_hours", at_most=7.3, per=("fleet", "day")),)),
    ("storage", MOVES, (limit(measure="m3", at_most=5.23, per=("origin", "day"), where=STORED),)),
    ("guarantee", scenario(), (limit(measure="kg", at_least=901, where={"village": [FIRST]}),)),
    ("soft", scenario(), (
        limit(measure="kg", at_most=131.5, per=("village", "day"), penalty=2.5),)),
    ("due days", scenario(needs=LATE), ()),
    ("purchases", scenario(stock=(lot("W1", quantity=500), lot("W2", quantity=300, unit_cost=7))), (
        limit(measure="m3", at_most=14.01, per=("origin", "day"), where=STORED),)),
    ("once", scenario(), (
        AtMostActive(name="a", reason="once", of="day", count=1, per=("village",)),)),
    ("pallets", scenario(parcels=(FORKED,)), (
        WholePallets(name="p", reason="forks", per=("point", "day")),)),
]  # fmt: skip
Call = tuple[Model, Stage, Answer, Whole]


@contextmanager
def dived(exact: int = 0) -> Iterator[list[Call]]:
    """Make all parcels whole as on large problems, and note what was."""
    whole = sys.modules["mizalla.solve.whole"]
    calls: list[Call] = []

    def noted(model: Model, stage: Stage, answer: Answer, harm: Any, **more: Any) -> Whole | None:
        found: Whole | None = original(model, stage, answer, harm, **more)
        if found is not None:
            calls.append((model, stage, answer, found))
        return found

    with pytest.MonkeyPatch.context() as patch:
        original = vars(whole)["whole_parcels"]
        patch.setattr(whole, "FEW", 0)
        patch.setattr(sys.modules["mizalla.solve.settle"], "EXACT", exact)
        patch.setattr(sys.modules["mizalla.solve.solve"], "whole_parcels", noted)
        yield calls


def assert_kept(call: Call) -> None:
    """All rows are kept, but for demands, which get no more than they may."""
    model, stage, _, whole = call
    demands = len(whole.served)
    assert (whole.held.route == model.lanes.route).all()
    program = model.program(replace(stage, more=None))
    at = program.matrix @ np.concatenate([whole.lanes, whole.extras])
    digits = 1e-6 * (1 + np.abs(at))
    assert (at <= program.row_high + digits)[: model.frame.goal_start].all()
    assert (at >= program.row_low - digits)[demands : model.frame.goal_start].all()
    assert (whole.lanes >= 0).all()


def least(call: Call) -> float:
    """Parcels served with every lane rounded down."""
    model, _, answer, _ = call
    serves = model.frame.problem.routes.demand[answer.held.route] >= 0
    return float(np.floor(answer.lanes[serves] + 1e-6).sum())


@pytest.mark.parametrize("exact", [0, 1000], ids=["dived", "searched"])
@pytest.mark.parametrize("case", HARD, ids=[name for name, *_ in HARD])
def test_hard_rules_are_kept(case: tuple[str, Scenario, tuple[Rule, ...]], exact: int) -> None:
    """A large campaign with such a rule would get a plan that breaks it, or far fewer parcels."""
    _, scene, rules = case
    every = said(scene, *rules)
    built = build(scene, every, travel(scene))
    with dived(exact) as calls:
        found = solve(built)
    plan = dispatch(scene, every, built, found, settings={"seed": 0})
    assert not verify(scene, every, plan)
    assert calls
    for call in calls:
        assert_kept(call)
        assert call[-1].served.sum() >= least(call)
    served = solve(built).quantity.sum()
    assert found.quantity.sum() >= 0.99 * served


@given(
    stock=st.integers(200, 1200),
    loading=st.integers(40, 200),
    hours=st.floats(2.0, 9.0),
    store=st.floats(4.0, 12.0),
)
@settings(max_examples=25, deadline=None)
def test_every_row_is_kept_whatever_the_figures(
    stock: int, loading: int, hours: float, store: float
) -> None:
    """Some bound would be passed by a part of a parcel, or rounding down would have served more."""
    depot = DEPOT.model_copy(update={"loading_parcels_per_day": loading})
    scene = scenario(
        warehouses=(STORE, depot),
        lanes=(MOVED,),
        stock=(lot("W1", quantity=100), lot("W2", quantity=stock)),
    )
    built = problem(
        scene,
        limit(measure="truck_hours", at_most=hours, per=("fleet", "day")),
        limit(name="store", measure="m3", at_most=store, per=("origin", "day"), where=STORED),
    )
    with dived() as calls:
        solve(built)
    for call in calls:
        assert_kept(call)
        assert call[-1].served.sum() >= least(call)


def knapsacks(seed: int, rows: int = 12, columns: int = 60) -> Reduced:
    """Columns between two whole numbers, and rows with little room for them."""
    rng = np.random.default_rng(seed)
    filled = rng.random((rows, columns)) < 0.2
    matrix = sparse.csr_matrix(np.where(filled, rng.random((rows, columns)), 0.0))
    low = rng.integers(0, 5, columns).astype(float)
    x = low + rng.random(columns)
    program = Program(
        matrix,
        -rng.uniform(1, 2, columns),
        np.full(rows, -np.inf),
        matrix @ x,
        low,
        low + 1,
    )
    return Reduced(program, np.ones(columns, dtype=bool), np.arange(columns))


@given(seed=st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_rows_of_whole_columns_are_never_passed(seed: int) -> None:
    """Rounding up would fill a truck beyond its hours."""
    left = knapsacks(seed)
    x = dive(left, seed=0, budget=None)
    assert x is not None
    assert (x == np.round(x)).all()
    assert (x >= left.program.low).all()
    assert (x <= left.program.high).all()
    assert (left.program.matrix @ x <= left.program.row_high + 1e-7).all()
    best = minimise(left.program)
    assert best is not None
    assert best.objective <= left.program.cost @ x + 1e-6
    assert left.program.cost @ x <= left.program.cost @ left.program.low + 1e-6


def test_what_hangs_together_with_nothing_stays() -> None:
    """A program would be as large as before, or something would move for nothing."""
    matrix = sparse.csr_matrix(np.array([[1.0, 1, 0, 0], [0, 0, 1, 1], [0, 1, 0, 0]]))
    program = Program(
        matrix,
        np.zeros(4),
        np.full(3, -np.inf),
        np.array([3.0, 3.0, 9.0]),
        np.zeros(4),
        np.full(4, 2.0),
    )
    whole = np.array([True, False, False, False])
    small, rows, columns = narrowed(program, whole, np.array([1.5, 1.5, 1.0, 1.0]))
    assert rows.tolist() == [0]
    assert columns.tolist() == [0, 1]
    assert small.row_high == pytest.approx([3.0])


def test_equal_seeds_give_equal_parcels() -> None:
    """Two runs of a large campaign would give different plans."""

    def planned(built: Problem) -> Allocation:
        with dived():
            return solve(built, seed=3)

    _, scene, rules = HARD[2]
    one, other = planned(problem(scene, *rules)), planned(problem(scene, *rules))
    assert (one.route == other.route).all()
    assert (one.quantity == other.quantity).all()


def test_a_store_that_is_a_parcel_too_full_is_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole program of a country would be searched anew for one parcel, for minutes."""
    whole = sys.modules["mizalla.solve.whole"]
    seen: list[tuple[int, bool]] = []

    def crammed(model: Model, stage: Stage, x: Settled, *args: Any, **more: Any) -> Settled:
        """Leave a parcel in store that there is no room for before filling up."""
        program = model.program(replace(stage, more=None))
        count = len(program.cost)
        own = x.x[:count].copy()
        serves = model.frame.problem.routes.demand[model.lanes.route] >= 0
        integral = np.arange(count) < len(model.lanes)
        chains = Chains(model.frame.nodes, len(model.lanes))
        for lane in np.flatnonzero(serves & (own[: len(serves)] > 0.5)).tolist():
            tried = own.copy()
            tried[lane] -= 1
            chains.fill(program, tried)
            passed = _passed(program, integral, tried)
            passed = passed[passed >= len(model.frame.problem.demands)]
            if len(passed):
                x = Settled(np.append(tried, x.x[count:]), False, passed)
                break
        found: Settled = original(model, stage, x, *args, **more)
        seen.append((len(x.passed), found.keeps))
        return found

    original = vars(whole)["fill"]
    monkeypatch.setattr(whole, "fill", crammed)
    monkeypatch.setattr(whole, "_searched", lambda *_, **__: None)
    # Nobody lacks anything, and transfers at large stay, so that it is not mended by the way.
    filling = sys.modules["mizalla.solve.fill"]
    monkeypatch.setattr(filling, "MOVES", 0)
    monkeypatch.setattr(filling, "_lost", lambda model, *_: np.zeros(COUNT))
    room = limit(measure="m3", at_most=1.53, per=("origin", "day"), where=STORED)
    every = said(MOVES, room)
    built = build(MOVES, every, travel(MOVES))
    with dived():
        found = solve(built)
    assert any(passed for passed, _ in seen)
    assert all(keeps for _, keeps in seen)
    assert not verify(MOVES, every, dispatch(MOVES, every, built, found, settings={"seed": 0}))
