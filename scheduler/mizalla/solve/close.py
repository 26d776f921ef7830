"""Closing a gap: lanes come in by their prices until what is proven is near enough."""

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.model import Answer, Model, Stage

Figures = NDArray[np.float64]


def close(
    model: Model,
    stage: Stage,
    most: Figures,
    *,
    enough: float,
    rounds: int,
    known: float = -np.inf,
    value: float | None = None,
    dual: bool = False,
) -> tuple[Answer | None, float]:
    """Solve a stage over lanes that come in by their prices, until its bound is near enough.

    The bound of each round is that of `Model.optimum`: z - sum of what the best lane to each demand
    gains x what that demand may be served.

    Parameters
    ----------
    most
        Parcels that each demand may be served.
    enough
        Distance of the bound that will do, as a share of the value.
    rounds
        Most programs.
    known
        What is proven already.
    value
        What the bound is held against; None: the optimum on the lanes held.
    dual
        Whether the first program goes to the dual simplex method.

    Returns
    -------
    tuple of Answer and float
        The last optimum, None where rules can't be kept on the lanes held, and the best bound.
    """
    best = known
    for left in reversed(range(rounds)):
        answer = model.solve(stage, dual=dual)
        if answer is None:
            return None, best
        against = answer.objective if value is None else value
        room = enough * max(abs(against), 1.0)
        if against - best <= room:
            break
        route, cell, slack = model.price(stage, answer.dual, 1.0)
        if not model.moves(route):  # no demand's slack makes up for a transfer that is not held
            best = max(best, answer.objective - float(slack @ most))
        near = against - best <= room or answer.objective - best <= enough * room
        if near or not left or not model.hold(route, cell):
            break
        dual = False
    return answer, best
