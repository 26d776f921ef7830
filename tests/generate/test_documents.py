from pathlib import Path

from mizalla.generate import Recipe, generate, load_recipe, recipes
from mizalla.read import inspect

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "generate.md"


def test_the_recipe_of_the_page_can_be_generated(tmp_path: Path) -> None:
    """A reader would copy a recipe that is refused."""
    file = tmp_path / "sohag.yaml"
    file.write_text(PAGE.read_text("utf-8").split("```yaml\n")[1].split("```")[0], "utf-8")
    recipe = load_recipe(str(file), villages=30, families=50_000)
    generate(recipe, tmp_path / "made")
    assert inspect(tmp_path / "made")[1] == ()


def test_the_page_names_every_recipe_and_true_defaults() -> None:
    """The page would be out of date."""
    text = PAGE.read_text("utf-8")
    assert all(f"| `{name}` |" in text for name in recipes())
    defaults = {name: field.default for name, field in Recipe.model_fields.items()}
    assert f"| `stock_share` | {defaults['stock_share']} |" in text
    assert f"| `slack` | {defaults['slack']} |" in text
    assert f"| `tight` | {defaults['tight']} |" in text
    assert f"| `late_share` | {defaults['late_share']} |" in text
