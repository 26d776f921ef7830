"""Profiles, Lorenz curves and weighted Gini coefficients."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizalla_models.equality import lorenz, steps, weighted_gini
from mizalla_models.plan import Coverage
from mizalla_models.run import gini

VALUES = st.lists(st.floats(0, 1).map(lambda value: round(value, 3)), min_size=1, max_size=12)


def cover(village: str, needed: int, served: int) -> Coverage:
    """A need that gets so much."""
    ratio = served / needed if needed else 0.0
    return Coverage(
        village=village,
        parcel="dry",
        needed=needed,
        served=served,
        ratio=ratio,
        level=ratio,
        bound=ratio,
    )


def test_equal_levels_are_one_step() -> None:
    """Would break if the profile were not sorted, or lost needs on the way."""
    rows = [cover("a", 4, 2), cover("b", 10, 1), cover("a", 2, 1), cover("c", 0, 0)]
    found = steps(((row.level, row) for row in rows), 0.0)
    assert [(step.level, step.needs, step.villages) for step in found] == [(0.1, 1, 1), (0.5, 2, 1)]


@given(values=VALUES)
def test_equal_weights_give_the_plain_coefficient(values: list[float]) -> None:
    """Would break if the two coefficients went by different formulas."""
    assert weighted_gini(values, [3.0] * len(values)) == pytest.approx(gini(values), abs=1e-9)


@given(values=VALUES, data=st.data())
def test_a_weight_counts_as_so_many(values: list[float], data: st.DataObject) -> None:
    """Would break if a large village counted no more than a small one."""
    times = data.draw(st.lists(st.integers(1, 4), min_size=len(values), max_size=len(values)))
    apart = [value for value, count in zip(values, times, strict=True) for _ in range(count)]
    assert weighted_gini(values, times) == pytest.approx(gini(apart), abs=1e-9)
    assert lorenz(values, times) == pytest.approx(lorenz(apart), abs=1e-9)


@given(values=VALUES)
def test_the_curve_rises_below_the_diagonal(values: list[float]) -> None:
    """Would break if the worst-off seemed to have more than their share."""
    curve = lorenz(values)
    assert (len(curve), curve[0], curve[-1]) == (21, 0.0, 1.0)
    assert all(low <= high + 1e-12 for low, high in pairwise(curve))
    assert all(have <= place / 20 + 1e-9 for place, have in enumerate(curve))


def test_a_curve_known_by_hand() -> None:
    """Would break if points between two corners were not on the line between them."""
    assert lorenz([1.0, 3.0], points=5) == pytest.approx((0, 0.125, 0.25, 0.625, 1))
