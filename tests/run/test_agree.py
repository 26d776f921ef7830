"""Agreement between allocation and trips."""

from pathlib import Path

import pytest

from mizalla.run import Outcome, plan
from tiny import TABLES, write_folder

VILLAGES = [
    TABLES["villages"][0]
    | {"pcode": f"EG2501{number:02}", "lat": 27.18 + 0.02 * number, "households": 400}
    for number in range(1, 7)
]
NEEDS = [{"village": row["pcode"], "parcel": "dry", "quantity": 400} for row in VILLAGES]
STOCK = [{"warehouse": "W1", "parcel": "dry", "quantity": 2400}]


def planned(folder: Path, trips: dict[str, object] | None = None, **tables: object) -> Outcome:
    fleets = [TABLES["fleets"][0] | {"count": 1, "hours_per_day": 3}]
    made = write_folder(
        folder,
        {"trips": {"rounds": 3} | (trips or {})},
        **{"villages": VILLAGES, "needs": NEEDS, "stock": STOCK, "fleets": fleets} | tables,
    )
    return plan(made)


def test_trips_that_fit_need_no_second_round(tmp_path: Path) -> None:
    """Every plan would be made several times."""
    found = planned(tmp_path / "s", fleets=[TABLES["fleets"][0] | {"count": 4}])
    assert [row.number for row in found.plan.rounds] == [1]
    assert found.plan.short == ()
    assert not [rule for rule in found.rules.provided if rule.provider.plugin == "trips"]


def test_an_allocation_that_can_not_be_driven_is_made_again(tmp_path: Path) -> None:
    """Parcels would be planned that no truck has time for."""
    before = planned(tmp_path / "before", {"rounds": 0}).plan
    after = planned(tmp_path / "after")
    assert before.rounds[0].short > 0.01 * before.rounds[0].parcels
    last = after.plan.rounds[-1]
    assert len(after.plan.rounds) > 1
    assert last.short <= 0.01 * last.parcels
    assert after.plan.status != "rejected"
    learned = [rule for rule in after.rules.provided if rule.provider.plugin == "trips"]
    assert learned
    assert all("F1" in rule.rule.reason for rule in learned)


def test_bounds_are_those_of_any_plan_that_trucks_could_drive(tmp_path: Path) -> None:
    """A plan that trips made smaller would call itself the best there is."""
    before = {goal.goal: goal for goal in planned(tmp_path / "a", {"rounds": 0}).plan.goals}
    after = {goal.goal: goal for goal in planned(tmp_path / "b").plan.goals}
    assert after["served"].bound == pytest.approx(before["served"].bound)
    assert after["served"].value < before["served"].value
    assert after["served"].gap > 0.01
    assert after["cost"].bound <= after["cost"].value


def test_what_can_never_be_reached_is_forbidden_in_the_next_round(tmp_path: Path) -> None:
    """Parcels would be sent again and again where the truck has no time to be."""
    far = [VILLAGES[0], VILLAGES[1] | {"lat": 27.68}]
    needs = [{"village": row["pcode"], "parcel": "dry", "quantity": 50} for row in far]
    found = planned(tmp_path / "s", villages=far, needs=needs)
    assert found.plan.short == ()
    assert found.plan.rounds[0].short == 50
    assert [row.served for row in found.plan.coverage] == [50, 0]


def test_equal_folders_give_equal_plans(tmp_path: Path) -> None:
    """Rounds would hang on how fast the machine is."""
    one, other = planned(tmp_path / "s").plan, planned(tmp_path / "s").plan
    assert one == other
