"""Mending: groups that were decided go to another member where that spares what falls short.

Prices tell which: a lane that is shut and would save more than any lane costs spares somebody a
shortfall. Groups that fall short themselves are moved all at once, since what is wanting there is
mostly a matter of their own; those that do not gain by it are moved back. What others fall short by
for want of stock is spared by one group after the other.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.solve.discrete.decision import Decision
from mizalla.solve.discrete.flows import loads
from mizalla.solve.discrete.trial import Trial
from mizalla.solve.model import Answer

Figures = NDArray[np.float64]
Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]
SHORT = 1e-4
"""Share of all parcels that may fall short for nothing to be mended."""
SPARES = 0.1
"""Share of the price of a parcel that falls short from which on a lane is known to spare one."""
AT_ONCE, ONE_BY_ONE = 4, 10
"""Most attempts with all groups that fall short themselves, and with single ones."""
LOSES = 0.03
"""Share of what it carries that a group falls short by for that to be a matter of its own."""
PARCEL = 0.5
"""Parcels that a move must spare a group."""


@dataclass(frozen=True)
class _Group:
    """A decided choice of one member for each group, as its lanes stand."""

    place: int
    group: Numbers
    """Group of each member."""
    most: Figures
    """What a parcel on the best lane of each member that is shut would save; 0: too little."""
    size: Figures
    """Parcels that each group carries, and those that it falls short by."""
    short: Figures
    """Parcels that each group falls short by."""
    big: Mask
    """Groups that fall short by more than others spare them."""


def mended(
    trial: Trial, told: list[int], decision: Decision, answer: Answer
) -> tuple[Decision, Answer]:
    """Move groups to other members as long as that spares something.

    Parameters
    ----------
    told
        Choices to look at; only those that leave each group one member are mended.
    decision, answer
        Everything decided, and the best of it.
    """
    places = [place for place in told if trial.problem.choices[place].count == 1]
    tried = _none(trial, places)
    for _ in range(AT_ONCE):
        before = {place: _group(trial, place, decision, answer, tried[place]) for place in places}
        asked = decision
        for place, now in before.items():
            best = _best_of(now)
            best &= now.big[now.group]
            tried[place] |= best
            asked = _moved(asked, place, now.group, best)
        if asked is decision:
            break
        found = trial.solve(asked)
        if found is None:
            break
        for place, was in before.items():
            now = _group(trial, place, asked, found, tried[place])
            worse = (was.short <= now.short + PARCEL)[now.group]
            back = np.where(worse, decision.shut[place], asked.shut[place])
            asked = asked.with_(place, shut=back)
        found = trial.solve(asked)
        if found is None:
            break
        if found.objective < answer.objective:
            decision, answer = asked, found
    tried = _none(trial, places)
    for _ in range(ONE_BY_ONE):
        if trial.short(answer) <= SHORT * float(answer.served.sum()):
            break
        one = _one(trial, places, decision, answer, tried)
        if one is None:
            break
        found = trial.solve(one)
        if found is not None and found.objective < answer.objective:
            decision, answer = one, found
    return decision, answer


def _none(trial: Trial, places: list[int]) -> dict[int, Mask]:
    return {place: np.zeros(len(trial.problem.choices[place]), dtype=bool) for place in places}


def _one(
    trial: Trial, places: list[int], decision: Decision, answer: Answer, tried: dict[int, Mask]
) -> Decision | None:
    """Move the group that would save most; None where none would save anything."""
    best, found = 0.0, None
    short = trial.short(answer)
    for place in places:
        now = _group(trial, place, decision, answer, tried[place])
        saved = now.most * np.minimum(now.size, short)[now.group]
        if len(saved) and saved.max() > best:
            best, found = float(saved.max()), (place, now.group, int(saved.argmax()))
    if found is None:
        return None
    place, group, member = found
    chosen = np.zeros(len(group), dtype=bool)
    chosen[member] = True
    tried[place] |= chosen
    return _moved(decision, place, group, chosen)


def _group(trial: Trial, place: int, decision: Decision, answer: Answer, tried: Mask) -> _Group:
    choice, shut = trial.problem.choices[place], decision.shut[place]
    lanes, grid = trial.model.lanes, trial.model.frame.grid
    member = choice.of(lanes.route, grid.first[lanes.cell].astype(np.int64))
    gain = trial.gain(answer)
    able = np.append(shut & ~tried, False)
    spares = (gain > SPARES * trial.price) & able[member]
    most = np.zeros(len(choice))
    np.maximum.at(most, member[spares], gain[spares])
    demand = trial.problem.routes.demand[lanes.route]
    counted = (member >= 0) & (demand >= 0)
    demands = len(trial.problem.demands)
    pair = np.unique(choice.group[member[counted]] * demands + demand[counted])
    count, lost = int(choice.group.max()) + 1, trial.lost(answer)
    short = np.bincount(pair // demands, lost[pair % demands], count).astype(float)
    carried = loads(choice, answer.held, answer.lanes, grid)
    load = np.bincount(choice.group, carried, count).astype(float)
    size = load + short
    return _Group(place, choice.group, most, size, short, short > LOSES * size + PARCEL)


def _best_of(now: _Group) -> Mask:
    """Mark the member of each group that would save most, if any."""
    order = np.lexsort((-now.most, now.group))
    first = np.append(True, np.diff(now.group[order]) != 0)
    best = np.zeros(len(now.group), dtype=bool)
    best[order[first]] = True
    return best & (now.most > 0)


def _moved(decision: Decision, place: int, group: Numbers, to: Mask) -> Decision:
    """Leave groups the members marked alone."""
    if not to.any():
        return decision
    own = np.isin(group, group[to])
    return decision.with_(place, shut=(decision.shut[place] | own) & ~to)
