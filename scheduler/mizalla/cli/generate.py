"""``mizalla generate``: scenario folders of any size, from a recipe and a seed."""

from pathlib import Path

import click

from mizalla.cli.fresh import refuse_unless_empty
from mizalla.cli.options import common
from mizalla.cli.output import Session

COUNT = click.IntRange(min=1)


@click.command(short_help="Write a scenario of any size, from a recipe and a seed.")
@click.argument("recipe")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--seed", type=click.IntRange(min=0), help="In place of the recipe's own.")
@click.option("--villages", type=COUNT, help="So many villages, in place of the recipe's.")
@click.option("--families", type=COUNT, help="So many poor families, about.")
@click.option("--organisations", type=COUNT, help="So many members of the alliance.")
@common
def generate(
    session: Session, recipe: str, folder: Path, seed: int | None, **sizes: int | None
) -> None:
    """Write a scenario of invented members and villages around real towns.

    RECIPE is a YAML file, or the name of one that Mizalla brings along: assiut, upper-egypt,
    national.
    Equal recipes, sizes and seeds give equal folders.
    """
    from mizalla.generate import generate as write
    from mizalla.generate import load_recipe
    from mizalla.show import welcome

    refuse_unless_empty(folder)
    asked = {"seed": seed} | sizes
    used = load_recipe(recipe, **{key: value for key, value in asked.items() if value is not None})
    write(used, folder)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    session.give(
        {
            "folder": str(folder),
            "seed": used.seed,
            "files": [path.relative_to(folder).as_posix() for path in files],
        },
        lambda: welcome(folder, files),
    )
