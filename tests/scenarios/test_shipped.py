from pathlib import Path

import pytest

from mizalla.generate import generate, load_recipe
from mizalla.read import inspect

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.mark.parametrize("name", ["assiut", "upper-egypt"])
def test_shipped_folders_are_what_their_recipes_write(name: str, tmp_path: Path) -> None:
    """A shipped scenario would have been changed by hand, or the generator without it."""
    generate(load_recipe(name), tmp_path / name)
    made = {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
    files = (path for path in (SCENARIOS / name).iterdir() if path.is_file())  # overlays apart
    shipped = {path.name: path.read_bytes() for path in files}
    assert made == shipped


@pytest.mark.parametrize(
    ("name", "members", "warehouses", "villages", "parcels"),
    [("assiut", 6, 8, 150, 1), ("upper-egypt", 15, 40, 1500, 2)],
)
def test_shipped_scenarios_have_the_promised_size(
    name: str, members: int, warehouses: int, villages: int, parcels: int
) -> None:
    """The documentation and benchmarks would speak of another scenario."""
    scenario, faults = inspect(SCENARIOS / name)
    assert faults == ()
    assert scenario is not None
    assert len(scenario.organisations) == members
    assert len(scenario.warehouses) == warehouses
    assert len(scenario.villages) == villages
    assert len(scenario.parcels) == parcels
    assert len(scenario.campaign.days) == 30
