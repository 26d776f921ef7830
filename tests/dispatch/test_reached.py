"""What a plan reaches: coverage, lateness, and each goal beside its bound."""

from dataclasses import fields
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizalla.solve.allocation import Proof
from mizalla_models.plan import GoalResult
from problems import Lane, checked, dispatched
from tiny import NORTH, SOUTH, lot, need, tiny

N, S = NORTH.pcode, SOUTH.pcode
DAYS = [date(2027, 2, day) for day in (8, 9, 10)]


def to(village: str, day: int = 0) -> Lane:
    return Lane("W1", village, "F1", "dry", day)


def proof(goal: str, bound: float, tolerance: float = 0) -> Proof:
    said = {"goal": goal, "bound": bound, "tolerance": tolerance}
    # What proves it is of no concern here.
    return Proof(**said, **{f.name: np.zeros(2) for f in fields(Proof) if f.name not in said})


def goals(moves: dict[Lane, int], *proofs: Proof, **scenario: Any) -> dict[str, GoalResult]:
    plan = dispatched(tiny(**scenario), moves, proofs=proofs)
    return {goal.goal: goal for goal in plan.goals}


def test_coverage_lists_every_need_once() -> None:
    """A village that gets nothing would be left out, or two needs of one would be two rows."""
    needs = (need(N, 40, priority=2), need(N, 10, due=DAYS[0], priority=2), need(S, 20))
    plan = dispatched(tiny(needs=needs), {to(N): 10, to(N, 1): 5}, level_bound=np.array([0.4, 0.9]))
    north, south = plan.coverage
    assert (north.village, north.needed, north.served, north.ratio) == (N, 50, 15, 0.3)
    assert (north.priority, north.level, north.bound) == (2, 0.15, 0.4)
    assert (south.village, south.served, south.level, south.bound) == (S, 0, 0, 0.9)


@pytest.mark.parametrize(
    ("needs", "moves", "late"),
    [
        # One part: each parcel a day for each day after.
        ([(10, 0)], {0: 10}, 0),
        ([(10, 0)], {2: 10}, 20),
        ([(10, 1)], {0: 3, 1: 3, 2: 3}, 3),
        ([(10, None)], {2: 10}, 0),
        # Two parts: what comes first counts for what is due first.
        ([(10, 0), (10, 1)], {0: 10, 1: 10}, 0),
        ([(10, 0), (10, 1)], {1: 20}, 10),
        ([(10, 0), (10, 1)], {0: 4, 2: 10}, 6 * 2 + 4),
        ([(10, 0), (10, 2)], {1: 5, 2: 10}, 5 + 5 * 2),
        # What never comes is not late.
        ([(10, 0), (10, 1)], {0: 1}, 0),
        ([(10, 0), (10, 0)], {1: 12}, 12),
    ],
)
def test_lateness(needs: list[tuple[int, int | None]], moves: dict[int, int], late: float) -> None:
    """Parcels would count as late for another due day than they serve."""
    rows = tuple(
        need(N, quantity, due=None if due is None else DAYS[due]) for quantity, due in needs
    )
    scenario = tiny(needs=rows)
    lanes = {to(N, day): quantity for day, quantity in moves.items()}
    plan = dispatched(scenario, lanes, proofs=(proof("lateness", 0),))
    (goal,) = plan.goals
    assert goal.value == late
    assert checked(scenario, lanes) == []


def test_what_was_due_before_the_campaign_is_late_from_its_due_day() -> None:
    """A need that is overdue from the start would count as due on the first day."""
    overdue = tiny(needs=(need(N, 10, due=date(2027, 2, 6)),))
    plan = dispatched(overdue, {to(N): 4, to(N, 1): 6}, proofs=(proof("lateness", 0),))
    assert plan.goals[0].value == 4 * 2 + 6 * 3
    assert checked(overdue, {to(N): 4, to(N, 1): 6}) == []


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.integers(0, 2)),
        min_size=1,
        max_size=3,
        unique_by=lambda n: n[1],
    ),
    st.lists(st.integers(0, 9), min_size=3, max_size=3),
)
def test_lateness_is_that_of_matching_parcels_in_order(
    parts: list[tuple[int, int]], arrivals: list[int]
) -> None:
    """Lateness would differ from counting parcel by parcel, first come for first due."""
    dues = sorted(due for quantity, due in parts for _ in range(quantity))
    days = [day for day, quantity in enumerate(arrivals) for _ in range(quantity)][: len(dues)]
    late = sum(max(day - due, 0) for day, due in zip(days, dues, strict=False))
    rows = tuple(need(N, quantity, due=DAYS[due]) for quantity, due in parts)
    lanes = {to(N, day): days.count(day) for day in set(days)}
    plan = dispatched(tiny(needs=rows, stock=(lot(),)), lanes, proofs=(proof("lateness", 0),))
    assert plan.goals[0].value == late


def test_goals_stand_beside_their_bounds() -> None:
    """A reader could not tell how much better any plan could be."""
    found = goals(
        {to(N): 100, to(S): 80},
        proof("coverage", 0.8),
        proof("served", 240, 0.1),
        proof("cost", 1.0),
        campaign={"goals": [{"goal": "coverage", "tolerance": 0.1}, "cost"]},
    )
    assert list(found) == ["coverage", "served", "cost"]
    coverage, served = found["coverage"], found["served"]
    assert (coverage.value, coverage.bound, coverage.sense) == (0.5, 0.8, "max")
    assert coverage.gap == pytest.approx(0.375)
    assert (served.value, served.bound, served.gap, served.unit) == (180, 240, 0.25, "parcels")
    assert (coverage.tolerance, served.tolerance, found["cost"].tolerance) == (0.1, 0.1, 0)
    assert found["cost"].unit == "EGP"
    assert found["cost"].sense == "min"


@pytest.mark.parametrize(
    ("bound", "stated", "gap"),
    [
        (20.0, 20.0, 0),
        (20 - 1e-7, 20.0, 0),
        (20 + 1e-7, 20.0, 0),
        (16.0, 16.0, 0.25),
        (0.0, 0.0, 20),
        (-1e-9, 0.0, 20),
    ],
)
def test_last_digits_of_a_solver_are_taken_off_bounds(
    bound: float, stated: float, gap: float
) -> None:
    """A plan would be better than its own bound by a rounding error, and be rejected."""
    found = goals({to(N, 2): 10}, proof("lateness", bound), needs=(need(N, 10, due=DAYS[0]),))
    assert (found["lateness"].value, found["lateness"].bound) == (20, stated)
    assert found["lateness"].gap == pytest.approx(gap)


@pytest.mark.parametrize(("bound", "status"), [(19.99, "optimal"), (19.9, "feasible")])
def test_a_plan_is_optimal_when_every_goal_is_proven(bound: float, status: str) -> None:
    """A plan would call itself optimal with a gap that is not proven."""
    rows = (need(N, 10, due=DAYS[0]),)
    plan = dispatched(tiny(needs=rows), {to(N, 2): 10}, proofs=(proof("lateness", bound),))
    assert plan.status == status


def test_a_campaign_without_needs_is_covered() -> None:
    """A campaign with nothing to do would have no lowest level, and break."""
    plan = dispatched(tiny(needs=()), {}, proofs=(proof("coverage", 1.0), proof("served", 0)))
    assert [goal.value for goal in plan.goals] == [1.0, 0.0]
    assert plan.coverage == plan.shipments == ()
    assert plan.status == "optimal"
