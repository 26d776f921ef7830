"""Tightening: deciding about the members that break a rule, the clearest first."""

import numpy as np
from numpy.typing import NDArray

from mizalla.build.choice import Choice
from mizalla.solve.discrete.decision import Decision
from mizalla.solve.discrete.flows import MOVES, Standing

Figures = NDArray[np.float64]
Mask = NDArray[np.bool_]
SIZES = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02)
"""Share of groups that are smaller than those decided, round by round; then all are."""
CLEAR = (0.9, 0.75, 0.6, 0.0)
"""How near to whole a number of pallets must be to be decided, round by round."""
WORTH = 0.5
"""Share of a smallest drop that must be there for it to be filled up."""


def tighten(
    decision: Decision, place: int, choice: Choice, stands: Standing, step: int
) -> Decision:
    """Decide about members of one choice that break it; about all of them from the last step on."""
    if choice.count is not None:
        return decision.with_(place, shut=decision.shut[place] | _lost(choice, stands, step))
    if choice.least > 0:
        return _drops(decision, place, choice, stands)
    return _pallets(decision, place, choice, stands, step)


def _lost(choice: Choice, stands: Standing, step: int) -> Mask:
    """Say which members give way: the largest groups are decided first, the smallest last.

    A group decided for one member overloads its stock by what others brought there; what is open
    still, makes up for it, so that in the end no more is off than the smallest groups carry.
    """
    size = np.bincount(choice.group, weights=stands.load)
    moves = size > MOVES
    if step < len(SIZES) and moves.any():
        moves &= size >= np.quantile(size[moves], SIZES[step])
    full = np.bincount(choice.group, weights=stands.load > MOVES) >= (choice.count or 0)
    return (moves & full)[choice.group] & (stands.rank >= (choice.count or 0))


def _drops(decision: Decision, place: int, choice: Choice, stands: Standing) -> Decision:
    """Fill up the largest of the small drops of a static group, and shut the others."""
    static = np.arange(len(choice)) // choice.members.shape[1]
    small = np.where(stands.broken, stands.load, 0.0)
    together = np.bincount(static, weights=small, minlength=choice.members.shape[0])
    largest = _largest(static, small)
    filled = stands.broken & largest & (together[static] >= WORTH * choice.least)
    # One that was to be filled up and still is not has nothing to be filled with.
    filled &= decision.floor[place] == 0
    gone = stands.broken & ~filled
    return decision.with_(
        place,
        shut=decision.shut[place] | gone,
        floor=np.where(gone, 0.0, np.where(filled, choice.least, decision.floor[place])),
    )


def _largest(key: NDArray[np.int64], value: Figures) -> Mask:
    """Say which entry is the largest of its key; the first of equals."""
    order = np.lexsort((np.arange(len(key)), -value, key))
    first = np.append(True, key[order][1:] != key[order][:-1]) if len(key) else order.astype(bool)
    found = np.zeros(len(key), dtype=bool)
    found[order[first]] = True
    return found


def _pallets(
    decision: Decision, place: int, choice: Choice, stands: Standing, step: int
) -> Decision:
    """Round loads to whole pallets: first those nearly whole, in the end the rest down."""
    size = choice.pallets
    count = np.divide(stands.load, size, out=np.zeros(len(choice)), where=size > 0)
    part = count - np.floor(count + 1e-7)
    near = CLEAR[min(step, len(CLEAR) - 1)]
    up = stands.broken & (part >= max(near, 0.5)) & (decision.floor[place] == 0)
    down = stands.broken & ~up & ((part <= 1 - near) | (decision.floor[place] > 0))
    whole = np.where(up, np.floor(count) + 1, np.floor(count + 1e-7)) * size
    floor = np.where(up | down, whole, decision.floor[place])
    ceiling = np.where(up | down, whole, decision.ceiling[place])
    return decision.with_(
        place,
        shut=decision.shut[place] | ((up | down) & (whole == 0)),
        floor=floor,
        ceiling=ceiling,
    )


def frozen(decision: Decision, place: int, choice: Choice, stands: Standing) -> Decision:
    """Keep members of a choice that stand well as they are: others settle around them."""
    well = (stands.load > MOVES) & ~stands.broken & (decision.floor[place] == 0)
    if choice.count is not None:
        return decision
    if choice.least > 0:
        floor = np.where(well, choice.least, decision.floor[place])
        return decision.with_(place, floor=floor)
    size = choice.pallets
    well &= size > 0
    whole = np.round(stands.load / np.maximum(size, 1.0)) * size
    return decision.with_(
        place,
        floor=np.where(well, whole, decision.floor[place]),
        ceiling=np.where(well, whole, decision.ceiling[place]),
    )


def closed(decision: Decision, place: int, choice: Choice, stands: Standing) -> Decision:
    """Close a choice that is kept: what is idle is shut, what moves stays as it is."""
    active = stands.load > MOVES
    if choice.count is not None:
        return decision.with_(place, shut=decision.shut[place] | (stands.rank >= choice.count))
    if choice.least > 0:
        return decision.with_(
            place,
            shut=decision.shut[place] | ~active,
            floor=np.where(active, choice.least, 0.0),
        )
    size = choice.pallets
    whole = np.round(stands.load / np.maximum(size, 1.0)) * size
    holds = size > 0
    return decision.with_(
        place,
        shut=decision.shut[place] | (holds & (whole == 0)),
        floor=np.where(holds, whole, 0.0),
        ceiling=np.where(holds, whole, np.inf),
    )
