import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizalla.generate.shares import shares, tens

weights = st.lists(st.floats(0.01, 1e6), min_size=1, max_size=30)


@given(st.integers(0, 10**6), weights)
def test_shares_add_up_and_follow_the_weights(total: int, of: list[float]) -> None:
    """Villages or parcels would be lost, or given to the wrong place."""
    result = shares(total, of)
    assert sum(result) == total
    for share, weight in zip(result, of, strict=True):
        assert share == pytest.approx(total * weight / sum(of), abs=1 + 1e-6)


@given(st.integers(30, 1000), weights)
def test_everybody_gets_the_least(total: int, of: list[float]) -> None:
    """A governorate would have no depot."""
    result = shares(total, of, least=1)
    assert min(result) >= 1
    assert sum(result) == total


@given(st.floats(0, 1e8))
def test_tens_are_the_nearest(value: float) -> None:
    """Lots would not be in round figures."""
    assert tens(value) % 10 == 0
    assert tens(value) == pytest.approx(value, abs=5.0001)
