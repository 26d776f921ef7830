"""By day: the leximin levels of single days, from those of summed ones."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.finer import on_finer
from mizalla.solve.frame import Frame
from mizalla.solve.grid import daily, finer
from mizalla.solve.leximin import PROGRAMS, Profile, leximin
from mizalla.solve.lift import lifted
from mizalla.solve.model import Model

ON_THE_WAY = 2
"""Programs on each grid between summed days and single ones: they are after lanes, not levels."""
Figures = NDArray[np.float64]


def by_day(
    model: Model, profile: Profile, weight: Figures, tell: Callable[[str], None]
) -> tuple[Model, Profile]:
    """Find the leximin levels of single days.

    What was proven on summed days holds on single ones too, so its cuts are where this begins; the
    lanes are those that summed days used, on all days of their cells, those that the plan of an
    earlier problem was made of, and those that prices add. Cells are cut in four again and again:
    lanes that are wanting come to light where programs are still small. Where costs say nothing of
    shortage they are no help, and single days come at once.

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
    problem = model.frame.problem
    while not model.frame.grid.daily:
        half = finer(problem, model.frame.grid)
        frame = Frame(problem, daily(problem) if profile.apart else finer(problem, half))
        fine = Model(
            frame,
            on_finer(model, profile.answer, frame, beside=not frame.grid.daily),
            seed=model.seed,
            transfers=False,
            trail=model.trail,
            search=model.search,
        )
        known = lifted(profile.cuts, model.frame, frame)
        spans = "by day" if frame.grid.daily else f"{len(frame.grid)} spans of days"
        profile = leximin(
            fine,
            weight,
            partial(_told, tell, spans),
            known=known,
            programs=PROGRAMS if frame.grid.daily else ON_THE_WAY,
            apart=profile.apart,
        )
        model = fine
    return model, profile


def _told(tell: Callable[[str], None], spans: str, line: str) -> None:
    tell(f"{spans}, {line}")
