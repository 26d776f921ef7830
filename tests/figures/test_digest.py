from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizalla.figures import areas, leftovers, lorenz, profile, shortest
from mizalla.figures.fairness import best
from mizalla_models.run import gini
from plans import cover


def test_areas_add_up_to_the_headline_figures(made):
    """A governorate's table would tell of other parcels than the headline above it."""
    for level in ("governorate", "district", "village"):
        found = areas(made.plan, made.setting, level)
        assert sum(area.needed for area in found) == made.figures.needed_parcels
        assert sum(area.served for area in found) == made.figures.served_parcels
        assert sum(area.villages for area in found) == made.in_need
        assert min(area.worst for area in found) == made.figures.coverage_min


def test_days_add_up_to_what_is_moved(made):
    """A calendar would show more or less than leaves the warehouses."""
    delivered = sum(row.quantity for row in made.plan.shipments)
    transferred = sum(row.quantity for row in made.plan.transfers)
    assert transferred > 0
    for loads in (made.warehouse_days, made.member_days):
        assert sum(load.parcels for load in loads) == delivered + transferred
        assert sum(load.transferred for load in loads) == transferred


def test_the_tightest_limit_of_a_warehouse_is_told(made):
    """A full packing line would look like an idle one."""
    full = [load for load in made.warehouse_days if load.place == "W1" and load.parcels == 70]
    assert full
    assert {(load.bound, load.ratio) for load in full} == {(70.0, 1.0)}
    assert {load.rule.split("/")[0] for load in full} == {"loading"}


def test_members_share_all_of_the_transport_cost(made):
    """Members' bills would not add up to the cost of the plan."""
    paid = sum(share.transport for share in made.members)
    assert paid == pytest.approx(made.plan.cost["transport"] + made.plan.cost["charges"])


def test_every_shortfall_has_a_reason_and_the_worst_comes_first(made):
    """The worst-off list would begin with somebody else, or say nothing."""
    assert [short.cover for short in made.shortfalls] == shortest(made.plan.coverage)
    levels = [short.cover.level for short in made.shortfalls]
    assert levels == sorted(levels)
    assert all(short.missing > 0 for short in made.shortfalls)


def test_a_village_that_nothing_reaches_is_told_so(made):
    """A village without a road would be said to be short like all others."""
    lost = cover("EG250101", 10, 0, bound=0.0)
    plan = made.plan.model_copy(update={"coverage": (lost,)})
    found = made.__class__(made.run, plan, made.rules, made.setting).shortfalls
    assert [short.reason for short in found] == ["unreached"]


def test_stock_is_either_handed_out_or_left(made):
    """Parcels would vanish between the stock and the villages."""
    left = sum(item.left for item in leftovers(made.plan, made.rules))
    assert left == made.stock.there - made.stock.used


@given(st.lists(st.integers(0, 100), min_size=1, max_size=60))
def test_the_lorenz_curve_encloses_the_gini_coefficient(served):
    """The curve would tell of another inequality than the number beside it."""
    rows = [cover(f"EG{place}", 100, count) for place, count in enumerate(served)]
    curve = lorenz(rows)
    steps = list(zip(curve.villages, curve.coverage, strict=True))
    under = sum((x2 - x1) * (y1 + y2) / 2 for (x1, y1), (x2, y2) in pairwise(steps))
    assert 1 - 2 * under == pytest.approx(gini([row.ratio for row in rows]), abs=1e-9)


@given(st.lists(st.tuples(st.integers(0, 100), st.floats(0, 2)), min_size=1, max_size=900))
def test_the_profile_rises_and_never_passes_its_bound(rows):
    """The dashed line of what is possible would lie below what is reached."""
    needs = [cover(f"EG{at}", 100, n, bound=bound) for at, (n, bound) in enumerate(rows)]
    found = profile(needs, 50)
    reached = [ratio for ratio, _ in found]
    assert reached == sorted(reached)
    assert (reached[0], reached[-1]) == (
        min(row.ratio for row in needs),
        max(row.ratio for row in needs),
    )
    assert all(ratio <= bound for ratio, bound in found)
    assert all(0 <= best(row) <= 1 for row in needs)
