from pathlib import Path

import pytest
import yaml

from mizalla.generate import Recipe, generate, load_recipe
from mizalla.generate.draft import Draft
from mizalla.generate.readme import readme_text
from mizalla.generate.tables import tables


def test_it_says_what_is_true_and_what_is_made_up(small: Recipe, small_draft: Draft) -> None:
    """Somebody would take invented villages or members for real ones."""
    text = readme_text(small, small_draft, tables(small, small_draft))
    for words in (
        "GeoNames",
        "CC BY 4.0",
        "Villages are made up",
        "Members are made up",
        "Assiut 66.7% (sourced",
        "mizalla generate small small",
    ):
        assert words in text


@pytest.mark.parametrize(
    "words",
    ["ship-load", "are kept for", "paid for only if used", "is closed from", "due in waves"],
)
def test_it_tells_what_happens(small: Recipe, small_draft: Draft, words: str) -> None:
    """A planner would not find what the scenario is there to show."""
    assert words in readme_text(small, small_draft, tables(small, small_draft))


def test_a_recipe_of_ones_own_is_written_out(tmp_path: Path) -> None:
    """A folder made with other numbers could not be made again."""
    recipe = load_recipe("small", seed=8)
    generate(recipe, tmp_path / "first")
    text = (tmp_path / "first" / "README.md").read_text("utf-8")
    file = tmp_path / "again.yaml"
    file.write_text(text.split("```yaml\n")[1].split("```")[0], "utf-8")
    assert yaml.safe_load(file.read_text("utf-8"))["seed"] == 8
    generate(load_recipe(str(file)), tmp_path / "second")
    for path in sorted((tmp_path / "first").iterdir()):
        assert (tmp_path / "second" / path.name).read_bytes() == path.read_bytes()


def test_real_places_are_not_called_made_up(
    small: Recipe, small_draft: Draft, tmp_path: Path
) -> None:
    """True villages would pass for invented ones, and invented families for true ones."""
    recipe = small.model_copy(update={"places": tmp_path / "places.csv"})
    text = readme_text(recipe, small_draft, tables(recipe, small_draft))
    assert "Villages come from the list of places" in text
    assert "Villages are made up" not in text
    assert "so are all families" in text
