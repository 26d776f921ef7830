"""Programs as solvers get them: rows of one column as bounds, and back."""

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sparse

from mizalla.solve.duals import duals_at
from mizalla.solve.lean import Lean
from mizalla.solve.lp import Kept, minimise
from mizalla.solve.program import AT_UPPER, BASIC, Program
from outside_solver import outside

SEEDS = range(12)


def program(seed: int) -> Program:
    """A program that can be solved, many of whose rows have one column."""
    rng = np.random.default_rng(seed)
    columns, many, single = 14, 6, 10
    wide = rng.integers(0, 3, (many, columns)) * rng.choice([-1.0, 1.0], (many, columns))
    narrow = np.zeros((single, columns))
    narrow[np.arange(single), rng.integers(0, columns, single)] = rng.choice(
        [-2.0, 0.5, 1.0], single
    )
    matrix = np.concatenate([wide, narrow])
    inside = rng.integers(0, 5, columns).astype(float)
    middle = matrix @ inside
    low = np.where(rng.random(len(middle)) < 0.4, middle - rng.integers(0, 2, len(middle)), -np.inf)
    high = middle + rng.integers(0, 3, len(middle))
    return Program(
        sparse.csr_matrix(matrix),
        rng.integers(-3, 6, columns).astype(float),
        low,
        high,
        np.zeros(columns),
        np.full(columns, 9.0),
    )


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("dual", [False, True])
def test_prices_of_rows_that_are_bounds_are_those_of_their_rows(seed: int, dual: bool) -> None:
    """A limit of one lane would be said to be worth nothing, and bounds would not be proven."""
    given = program(seed)
    found = minimise(given, dual=dual)
    assert found is not None
    assert found.objective == pytest.approx(outside(given), abs=1e-7)
    held = np.where(found.dual > 0, given.row_low, given.row_high)
    own = np.where(found.reduced > 0, given.low, given.high)
    proven = float(found.dual[found.dual != 0] @ held[found.dual != 0])
    proven += float(found.reduced[found.reduced != 0] @ own[found.reduced != 0])
    assert proven == pytest.approx(found.objective, abs=1e-6)
    assert given.matrix.T @ found.dual + found.reduced == pytest.approx(given.cost, abs=1e-7)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_basis_is_one_of_the_whole_program(seed: int) -> None:
    """A program with more lanes would begin at values that break its bounds."""
    given = program(seed)
    found = minimise(given, dual=True)
    assert found is not None
    basis = found.basis
    assert basis is not None
    holds = basis.rows != BASIC
    used = basis.columns == BASIC
    assert holds.sum() == used.sum()
    bound = np.where(basis.rows == AT_UPPER, given.row_high, given.row_low)
    stands = np.where(basis.columns == AT_UPPER, given.high, given.low)
    x = np.where(used, 0.0, stands)
    matrix = given.matrix.toarray()
    x[used] = np.linalg.solve(
        matrix[holds][:, used], bound[holds] - matrix[holds][:, ~used] @ stands[~used]
    )
    assert x == pytest.approx(found.x, abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_bounds_may_change_afterwards(seed: int) -> None:
    """A kept program would go on with the bounds of before where rows are bounds of columns."""
    given = program(seed)
    kept = Kept(given)
    assert kept.solve(given.row_low, given.row_high, dual=True) is not None
    single = np.flatnonzero(np.diff(given.matrix.indptr) == 1)
    high = given.row_high.copy()
    high[single] += 1.0
    found = kept.solve(given.row_low, high, dual=True)
    assert found is not None
    wider = Program(given.matrix, given.cost, given.row_low, high, given.low, given.high)
    assert found.objective == pytest.approx(outside(wider), abs=1e-7)


@pytest.mark.parametrize("seed", SEEDS)
def test_duals_of_the_same_objective_are_read_off_its_basis(seed: int) -> None:
    """Cuts would be made of numbers that prove nothing."""
    given = program(seed)
    found = minimise(given, dual=True)
    assert found is not None
    assert found.basis is not None
    dual = duals_at(given, found.basis, given.cost)
    assert dual is not None
    reduced = given.cost - given.matrix.T @ dual
    assert reduced[found.basis.columns == BASIC] == pytest.approx(0, abs=1e-9)
    assert dual[found.basis.rows == BASIC] == pytest.approx(0, abs=0)


def test_bounds_that_pass_each_other_are_told() -> None:
    """Rows of one column that contradict each other would be last digits."""
    matrix = sparse.csr_matrix(np.array([[1.0], [1.0]]))
    low, high = np.array([2.0, -np.inf]), np.array([np.inf, 1.0])
    given = Program(matrix, np.ones(1), low, high, np.zeros(1), np.full(1, 9.0))
    bounds = Lean(given).bounds(given)
    assert bounds[0][0] > bounds[1][0]
    assert minimise(given) is None


@pytest.mark.parametrize("dual", [False, True], ids=["primal", "dual"])
@pytest.mark.parametrize("new", [0, 14], ids=["known", "new"])
def test_what_is_begun_at_a_basis_ends_at_the_optimum_however_long_it_takes(
    dual: bool, new: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program would be given up, or worse, where a few steps from its basis are not enough."""
    monkeypatch.setattr("mizalla.solve.lp.QUICK", 1)
    monkeypatch.setattr("mizalla.solve.lp.QUICK_DUAL", 1)
    for seed in SEEDS:
        given = program(seed)
        before = minimise(replace(given, cost=-given.cost[::-1]))
        assert before is not None
        assert before.basis is not None
        found = minimise(given, start=replace(before.basis, new=new), dual=dual)
        assert found is not None
        assert found.objective == pytest.approx(outside(given), abs=1e-6)
