import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizalla.generate.draw import Draw

GOLDEN = [0.68350412873, 0.496484454798, 0.22927208642]
seeds = st.integers(0, 2**32)


def test_the_stream_is_the_same_for_ever() -> None:
    """Another stream would change every scenario that was ever made from a seed."""
    draw = Draw(1448, "villages", "EG25")
    assert [round(draw.uniform(), 12) for _ in range(3)] == GOLDEN


def test_subjects_have_streams_of_their_own() -> None:
    """A change to the roads would move the villages."""
    assert Draw(1, "roads").uniform() != Draw(1, "villages").uniform()
    assert Draw(1, "roads").uniform() != Draw(2, "roads").uniform()


@given(seeds, st.integers(-50, 50), st.integers(0, 50))
def test_whole_numbers_stay_in_bounds(seed: int, low: int, span: int) -> None:
    """A day after the campaign or a town that is not there would be drawn."""
    draw = Draw(seed, "test")
    assert all(low <= draw.whole(low, low + span) <= low + span for _ in range(20))


def test_normal_has_mean_and_spread() -> None:
    """Villages would be scattered too far, or to one side."""
    draw = Draw(3, "test")
    values = [draw.normal() for _ in range(4000)]
    mean = sum(values) / len(values)
    assert mean == pytest.approx(0, abs=0.06)
    assert sum((value - mean) ** 2 for value in values) / len(values) == pytest.approx(1, abs=0.08)


@given(seeds)
def test_weightless_items_are_never_picked(seed: int) -> None:
    """A town without people would get villages."""
    draw = Draw(seed, "test")
    assert {draw.pick_weighted("abc", [0, 2, 0]) for _ in range(10)} == {"b"}
