"""Programs as solvers get them: kinds pooled, and rows that are others over again."""

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sparse

from mizalla.solve.lean import Lean
from mizalla.solve.lp import Kept, minimise
from mizalla.solve.program import AT_UPPER, BASIC, FIXED, Program
from outside_solver import outside

SEEDS = range(15)
STORES, KINDS, PLACES = 3, 3, 7


@pytest.fixture(autouse=True)
def _however_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small programs are pooled too."""
    monkeypatch.setattr("mizalla.solve.lean.MANY", 1)


def program(seed: int) -> Program:
    """Stores that carry parcels of several owners to places, with shares and limits over again."""
    rng = np.random.default_rng(seed)
    lanes = [
        (store, place, kind)
        for store in range(STORES)
        for place in range(PLACES)
        for kind in range(KINDS)
        if rng.random() < 0.9
    ]
    rows: list[tuple[np.ndarray, float, float]] = []
    store, place, kind = (np.array(column) for column in zip(*lanes, strict=True))

    def row(counts: np.ndarray, low: float, high: float, short: int | None = None) -> None:
        own = np.zeros(len(lanes) + PLACES)
        own[: len(lanes)] = counts
        if short is not None:
            own[len(lanes) + short] = 1.0
        rows.append((own, low, high))

    for number in range(PLACES):
        row(place == number, float(rng.integers(2, 9)), np.inf, number)
        row(place == number, -np.inf, 9.0)
    for number in range(STORES):
        loads = float(rng.integers(5, 20))
        row(store == number, -np.inf, loads)
        row(2.0 * (store == number), -np.inf, 2 * loads + float(rng.integers(-4, 5)))
        row(-1.0 * (store == number), -loads - 1, np.inf)
        for which in range(KINDS):
            there = float(rng.integers(0, 8))
            row((store == number) & (kind == which), -np.inf, there)
    row((kind == 1) & (place > 2), -np.inf, float(rng.integers(1, 6)))
    row((kind == 2) & (place < 4), -np.inf, float(rng.integers(1, 6)))
    costs = rng.integers(1, 9, (STORES, PLACES)).astype(float)
    return Program(
        sparse.csr_matrix(np.array([own for own, _, _ in rows])),
        np.append(costs[store, place], np.full(PLACES, 30.0)),
        np.array([low for _, low, _ in rows]),
        np.array([high for _, _, high in rows]),
        np.zeros(len(lanes) + PLACES),
        np.full(len(lanes) + PLACES, np.inf),
        np.append(store * PLACES + place, np.full(PLACES, -1)),
    )


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("dual", [False, True])
def test_values_and_prices_are_those_of_the_whole_program(seed: int, dual: bool) -> None:
    """Plans would break rules, prices would belong to no rule, and bounds would prove nothing."""
    given = program(seed)
    assert Lean(given).matrix.shape[1] < given.matrix.shape[1]
    found = minimise(given, dual=dual)
    assert found is not None
    assert found.objective == pytest.approx(outside(given), abs=1e-7)
    assert given.cost @ found.x == pytest.approx(found.objective, abs=1e-7)
    assert found.x.min() >= 0
    sums = given.matrix @ found.x
    assert (sums >= given.row_low - 1e-7).all()
    assert (sums <= given.row_high + 1e-7).all()
    assert given.matrix.T @ found.dual + found.reduced == pytest.approx(given.cost, abs=1e-7)
    assert found.reduced.min() >= -1e-7
    held = np.where(found.dual > 0, given.row_low, given.row_high)
    priced = found.dual != 0
    assert float(found.dual[priced] @ held[priced]) == pytest.approx(found.objective, abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_its_basis_is_one_of_the_whole_program(seed: int) -> None:
    """Duals would be read off a basis that is none, and the next program would begin anywhere."""
    given = program(seed)
    found = minimise(given, dual=True)
    assert found is not None
    assert found.basis is not None
    holds, used = found.basis.rows != BASIC, found.basis.columns == BASIC
    assert holds.sum() == used.sum()
    bound = np.where(
        (found.basis.rows == AT_UPPER) | (found.basis.rows == FIXED), given.row_high, given.row_low
    )
    matrix = given.matrix.toarray()
    x = np.zeros(len(given.cost))
    x[used] = np.linalg.solve(matrix[holds][:, used], bound[holds])
    assert x == pytest.approx(found.x, abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_begins_at_its_own_end_is_there(seed: int) -> None:
    """Each program would be solved from nothing."""
    given = program(seed)
    found = minimise(given, dual=True)
    assert found is not None
    assert found.basis is not None
    lean = Lean(given)
    own = lean.into(found.basis)
    basic = int((own.columns == BASIC).sum() + (own.rows == BASIC).sum())
    assert basic == lean.matrix.shape[0]
    again = minimise(given, start=found.basis, dual=True)
    assert again is not None
    assert again.objective == pytest.approx(found.objective, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_duals_of_another_objective_are_read_off_where_it_ended(seed: int) -> None:
    """Cuts would be made of numbers that prove nothing."""
    given = program(seed)
    kept = Kept(given)
    found = kept.solve(given.row_low, given.row_high, dual=True)
    assert found is not None
    assert kept.duals(given.cost) == pytest.approx(found.dual, abs=1e-9)
    short = np.append(np.zeros(len(given.cost) - PLACES), np.ones(PLACES))
    dual = kept.duals(short)
    assert dual is not None
    bound = np.where(dual > 0, given.row_low, given.row_high)
    priced = dual != 0
    at = float(dual[priced] @ np.where(np.isfinite(bound), bound, 0.0)[priced])
    if np.isfinite(bound[priced]).all():
        assert at == pytest.approx(float(short @ found.x), abs=1e-7)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_kept_program_takes_new_bounds_and_objectives(seed: int) -> None:
    """The tighter of two limits would stay the one that it was, or kinds of a price be pooled."""
    given = program(seed)
    kept = Kept(given)
    assert kept.solve(given.row_low, given.row_high, dual=True) is not None
    rng = np.random.default_rng(seed)
    high = given.row_high + rng.integers(0, 4, len(given.row_high))
    found = kept.solve(given.row_low, high, dual=True)
    assert found is not None
    assert found.objective == pytest.approx(outside(replace(given, row_high=high)), abs=1e-7)
    cost = given.cost + rng.random(len(given.cost))
    found = kept.solve(given.row_low, high, cost=cost, dual=False)
    assert found is not None
    other = replace(given, row_high=high, cost=cost)
    assert found.objective == pytest.approx(outside(other), abs=1e-7)


def test_the_tighter_of_two_limits_has_the_price() -> None:
    """A rule that binds would be said to be worth nothing, and one that never can to cost."""
    matrix = sparse.csr_matrix(np.array([[1.0, 1.0], [2.0, 2.0], [-1.0, -1.0], [1.0, 1.0]]))
    low = np.array([-np.inf, -np.inf, -6.0, -np.inf])
    for high, own in (((5, 9), 1), ((4, 9), 0), ((4, 8), 0), ((9, 99), 2)):
        most = np.array([*high, np.inf, 12.0], dtype=float)
        given = Program(matrix, np.array([-1.0, -3.0]), low, most, np.zeros(2), np.full(2, 99.0))
        assert Lean(given).matrix.shape[0] == 1
        found = minimise(given)
        assert found is not None
        assert np.flatnonzero(found.dual).tolist() == [own]
        held = low[own] if own == 2 else most[own]
        assert found.dual[own] * held == pytest.approx(found.objective)


def test_limits_that_contradict_each_other_are_told() -> None:
    """Two members who rule each other out would have a plan that one of them forbids."""
    matrix = sparse.csr_matrix(np.array([[1.0, 1.0], [1.0, 1.0]]))
    low, high = np.array([3.0, -np.inf]), np.array([np.inf, 2.0])
    given = Program(matrix, np.ones(2), low, high, np.zeros(2), np.full(2, 9.0))
    assert minimise(given) is None
