"""Write a scenario folder from a recipe."""

from pathlib import Path

from mizalla.generate.campaign import campaign_text
from mizalla.generate.draft import draft
from mizalla.generate.folder import empty_folder
from mizalla.generate.readme import readme_text
from mizalla.generate.recipe import Recipe
from mizalla.generate.regions import capacity_text
from mizalla.generate.tables import tables, write_table


def generate(recipe: Recipe, folder: Path) -> None:
    """Write a scenario folder: the same bytes for the same recipe, on any machine.

    Parameters
    ----------
    recipe
        What it shall be like.
    folder
        Where to; new or empty.

    Raises
    ------
    UsageError
        If the folder holds files already, can't be written, or the recipe's list of places can't
        be read.
    """
    made = draft(recipe)
    rows = tables(recipe, made)
    with empty_folder(folder):
        for name, table in rows.items():
            write_table(folder / f"{name}.csv", table)
        for member, region in made.regions.items():
            file = folder / "capacity" / f"{member}.yaml"
            file.parent.mkdir(exist_ok=True)
            file.write_text(capacity_text(region), "utf-8", newline="\n")
        (folder / "campaign.yaml").write_text(campaign_text(recipe), "utf-8", newline="\n")
        (folder / "README.md").write_text(readme_text(recipe, made, rows), "utf-8", newline="\n")
