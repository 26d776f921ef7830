"""Campaigns whose days bind."""

from dataclasses import replace

import numpy as np
from benchmarks.allocate.as_scenario import as_scenario
from benchmarks.allocate.draw import draw
from benchmarks.allocate.size import Size

from mizalla.build import Problem, build
from mizalla.collect import collect, plugin_manager
from mizalla.travel import travel


def campaign(seed: int) -> Problem:
    """A campaign whose days bind: few of them for each point, and too little loading."""
    drawn = draw(Size("tiny", 8, 120), seed)
    rng = np.random.default_rng(seed)
    opened = rng.random(drawn.open.shape) < 0.2
    opened[:, 2] = True
    scarce = np.ceil(drawn.loading * rng.uniform(0.3, 1.0, len(drawn.loading)))
    scenario = as_scenario(replace(drawn, open=opened, loading=scarce))
    return build(scenario, collect(scenario, plugin_manager(scenario)), travel(scenario))
