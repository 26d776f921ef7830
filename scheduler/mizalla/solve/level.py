"""Levels: how high the worst-off can be raised at once."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.solve.model import Answer, Columns, Model, Stage

Figures = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Raised:
    """The highest common level of some demands while others get what they are owed."""

    level: float
    bound: float
    """Proven most that the level can be over all lanes."""
    answer: Answer
    price: Figures
    """Worth of one parcel of service to each demand, in levels; zero where it holds nothing up."""
    row_price: Figures
    """Worth of one more unit of each row's bound, in levels."""


def raise_level(
    model: Model, weight: Figures, rising: Mask, owed: Figures, *, most: float
) -> Raised | None:
    """Raise the level of some demands as high as it goes.

    Maximise t with served >= t × weight for demands that rise and served >= owed for the rest.

    Parameters
    ----------
    weight
        Parcels that one level is worth, per demand.
    rising
        Which demands rise.
    owed
        Parcels owed to the others.
    most
        Upper bound of t.

    Returns
    -------
    Raised or None
        None where the demands owed can't all get what they are owed on the lanes held.
    """
    frame = model.frame
    demands = len(weight)
    low, high = frame.bounds()
    low[:demands] = np.where(rising, 0.0, owed)
    # One unit of the level's column is worth as much as a typical demand, for the solver's sake.
    unit = float(np.abs(weight[rising]).mean()) if rising.any() else 1.0
    number = np.flatnonzero(rising)
    column = sparse.csc_matrix(
        (-weight[number] / unit, (number, np.zeros(len(number), dtype=np.int64))),
        shape=(frame.rows, 1),
    )
    more = Columns(column, np.array([-1.0]), np.zeros(1), np.array([most * unit]))
    stage = Stage(low, high, more=more)
    answer = model.optimum(stage)
    if answer is None:
        return None
    level = float(answer.more[0]) / unit
    needed = frame.problem.demands.needed
    return Raised(
        level=level,
        bound=level + float(answer.slack @ needed) / unit,
        answer=answer,
        price=answer.dual[:demands] / unit,
        row_price=-answer.dual / unit,
    )
