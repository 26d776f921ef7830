"""The needs plugin."""

import math
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collected import rules_of
from mizalla_models.errors import PluginError, ScenarioError
from mizalla_models.parcel import Parcel
from mizalla_models.place import Village
from tiny import DRY, NORTH, SOUTH, need, tiny


def scored(
    *villages: Village, parcels: tuple[Parcel, ...] = (DRY,), **settings: Any
) -> dict[Any, int]:
    plugins = [{"name": "needs", "settings": settings}]
    scenario = tiny(villages=villages, needs=None, parcels=parcels, campaign={"plugins": plugins})
    return {(rule.village, rule.parcel): rule.quantity for rule in rules_of(scenario, "needs")}


def test_the_needs_of_the_file_pass_as_they_are() -> None:
    """Scoring over a needs.csv would overrule what was registered."""
    needs = (need("EG250101", 7, priority=2), need("EG250102", 9))
    found = rules_of(tiny(needs=needs), "needs")
    assert [(rule.village, rule.quantity, rule.priority) for rule in found] == [
        ("EG250101", 7, 2),
        ("EG250102", 9, 1),
    ]


def test_families_times_poverty_less_those_served_by_households_of_a_parcel() -> None:
    """The formula of the model, rounded up to whole parcels."""
    village = NORTH.model_copy(update={"households": 101, "already_served": 3})
    double = DRY.model_copy(update={"id": "double", "households": 2})
    assert scored(village, parcels=(double, DRY)) == {
        ("EG250101", "double"): 24,
        ("EG250101", "dry"): 48,
    }


def test_floating_point_does_not_add_a_parcel() -> None:
    """100 × 0.07 is 7.000000000000001 to a computer and 7 to a planner."""
    village = NORTH.model_copy(update={"households": 100, "poverty_rate": 0.07})
    assert scored(village) == {("EG250101", "dry"): 7}


@given(
    households=st.integers(0, 100_000),
    percent=st.integers(0, 1000),
    served=st.integers(0, 1000),
    each=st.integers(1, 7),
)
def test_scoring_agrees_with_exact_fractions(
    households: int, percent: int, served: int, each: int
) -> None:
    """A parcel too many or too few in every village is thousands over a country."""
    village = NORTH.model_copy(
        update={"households": households, "poverty_rate": percent / 1000, "already_served": served}
    )
    families = max(Fraction(0), households * Fraction(percent, 1000) - served)
    exact = math.ceil(families / each)
    parcel = DRY.model_copy(update={"households": each})
    assert scored(village, parcels=(parcel,)).get(("EG250101", "dry"), 0) == exact


def test_settings_choose_parcels_shares_and_a_rate_for_villages_without_one() -> None:
    """A second kind of parcel may be for some families only."""
    baby = DRY.model_copy(update={"id": "baby"})
    other = DRY.model_copy(update={"id": "other"})
    village = SOUTH.model_copy(update={"poverty_rate": None})
    found = scored(
        village,
        parcels=(baby, DRY, other),
        default_poverty_rate=0.25,
        share={"baby": 0.1, "other": 0},
    )
    assert found == {("EG250102", "baby"): 5, ("EG250102", "dry"): 50}


def test_only_the_parcels_that_the_settings_name_are_needed() -> None:
    """Parcels kept for emergencies are no need of this campaign."""
    plugins = [{"name": "needs", "settings": {"parcels": ["dry"]}}]
    parcels = (DRY, DRY.model_copy(update={"id": "spare"}))
    scenario = tiny(needs=None, parcels=parcels, campaign={"plugins": plugins})
    assert {rule.parcel for rule in rules_of(scenario, "needs")} == {"dry"}


def test_villages_without_a_rate_are_all_named() -> None:
    """A village of unknown need must not silently count as needing nothing."""
    villages = [v.model_copy(update={"poverty_rate": None}) for v in (NORTH, SOUTH)]
    with pytest.raises(ScenarioError) as caught:
        scored(*villages)
    assert [(fault.file, fault.column) for fault in caught.value.faults] == [
        ("villages.csv", "poverty_rate")
    ] * 2
    assert "EG250101" in str(caught.value)
    assert "EG250102" in str(caught.value)


@pytest.mark.parametrize(
    "settings", [{"parcels": ["wet"]}, {"share": {"wet": 1}}, {"share": {"dry": -1}}, {"parcel": 1}]
)
def test_settings_that_can_not_be_meant_are_refused(settings: dict[str, Any]) -> None:
    """A typo in a parcel would leave its families without."""
    plugins = [{"name": "needs", "settings": settings}]
    with pytest.raises(PluginError, match="Plugin needs"):
        rules_of(tiny(needs=None, campaign={"plugins": plugins}), "needs")
