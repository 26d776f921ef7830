"""Values of goals: lateness by need, coverage by priority, gaps."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiny import FIRST, need, tiny
from verify.plans import Drafter, found, rules_of

NORTH, SOUTH = "EG250101", "EG250102"


def lateness(needs: list[tuple[int, int | None]], given: dict[int, int], stated: float) -> str:
    """Needs of the north (quantity, number of the due day), what comes by day, what is stated."""
    scenario = tiny(
        needs=tuple(
            need(NORTH, quantity, due=None if due is None else FIRST + timedelta(days=due))
            for quantity, due in needs
        )
    )
    said = rules_of(scenario)
    draft = Drafter(scenario, said)
    rows = [draft.deliver("W1/dry", NORTH, quantity, day) for day, quantity in given.items()]
    return found(scenario, said, draft.plan(rows, lateness=stated), "goal")


@pytest.mark.parametrize(
    ("needs", "given", "late"),
    [
        ([(50, 0)], {0: 20, 1: 10, 2: 5}, 20),
        ([(50, None)], {2: 50}, 0),
        ([(20, 0), (30, 2)], {1: 25}, 20),
        ([(30, 2), (20, 0)], {0: 10, 2: 30}, 20),
        ([(20, 0)], {2: 30}, 40),
        ([(20, 0), (0, 1)], {}, 0),
    ],
)
def test_lateness(needs: list[tuple[int, int | None]], given: dict[int, int], late: float) -> None:
    """Parcel-days would count for another need, or for parcels beyond all needs."""
    assert lateness(needs, given, late) == ""
    assert f"Value of lateness is stated as {late + 1:.10g} but comes to {late:.10g}" in lateness(
        needs, given, late + 1
    )


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 2)), min_size=1, max_size=4),
    st.lists(st.integers(0, 12), min_size=3, max_size=3),
)
def test_lateness_parcel_by_parcel(needs: list[tuple[int, int]], given: list[int]) -> None:
    """The sum would differ from handing out one parcel after the other."""
    dues = sorted(due for quantity, due in needs for _ in range(quantity))
    days = [day for day, quantity in enumerate(given) for _ in range(quantity)]
    late = sum(max(day - due, 0) for day, due in zip(days, dues, strict=False))
    by_day = {day: quantity for day, quantity in enumerate(given) if quantity}
    assert lateness(list(needs), by_day, late) == ""


def test_priority_and_worst_village() -> None:
    """The lowest level would be the lowest share, whatever was promised to whom."""
    scenario = tiny(needs=(need(NORTH, 100, priority=4), need(SOUTH, 100)))
    said = rules_of(scenario)
    draft = Drafter(scenario, said)
    rows = [draft.deliver("W1/dry", NORTH, 80), draft.deliver("W1/dry", SOUTH, 50)]
    right = draft.plan(rows)
    assert right.goals[0].value == pytest.approx(0.2)
    assert found(scenario, said, right, "goal", "coverage") == ""
    worst = right.goals[0].model_copy(update={"value": 0.5, "bound": 0.5})
    wrong = right.model_copy(update={"goals": (worst, *right.goals[1:])})
    assert "comes to 0.2" in found(scenario, said, wrong, "goal")


@pytest.mark.parametrize(
    ("value", "bound", "gap", "right"),
    [
        (120.0, 0.0, 120.0, True),
        (120.0, 0.0, 0.0, False),
        (120.0, 100.0, 0.2, True),
        (120.0, 119.9999999, 0.0, True),
        (120.0, float("inf"), 0.0, False),
        (120.0, float("nan"), 0.0, False),
    ],
)
def test_gap(value: float, bound: float, gap: float, right: bool) -> None:
    """A plan would seem nearer to its bound than it is, or prove itself by a bound that is none."""
    scenario = tiny(needs=(need(NORTH, 60, due=date(2027, 2, 8)),))
    said = rules_of(scenario)
    draft = Drafter(scenario, said)
    plan = draft.plan([draft.deliver("W1/dry", NORTH, 60, 2)], lateness=value, status="feasible")
    goals = list(plan.goals)
    goals[2] = goals[2].model_copy(update={"bound": bound, "gap": gap})
    text = found(scenario, said, plan.model_copy(update={"goals": tuple(goals)}), "goal")
    assert (text == "") is right


def test_a_campaign_without_needs() -> None:
    """Nothing to hand out would be a fault of the plan."""
    scenario = tiny(needs=())
    said = rules_of(scenario)
    assert found(scenario, said, Drafter(scenario, said).plan([])) == ""
