"""The game of sharing: what coalitions reach, and what each member adds by coming in.

The value of a coalition is the most households that all members together can reach (a linear
program, proven) while those of the coalition share and every other member goes on alone; its gain
is what that is above nobody sharing. The Shapley value of a member is the mean of what it adds to
those who came before it, over all orders of coming in (Shapley 1953), or over sampled ones and
their reverses (Castro, Gómez and Tejada, "Polynomial calculation of the Shapley value based on
sampling", Computers & Operations Research 36, 2009).
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from math import factorial

from mizalla_models.base import Word

Coalition = frozenset[str]
Values = Callable[[Sequence[Coalition]], Mapping[Coalition, float]]
EXACT = 6
"""Members up to which every coalition is tried."""


class Tried(Word):
    """A coalition that was tried."""

    members: tuple[str, ...]
    """Who shares."""
    value: float
    """Households that all members together reach at most then; of savings the cost, below 0."""
    gain: float
    """value less that of nobody sharing."""


class Game(Word):
    """What sharing is worth, and to whom it is owed."""

    players: tuple[str, ...]
    """Members with stock or trucks, by id."""
    tried: tuple[Tried, ...]
    """Coalitions, by size."""
    gain: float
    """What all of them sharing is worth."""
    shapley: dict[str, float]
    """Shapley value of each member; they add up to the gain."""
    error: dict[str, float]
    """Standard error of each; 0 where all orders were counted."""
    exact: bool
    """Whether all orders were counted."""
    orders: int
    """Orders that were sampled; of all of them where exact."""
    seed: int
    """Seed of the sampling."""


def play(players: Sequence[str], values: Values, *, samples: int, seed: int) -> Game:
    """Work out the Shapley value.

    Parameters
    ----------
    players
        Ids of the members.
    values
        Gives the values of coalitions.
    samples
        Orders to sample where there are more than six members; each counts with its reverse.
    seed
        Seed of the sampling.
    """
    members = tuple(sorted(players))
    whole = frozenset(members)
    exact = len(members) <= EXACT
    orders: list[tuple[str, ...]] = []
    if exact:
        asked = [
            frozenset(some)
            for size in range(len(members) + 1)
            for some in combinations(members, size)
        ]
    else:
        draw = random.Random(seed)  # noqa: S311 - nobody's secret
        for _ in range(max(samples, 1)):
            order = tuple(draw.sample(members, len(members)))
            orders += [order, order[::-1]]
        asked = [frozenset(order[:place]) for order in orders for place in range(len(order) + 1)]
        asked += [frozenset((member,)) for member in members]
    asked = sorted(set(asked), key=lambda some: (len(some), sorted(some)))
    known = values(asked)
    nobody = known[frozenset()]
    if exact:
        shapley = {member: _exactly(member, members, known) for member in members}
        error = dict.fromkeys(members, 0.0)
    else:
        shapley, error = _sampled(members, orders, known)
    return Game(
        players=members,
        tried=tuple(
            Tried(members=tuple(sorted(some)), value=known[some], gain=known[some] - nobody)
            for some in asked
        ),
        gain=known[whole] - nobody,
        shapley=shapley,
        error=error,
        exact=exact,
        orders=factorial(len(members)) if exact else len(orders),
        seed=seed,
    )


def _exactly(member: str, members: Sequence[str], known: Mapping[Coalition, float]) -> float:
    others = [other for other in members if other != member]
    count = len(members)
    total = 0.0
    for size in range(count):
        weight = factorial(size) * factorial(count - size - 1) / factorial(count)
        for some in combinations(others, size):
            before = frozenset(some)
            total += weight * (known[before | {member}] - known[before])
    return total


def _sampled(
    members: Sequence[str],
    orders: Iterable[Sequence[str]],
    known: Mapping[Coalition, float],
) -> tuple[dict[str, float], dict[str, float]]:
    added: dict[str, list[float]] = {member: [] for member in members}
    for order in orders:
        for place, member in enumerate(order):
            before, after = frozenset(order[:place]), frozenset(order[: place + 1])
            added[member].append(known[after] - known[before])
    mean = {member: sum(found) / len(found) for member, found in added.items()}
    error = {}
    for member, found in added.items():
        # An order and its reverse are one draw, so that their mean is what varies.
        pairs = [(a + b) / 2 for a, b in zip(found[::2], found[1::2], strict=True)]
        spread = sum((pair - mean[member]) ** 2 for pair in pairs)
        error[member] = (spread / max(len(pairs) - 1, 1) / len(pairs)) ** 0.5
    return mean, error
