"""By day: the leximin levels of single days, from those of summed ones."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.finer import on_finer
from mizalla.solve.frame import Frame, Lanes
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
    lanes are those that summed days used, on all days of their cells, and those that prices add.
    Cells are cut in four again and again: lanes that are wanting come to light where programs are
    still small. Where costs say nothing of shortage they are no help, and single days come at once.

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
    while not model.frame.grid.daily:
        frame = _next(model, apart=profile.apart)
        fine = Model(
            frame,
            _lanes(model, profile, frame),
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


def _next(model: Model, *, apart: bool) -> Frame:
    """Give the frame to go on to: single days where their lanes are known or costs are no help."""
    problem = model.frame.problem
    days = Frame(problem, daily(problem))
    if apart or model.trail.knows(days):
        return days
    return Frame(problem, finer(problem, finer(problem, model.frame.grid)))


def _lanes(model: Model, profile: Profile, frame: Frame) -> Lanes:
    """List lanes to begin with on a finer grid.

    Routes that an earlier problem used on single days are held on these days and those beside them,
    where costs lead.
    """
    known = model.trail.lanes(frame) if frame.grid.daily else None
    lanes = on_finer(model, profile.answer, frame, beside=not frame.grid.daily)
    if known is None or profile.apart:
        return lanes
    then = np.zeros((len(frame.problem.routes), len(frame.grid)), dtype=bool)
    then[known.route, known.cell] = True
    near = then.copy()
    near[:, 1:] |= then[:, :-1]
    near[:, :-1] |= then[:, 1:]
    new = ~np.asarray(then.any(axis=1))
    kept = near[lanes.route, lanes.cell] | new[lanes.route]
    return Lanes(lanes.route[kept], lanes.cell[kept])


def _told(tell: Callable[[str], None], spans: str, line: str) -> None:
    tell(f"{spans}, {line}")
