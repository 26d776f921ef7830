"""Shortfalls: columns by which demands fall short of their targets, dearer the worse off they are.

A discrete rule may cost somebody parcels. That should be whoever is best off after it: so the price
of a parcel rises step by step as the level falls, which comes as near to leximin as one linear
program does.
"""

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from mizalla.solve.model import Columns, Model, Stage

Figures = NDArray[np.float64]
STEEP = 5.0
"""How much dearer each step is than the one above it."""
BELOW = (0.997, 0.99, 0.98, 0.93, 0.8, 0.5, 0.0)
"""Steps below the lowest level that is above zero, as shares of it."""
ABOVE = (0.5,)
"""Steps above it, as quantiles of the levels."""


FEW = 1e-2
"""Share of its parcels that a demand may fall short by at the price of the highest step, as long as
it stays above the lowest level: so that what must be lost is lost by many, a little each."""


def steps_of(level: Figures) -> Figures:
    """Give the levels at which a shortfall becomes dearer, the highest first."""
    real = level[level > 1e-9]
    if not len(real):
        return np.zeros(1)
    lowest = _lowest(level)
    return np.unique([*np.quantile(real, ABOVE), lowest, *(lowest * share for share in BELOW)])[
        ::-1
    ]


def _lowest(level: Figures) -> float:
    """Give the lowest level above zero; 0 where there is none."""
    real = level[level > 1e-9]
    return float(real.min()) if len(real) else 0.0


def shortfalls(
    model: Model, stage: Stage, weight: Figures, base: float, lowest: float = 0.0
) -> Columns:
    """Columns for falling short: of each demand one for each step down.

    Parameters
    ----------
    stage
        Its demand rows say what each should get.
    weight
        Parcels that one level is worth, per demand.
    base
        Price of a typical parcel on the highest step.
    lowest
        Level below which nobody may fall whose target is above it.
    """
    demands = len(weight)
    target = np.maximum(stage.row_low[:demands], 0.0)
    top = target / weight
    rows, prices, widths = [], [], []
    typical = float(np.median(weight)) if demands else 1.0
    steps = steps_of(top)
    floors = [np.maximum((1 - FEW) * top, max(_lowest(top), lowest))]
    floors += [np.full(demands, max(step, lowest)) for step in steps]
    for number, floor in enumerate(floors):
        width = np.maximum(top - floor, 0.0)
        top = top - width
        held = np.flatnonzero(width * weight > 1e-9)
        rows.append(held)
        prices.append(base * STEEP**number * np.clip(typical / weight[held], 0.2, 5.0))
        widths.append((width * weight)[held])
    row = np.concatenate(rows)
    return Columns(
        sparse.csc_matrix(
            (np.ones(len(row)), (row, np.arange(len(row)))), shape=(model.frame.rows, len(row))
        ),
        np.concatenate(prices),
        np.zeros(len(row)),
        np.concatenate(widths),
    )
