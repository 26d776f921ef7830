"""By day: the leximin levels of single days, from those of summed ones."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.finer import on_finer
from mizalla.solve.frame import Frame
from mizalla.solve.grid import daily
from mizalla.solve.leximin import Profile, leximin
from mizalla.solve.lift import lifted
from mizalla.solve.model import Model

Figures = NDArray[np.float64]


def by_day(
    model: Model, profile: Profile, weight: Figures, tell: Callable[[str], None]
) -> tuple[Model, Profile]:
    """Find the leximin levels of single days.

    What was proven on summed days holds on single ones too, so its cuts are where this begins; the
    lanes are those that summed days used, on all days of their cells, and those that prices add.

    Parameters
    ----------
    model, profile
        The model of summed days and its levels.
    weight
        Parcels that one level is worth, per demand.
    tell
        Called with a line of progress before each program.

    Returns
    -------
    tuple of Model and Profile
        The model of single days, with the lanes that it came to hold, and its levels.
    """
    if model.frame.grid.daily:
        return model, profile
    problem = model.frame.problem
    frame = Frame(problem, daily(problem))
    fine = Model(
        frame,
        on_finer(model, profile.answer, frame),
        seed=model.seed,
        transfers=False,
        search=model.search,
    )
    known = lifted(profile.cuts, model.frame, frame)
    return fine, leximin(fine, weight, lambda line: tell(f"by day, {line}"), known=known)
