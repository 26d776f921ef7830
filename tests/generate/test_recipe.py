from pathlib import Path
from typing import Any

import pytest

from mizalla.generate import load_recipe, recipes
from mizalla_models.errors import UsageError


def test_shipped_recipes_are_sound() -> None:
    """A named recipe could not be generated."""
    assert {"assiut", "upper-egypt", "small", "national"} <= set(recipes())
    for name in recipes():
        assert load_recipe(name).name == name


def test_changes_replace_fields() -> None:
    """An option of the command would do nothing."""
    assert load_recipe("small", seed=99, villages=30).villages == 30


def test_a_recipe_is_read_from_a_file(tmp_path: Path) -> None:
    """Users could not write recipes of their own."""
    file = tmp_path / "mine.yaml"
    file.write_text(SMALLEST, "utf-8")
    assert load_recipe(str(file)).days[-1].isoformat() == "2027-02-10"


def test_an_unknown_recipe_names_the_known() -> None:
    """A misspelt name would leave the user without a way on."""
    with pytest.raises(UsageError, match=r"no recipe asiut.*assiut.*upper-egypt"):
        load_recipe("asiut")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a\n- b\n", "no mapping"),
        ("name: [a\n", "no YAML"),
        ("name: a\n", "villages: Field required"),
    ],
)
def test_broken_files_are_refused(tmp_path: Path, text: str, message: str) -> None:
    """A broken recipe would end in a traceback."""
    file = tmp_path / "mine.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=message):
        load_recipe(str(file))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """A recipe saved as UTF-16 or Latin-1 would end in a traceback."""
    file = tmp_path / "mine.yaml"
    file.write_bytes("title: Ramaḍan é".encode("utf-16"))
    with pytest.raises(UsageError, match="no YAML"):
        load_recipe(str(file))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"governorates": ["EG25", "EG05"]}, "no governorate of Egypt has the p-code EG05"),
        ({"governorates": ["EG25", "EG25"]}, "names one twice"),
        ({"ends": "2027-01-31"}, "ends lies before starts"),
        ({"villages": 1}, "each governorate needs a village"),
        ({"warehouses": {"depot": 1}}, "a depot at least"),
        ({"warehouses": {"governorate": 1, "depot": 4}}, "as many as there are governorates"),
        ({"warehouses": {"depot": 4}}, "transfers go by governorate stores"),
        ({"transfers": False}, "a national store needs transfers"),
        ({"warehouses": {"governorate": 2, "depot": 4}}, "a ship-load needs a national store"),
        ({"roads": False}, "closed_road needs roads"),
        ({"due_days": [10]}, "must lie within the campaign"),
        ({"stock_share": 0}, "stock_share"),
        ({"priority": {"EG26": 2}}, "EG26, which is not in governorates"),
        ({"priority": {"EG25": 0}}, "a priority is above 0"),
        ({"nonsense": 1}, "nonsense"),
    ],
)
def test_what_does_not_fit_is_refused(change: dict[str, Any], message: str) -> None:
    """A scenario that can't be would be written."""
    with pytest.raises(UsageError, match=message):
        load_recipe("small", **change)


SMALLEST = """
name: mine
title: My campaign
seed: 1
starts: 2027-02-01
ends: 2027-02-10
governorates: [EG26]
villages: 3
families: 3000
organisations: 1
warehouses: {depot: 1}
parcels:
  - parcel: {id: dry, name: Dry carton, weight_kg: 12, volume_m3: 0.03}
    price: 400
    batch: DRY
"""


def test_a_recipe_takes_over_from_another(tmp_path: Path) -> None:
    """Who wants another stock would have to copy a whole recipe."""
    file = tmp_path / "mine.yaml"
    file.write_text("from: small\nstock_share: 0.5\n", "utf-8")
    assert load_recipe(str(file)) == load_recipe("small", stock_share=0.5)


def test_a_recipe_takes_over_from_shipped_ones_only(tmp_path: Path) -> None:
    """A misspelt base, or a recipe from itself, would end in a traceback."""
    file = tmp_path / "mine.yaml"
    file.write_text("from: mine.yaml\n", "utf-8")
    with pytest.raises(UsageError, match=r"from 'mine.yaml', which .*small"):
        load_recipe(str(file))
