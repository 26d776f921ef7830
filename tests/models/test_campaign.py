"""Goals of a campaign."""

from typing import Any

import pytest
from pydantic import ValidationError

from mizalla_models.campaign import Campaign

DAYS = {"name": "Tiny", "starts": "2027-02-08", "ends": "2027-02-10"}
WRONG: dict[str, tuple[list[Any], str]] = {
    "two goals for one thing": (["coverage", "district_gap"], "stands in place of coverage"),
    "a tolerance of districts": ([{"goal": "district_gap", "tolerance": 0.1}], "no tolerance"),
    "a cap of another goal": ([{"goal": "cost", "at_most": 0.1}], "only district_gap"),
    "a cap above all": ([{"goal": "district_gap", "at_most": 1.5}], "less than or equal to 1"),
}


@pytest.mark.parametrize("name", WRONG)
def test_goals_that_mean_nothing_are_refused(name: str) -> None:
    """Would break if a campaign were planned for something else than it seems to ask."""
    goals, word = WRONG[name]
    with pytest.raises(ValidationError, match=word):
        Campaign.model_validate(DAYS | {"goals": goals})


def test_districts_stand_in_place_of_coverage() -> None:
    """Would break if the goal or its cap could not be named."""
    goals = [{"goal": "district_gap", "at_most": 0.05}, "cost"]
    first, last = Campaign.model_validate(DAYS | {"goals": goals}).goals
    assert (first.goal, first.at_most, last.goal, last.at_most) == (
        "district_gap",
        0.05,
        "cost",
        None,
    )
