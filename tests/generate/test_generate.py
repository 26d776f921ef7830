import os
import subprocess
import sys
from pathlib import Path

import pytest

from mizalla.generate import Recipe, generate, load_recipe
from mizalla.read import inspect
from mizalla_models.errors import UsageError


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_same_recipe_gives_the_same_bytes(small: Recipe, tmp_path: Path) -> None:
    """A scenario could not be named by its recipe and seed."""
    generate(small, tmp_path / "one")
    code = (
        "import sys; from pathlib import Path; from mizalla.generate import generate, load_recipe;"
        "generate(load_recipe('small'), Path(sys.argv[1]))"
    )
    # Another process, with another order of sets and another language.
    surroundings = os.environ | {"PYTHONHASHSEED": "4711", "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "two")], check=True, env=surroundings
    )
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def test_another_seed_gives_another_scenario(small: Recipe, tmp_path: Path) -> None:
    """The seed would do nothing."""
    generate(small, tmp_path / "one")
    generate(load_recipe("small", seed=8), tmp_path / "two")
    one, two = _bytes(tmp_path / "one"), _bytes(tmp_path / "two")
    assert one.keys() == two.keys()
    assert one["villages.csv"] != two["villages.csv"]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"seed": 21},
        {"transfers": False, "ship_load_day": None, "warehouses": {"depot": 3}},
        {"due_days": []},
        {"roads": False, "closed_road": False, "points_per_village": 0},
        {"organisations": 1, "stock_share": 1.2, "tight": 0},
        {"governorates": ["EG18", "EG33"], "villages": 40},
    ],
)
def test_what_is_written_is_read_without_a_fault(
    changes: dict[str, object], tmp_path: Path
) -> None:
    """``mizalla plan`` would refuse a generated folder."""
    generate(load_recipe("small", **changes), tmp_path / "made")
    scenario, faults = inspect(tmp_path / "made")
    assert faults == ()
    assert scenario is not None


def test_all_of_egypt_can_be_generated(tmp_path: Path) -> None:
    """The national scenario could not be made."""
    recipe = load_recipe(
        "national",
        villages=270,
        families=400_000,
        warehouses={"national": 5, "governorate": 27, "depot": 60},
    )
    generate(recipe, tmp_path / "made")
    scenario, faults = inspect(tmp_path / "made")
    assert faults == ()
    assert scenario is not None
    assert {village.governorate for village in scenario.villages} == set(recipe.governorates)


def test_a_folder_with_files_is_refused(small: Recipe, tmp_path: Path) -> None:
    """Somebody's campaign would be overwritten."""
    (tmp_path / "stock.csv").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        generate(small, tmp_path)
