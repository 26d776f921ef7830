"""Split the gain so that nobody, alone or with any coalition tried, would be better off without.

The Shapley value where it lies in the core of the coalitions tried, else the point of that core
that is nearest to it (least sum of distances); where it is empty, the least core: the smallest ε
by which coalitions must be content with less (Maschler, Peleg and Shapley 1979).
"""

import numpy as np
from scipy.optimize import linprog

from mizalla.umbrella.game import Game
from mizalla_models.base import Word
from mizalla_models.errors import MizallaError

ROOM = 1e-6
"""Households by which a sum may miss for its last digits, as a share of the gain."""


class Split(Word):
    """Who is owed how much of the gain."""

    share: dict[str, float]
    """Part of each member; they add up to the gain, and none is below 0 where the gain is not."""
    is_shapley: bool
    """Whether it is the Shapley value itself."""
    tested: int
    """Coalitions that it was held against."""
    in_core: bool
    """Whether none of them could do better without the others."""
    shapley_in_core: bool
    """The same of the Shapley value."""
    shortfall: float
    """Most that any of them gets less than it could have; 0 in the core."""


def split_gain(game: Game) -> Split:
    """Split the gain of a game.

    Raises
    ------
    MizallaError
        The solver came to no end.
    """
    room = ROOM * max(abs(game.gain), 1.0)
    by_shapley = _shortfall(game, game.shapley)
    tested = sum(0 < len(tried.members) < len(game.players) for tried in game.tried)
    if by_shapley <= room:
        return Split(
            share=game.shapley,
            is_shapley=True,
            tested=tested,
            in_core=True,
            shapley_in_core=True,
            shortfall=0.0,
        )
    epsilon = max(_least(game), 0.0)
    # Where the last digits leave no point at all, there is one a little beyond.
    share = _nearest(game, epsilon) or _nearest(game, epsilon + room / 10)
    if share is None:
        raise MizallaError("The gain can't be split.", mend="Please report it with the scenario.")
    missed = max(_shortfall(game, share), 0.0)
    return Split(
        share=share,
        is_shapley=False,
        tested=tested,
        in_core=missed <= room,
        shapley_in_core=False,
        shortfall=0.0 if missed <= room else missed,
    )


def _shortfall(game: Game, share: dict[str, float]) -> float:
    """Most that a coalition tried gets less than its gain; below 0 where all get more."""
    return max(
        (
            tried.gain - sum(share[member] for member in tried.members)
            for tried in game.tried
            if 0 < len(tried.members) < len(game.players)
        ),
        default=0.0,
    )


def _rows(game: Game) -> tuple[np.ndarray, np.ndarray]:
    place = {member: number for number, member in enumerate(game.players)}
    proper = [t for t in game.tried if 0 < len(t.members) < len(game.players)]
    matrix = np.zeros((len(proper), len(game.players)))
    for row, tried in enumerate(proper):
        matrix[row, [place[member] for member in tried.members]] = 1
    return matrix, np.array([tried.gain for tried in proper])


def _least(game: Game) -> float:
    """Smallest ε for which the ε-core of the coalitions tried is not empty, nobody below 0."""
    matrix, gain = _rows(game)
    count = len(game.players)
    found = linprog(
        np.append(np.zeros(count), 1.0),
        A_ub=np.hstack([-matrix, -np.ones((len(matrix), 1))]),
        b_ub=-gain,
        A_eq=np.append(np.ones(count), 0.0)[None, :],
        b_eq=[game.gain],
        bounds=[_bounds(game)] * count + [(0, None)],
        method="highs",
    )
    if not found.success:
        raise MizallaError("The gain can't be split.", mend="Please report it with the scenario.")
    return float(found.fun or 0.0)


def _nearest(game: Game, epsilon: float) -> dict[str, float] | None:
    matrix, gain = _rows(game)
    count = len(game.players)
    shapley = np.array([game.shapley[member] for member in game.players])
    eye = np.eye(count)
    found = linprog(
        np.append(np.zeros(count), np.ones(count)),
        A_ub=np.vstack(
            [
                np.hstack([-matrix, np.zeros_like(matrix)]),
                np.hstack([eye, -eye]),
                np.hstack([-eye, -eye]),
            ]
        ),
        b_ub=np.concatenate([epsilon - gain, shapley, -shapley]),
        A_eq=np.append(np.ones(count), np.zeros(count))[None, :],
        b_eq=[game.gain],
        bounds=[_bounds(game)] * count + [(0, None)] * count,
        method="highs",
    )
    if not found.success or found.x is None:
        return None
    return {member: float(found.x[place]) for place, member in enumerate(game.players)}


def _bounds(game: Game) -> tuple[float | None, float | None]:
    return (0, None) if game.gain >= 0 else (None, None)
