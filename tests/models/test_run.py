from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizalla_models.plan import Finding
from mizalla_models.run import Figures, gini
from plans import cover, sample_plan, stop

SHARES = st.lists(st.floats(0, 1).map(lambda share: round(share, 6)), min_size=1, max_size=20)


@given(SHARES)
def test_gini_is_half_the_mean_difference_over_the_mean(values: list[float]) -> None:
    """Would break if the sorted formula were off by one rank."""
    mean = sum(values) / len(values)
    difference = sum(abs(one - other) for one, other in product(values, values))
    expected = difference / len(values) ** 2 / 2 / mean if mean else 0
    assert gini(values) == pytest.approx(expected, abs=1e-9)


def test_gini_at_its_ends() -> None:
    """Would break if equal shares seemed unequal, or no shares were an error."""
    assert gini([]) == gini([0, 0]) == gini([0.3] * 7) == 0
    assert gini([1, 0, 0, 0]) == 0.75


def test_figures_of_a_plan() -> None:
    """Would break if the list of runs counted other things than it says."""
    plan = sample_plan(
        coverage=(cover("A", 100, 100), cover("B", 100, 50), cover("C", 200, 0)),
        trips=(stop(1), stop(2), stop(1, trip="F1/2027-02-08/2")),
        findings=(Finding(check="stock", problem="3 > 2"),),
        status="rejected",
    )
    figures = Figures.of(plan)
    assert (figures.coverage_min, figures.coverage_mean) == (0, 0.5)
    assert figures.coverage_gini == pytest.approx(4 / 9)
    assert (figures.needed_parcels, figures.served_parcels) == (400, 150)
    assert (figures.served_villages, figures.served_households) == (2, 180)
    assert (figures.cost, figures.km) == (5519.2, 20.2)
    assert (figures.shipments, figures.transfers, figures.trips) == (2, 1, 2)
    assert figures.findings == 1


def test_figures_where_nothing_is_needed() -> None:
    """Would break if a campaign without needs ended in a division by zero."""
    figures = Figures.of(sample_plan(coverage=()))
    assert (figures.coverage_min, figures.coverage_mean, figures.coverage_gini) == (1, 1, 0)
