from pathlib import Path

import numpy as np
import pytest

from mizalla.generate import Recipe, generate, load_recipe
from mizalla.generate.draft import Draft
from mizalla.generate.flow import working_days
from mizalla.generate.ways import minutes_between
from mizalla.read import read
from mizalla.travel import travel


@pytest.mark.parametrize("name", ["assiut", "upper_egypt", "small"])
def test_truck_hours_suffice_over_all(name: str, request: pytest.FixtureRequest) -> None:
    """The stock could not be handed out, or trucks would never be short."""
    recipe: Recipe = request.getfixturevalue(name)
    made: Draft = request.getfixturevalue(f"{name}_draft")
    vehicles = {vehicle.id: vehicle for vehicle in made.vehicles}
    minutes = minutes_between(made.warehouses, made.villages, made.roads)
    place = {store.id: index for index, store in enumerate(made.warehouses)}
    weight = {parcel.id: parcel.weight_kg for parcel in made.parcels}
    index_of = {village.pcode: index for index, village in enumerate(made.villages)}
    light = vehicles["light"]
    nearest = minutes[[place[fleet.warehouse] for fleet in made.fleets]].min(axis=0)
    taken = sum(
        need.quantity
        * recipe.stock_share
        * 2
        * nearest[index_of[need.village]]
        / 60
        / (light.payload_kg / weight[need.parcel])
        for need in made.needs
    )
    had = sum(
        fleet.count
        * fleet.hours_per_day
        * working_days(recipe)
        * vehicles[fleet.vehicle].payload_kg
        / light.payload_kg
        for fleet in made.fleets
    )
    assert 1.1 < had / taken < 3


@pytest.mark.parametrize("name", ["assiut", "upper-egypt", "small"])
def test_every_point_is_within_a_shift(name: str, tmp_path: Path) -> None:
    """No truck could get to a point, and its village would get nothing."""
    generate(load_recipe(name), tmp_path / "made")
    scenario = read(tmp_path / "made")
    way = travel(scenario)
    vehicles = {vehicle.id: vehicle for vehicle in scenario.vehicles}
    place = {store.id: index for index, store in enumerate(scenario.warehouses)}
    most = np.array(
        [
            vehicles[point.largest_vehicle].payload_kg if point.largest_vehicle else np.inf
            for point in scenario.points
        ]
    )
    for state in range(len(way.km)):
        reached = np.zeros(len(scenario.points), dtype=bool)
        for fleet in scenario.fleets:
            vehicle = vehicles[fleet.vehicle]
            at = (state, place[fleet.warehouse], slice(len(scenario.points)))
            minutes = np.maximum(way.minutes[at], way.km[at] / vehicle.speed_kmh * 60)
            in_time = 2 * minutes <= 60 * fleet.hours_per_day
            reached |= in_time & (vehicle.payload_kg <= most)
        assert reached.all()


def test_fleets_have_known_bases_and_members(upper_egypt_draft: Draft) -> None:
    """Reading would refuse the folder."""
    made = upper_egypt_draft
    stores = {store.id for store in made.warehouses}
    members = {member.id for member in made.organisations}
    assert len({fleet.id for fleet in made.fleets}) == len(made.fleets)
    assert {fleet.warehouse for fleet in made.fleets} == {s for s in stores if s[0] == "D"}
    assert {fleet.organisation for fleet in made.fleets} <= members
    assert all(fleet.count >= 1 for fleet in made.fleets)


def test_lent_trucks_come_and_go_within_the_campaign(
    upper_egypt: Recipe, upper_egypt_draft: Draft
) -> None:
    """Reading would refuse the dates, or no fleet would show them."""
    lent = [fleet for fleet in upper_egypt_draft.fleets if fleet.from_day]
    assert lent
    for fleet in lent:
        assert fleet.from_day is not None
        assert fleet.until is not None
        assert upper_egypt.starts <= fleet.from_day <= fleet.until <= upper_egypt.ends
