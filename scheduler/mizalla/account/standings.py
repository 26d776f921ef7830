"""Who was settled when."""

import numpy as np

from mizalla.build import Problem
from mizalla.solve.why import Why
from mizalla_models.account import Round, Standing


def rounds(why: Why) -> tuple[Round, ...]:
    """List the rounds, the worst-off first."""
    found = []
    for number, stage in enumerate(why.profile.stages):
        own = len(stage.demands) - len(why.held(number))
        level = stage.level if np.isfinite(stage.level) else float(why.profile.level.max())
        found.append(Round(number=number + 1, level=level, needs=len(stage.demands), own=own))
    return tuple(found)


def standings(problem: Problem, why: Why | None) -> tuple[Standing, ...]:
    """Say of every need in which round it was settled, and whether by its own village."""
    count = len(problem.demands)
    number = np.zeros(count, dtype=int)
    own = np.zeros(count, dtype=bool)
    level = np.zeros(count)
    if why is not None:
        level = why.profile.level
        for place, stage in enumerate(why.profile.stages):
            number[stage.demands] = place + 1
            own[stage.demands] = True
            own[why.held(place)] = False
    villages, parcels = problem.index.villages.names, problem.index.parcels.names
    return tuple(
        Standing(
            village=villages[village],
            parcel=parcels[parcel],
            round=int(number[place]),
            own=bool(own[place]),
            level=float(level[place]),
        )
        for place, (village, parcel) in enumerate(
            zip(problem.demands.village, problem.demands.parcel, strict=True)
        )
    )
