from pathlib import Path

import numpy as np
import pytest

from mizalla.generate import generate, load_recipe
from mizalla.generate.draft import draft
from mizalla.generate.ways import minutes_between
from mizalla.read import read
from mizalla.travel import travel


@pytest.mark.parametrize("roads", [True, False])
def test_minutes_are_those_of_the_travel_model(tmp_path: Path, roads: bool) -> None:
    """Fleets would be sized by other ways than trucks then take."""
    recipe = load_recipe("small", roads=roads, closed_road=False, points_per_village=0)
    generate(recipe, tmp_path / "made")
    scenario = read(tmp_path / "made")
    made = draft(recipe)
    ours = minutes_between(scenario.warehouses, scenario.points, made.roads)
    theirs = travel(scenario).minutes
    assert theirs.shape == (1, len(made.warehouses), recipe.villages + len(made.warehouses))
    np.testing.assert_allclose(ours, theirs[0, :, : recipe.villages], rtol=1e-6)
