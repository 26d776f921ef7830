"""The national recipe: the alliance's real size, held in counts, and in small."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from mizalla.collect import collect, plugin_manager
from mizalla.generate import Recipe, generate, load_recipe
from mizalla.generate.draft import Draft, draft
from mizalla.generate.regions import MOST_GOVERNORATES
from mizalla.read import inspect
from mizalla_models.rule import Forbid, Need

BORDER = {"EG28", "EG31", "EG32", "EG33", "EG34", "EG35"}


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    return load_recipe("national")


@pytest.fixture(scope="module")
def made(recipe: Recipe) -> Draft:
    return draft(recipe)


@pytest.fixture(scope="module")
def little() -> Recipe:
    """The same campaign with a tenth of the villages."""
    return load_recipe("national", villages=500, families=500_000)


def test_it_has_the_size_of_the_alliance(recipe: Recipe, made: Draft) -> None:
    """Benchmarks and promises would speak of a smaller campaign than the real one."""
    assert len(made.organisations) == 34
    assert Counter(store.id[0] for store in made.warehouses) == {"N": 5, "G": 27, "D": 208}
    assert len({store.organisation for store in made.warehouses}) == 34
    assert (len(made.villages), len(made.points)) == (5_000, 10_000)
    assert len({village.governorate for village in made.villages}) == 27
    assert len(recipe.days) == 30
    assert len(made.parcels) == 2
    assert sum(lot.quantity for lot in made.stock) == pytest.approx(5_000_000, rel=0.02)


def test_stock_does_not_suffice_and_days_bind(recipe: Recipe, made: Draft) -> None:
    """There would be nothing to be fair about."""
    for parcel in made.parcels:
        needed = sum(need.quantity for need in made.needs if need.parcel == parcel.id)
        held = sum(lot.quantity for lot in made.stock if lot.parcel == parcel.id)
        assert 0.6 < held / needed < 0.75
    assert sum(lot.available_on is not None for lot in made.stock) > 50
    assert any(lot.lot.endswith("-SHIP") for lot in made.stock)
    assert {lot.earmark for lot in made.stock if lot.earmark}
    assert any(fleet.from_day for fleet in made.fleets)
    limited = [item for item in made.points if item.point.parcels_per_day is not None]
    assert 3_000 < len(limited) < 6_000
    # A depot in a town that others surround has nothing to do.
    assert sum(not store.loading_parcels_per_day for store in made.warehouses) <= 3


def test_border_governorates_come_first(made: Draft) -> None:
    """Those whom the alliance serves first would be served like all."""
    governorate = {village.pcode: village.governorate for village in made.villages}
    by_priority = defaultdict(set)
    for need in made.needs:
        by_priority[need.priority].add(governorate[need.village])
    assert by_priority[1.25] == BORDER
    assert by_priority[1.0] == set(governorate.values()) - BORDER


def test_flour_goes_to_the_valley_and_the_borders(recipe: Recipe, made: Draft) -> None:
    """A kind for some governorates would be asked for, or lie, elsewhere."""
    governorate = {village.pcode: village.governorate for village in made.villages}
    flour = {governorate[need.village] for need in made.needs if need.parcel == "flour"}
    assert flour == set(recipe.parcels[1].governorates)
    depots = {store.id: store.governorate for store in made.warehouses if store.id[0] == "D"}
    lies = {
        depots[lot.warehouse]
        for lot in made.stock
        if lot.parcel == "flour" and lot.warehouse in depots
    }
    assert lies <= flour | {"EG21"}  # a depot of Giza is the nearest of some in Fayoum


def test_regions_are_of_one_piece_and_leave_nobody_out(made: Draft) -> None:
    """A village would have no truck that may come, or members would be all over the country."""
    assert 20 <= len(made.regions) <= 34
    assert all(1 <= len(region) <= MOST_GOVERNORATES for region in made.regions.values())
    assert sorted(map(len, made.regions.values()))[len(made.regions) // 2] <= 2
    served = defaultdict(set)
    everywhere = {member.id for member in made.organisations} - made.regions.keys()
    home = {store.id: store.governorate for store in made.warehouses}
    for fleet in made.fleets:
        region = made.regions.get(fleet.organisation)
        here = home[fleet.warehouse]
        if fleet.organisation in everywhere or (region and here in region):
            served[here].add(fleet.id)
    assert set(served) == {village.governorate for village in made.villages}


def test_regions_are_rules_of_their_members(little: Recipe, tmp_path: Path) -> None:
    """What is written to ``capacity/`` would not be read, or would bind nobody."""
    generate(little, tmp_path / "made")
    scenario, faults = inspect(tmp_path / "made")
    assert faults == ()
    assert scenario is not None
    regions = draft(little).regions
    assert {file.organisation for file in scenario.capacity} == set(regions)
    rules = collect(scenario, plugin_manager(scenario)).provided
    bound = {
        dict(item.rule.where)["organisation"][0]: dict(item.rule.unless)["governorate"]
        for item in rules
        if isinstance(item.rule, Forbid) and "regions served" in item.rule.name
    }
    assert bound == regions
    needs = [item.rule for item in rules if isinstance(item.rule, Need)]
    assert {need.priority for need in needs} == {1.0, 1.25}
    assert {need.due for need in needs} == {None}


def test_the_scenario_is_the_recipe() -> None:
    """``scenarios/national`` would be another campaign than ``mizalla generate national``."""
    folder = Path(__file__).parents[2] / "scenarios" / "national"
    assert load_recipe(str(folder / "recipe.yaml")) == load_recipe("national")
    assert sum(file.stat().st_size for file in folder.iterdir()) < 10_000
