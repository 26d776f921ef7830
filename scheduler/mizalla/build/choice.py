"""Rules of all or nothing compiled: which member of which group each lane belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.build.dimension import Dimensions
from mizalla.build.group import Groups, groups
from mizalla.build.route import Routes
from mizalla_models.errors import PluginError
from mizalla_models.rule import (
    TIME_DIMENSIONS,
    AtMostActive,
    Dimension,
    ProvidedRule,
    Selection,
    SmallestDrop,
    WholePallets,
)
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

Figures = NDArray[np.float64]


@dataclass(frozen=True)
class Choice:
    """One discrete rule: sets of lanes (*members*) that are open or shut as a whole.

    A lane is in one member at most: that of its route's static group and its day's group of days.
    Members are numbered ``static × times + time``.
    """

    provided: ProvidedRule
    members: Groups
    group: NDArray[np.int64]
    """Group of each member: of all members of a group at most ``count`` are open."""
    count: int | None
    """Most members of a group that may be open. None: all of them."""
    least: float
    """Fewest parcels of a member that is open; 0: any number."""
    size: Figures
    """Parcels on one pallet, of each static group; 0 where they go loose. Shape (statics,)."""

    def __len__(self) -> int:
        return len(self.group)

    @property
    def daily(self) -> bool:
        """Whether members differ by time."""
        return any(dimension in TIME_DIMENSIONS for dimension in self.members.per)

    @property
    def pallets(self) -> Figures:
        """Parcels on one pallet, of each member; 0 where they go loose."""
        return np.repeat(self.size, self.members.shape[1])

    def of(self, route: NDArray[np.int64], day: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give the member of each lane, -1 where the rule does not count it."""
        static, time = self.members.of_route[route], self.members.of_day[day]
        number = static.astype(np.int64) * self.members.shape[1] + time
        return np.where((static >= 0) & (time >= 0), number, -1)


def choices(
    rules: Rules, dimensions: Dimensions, routes: Routes, scenario: Scenario
) -> tuple[Choice, ...]:
    """Compile the rules on how many are active, on smallest drops and on whole pallets.

    Raises
    ------
    PluginError
        If one speaks of what lies in store, or if a pallet does not hold a whole number of parcels.
    """
    found = []
    for provided in rules.provided:
        rule = provided.rule
        match rule:
            case AtMostActive() if rule.of not in rule.per:
                choice = _at_most_active(provided, rule, dimensions, routes)
            case SmallestDrop() if rule.quantity > 1:
                choice = _smallest_drop(provided, rule, dimensions, routes)
            case WholePallets():
                choice = _whole_pallets(provided, rule, dimensions, routes, scenario)
            case _:
                continue
        if (choice.members.of_route >= 0).any():
            found.append(choice)
    return tuple(found)


def _at_most_active(
    provided: ProvidedRule, rule: AtMostActive, dimensions: Dimensions, routes: Routes
) -> Choice:
    per = (*rule.per, rule.of)
    members = groups(dimensions, routes, rule.where, Selection(), per)
    statics = [place for place, name in enumerate(_static(per)) if name != rule.of]
    times = [place for place, name in enumerate(_timed(per)) if name != rule.of]
    static, time = _numbered(members.static[:, statics]), _numbered(members.time[:, times])
    width = int(time.max(initial=0)) + 1
    group = (static[:, None] * width + time[None, :]).ravel()
    return Choice(provided, members, group, rule.count, 0.0, np.zeros(len(members.static)))


def _smallest_drop(
    provided: ProvidedRule, rule: SmallestDrop, dimensions: Dimensions, routes: Routes
) -> Choice:
    members = groups(dimensions, routes, rule.where, Selection(), rule.per)
    size = np.zeros(len(members.static))
    return Choice(provided, members, _alone(members), None, float(rule.quantity), size)


def _whole_pallets(
    provided: ProvidedRule,
    rule: WholePallets,
    dimensions: Dimensions,
    routes: Routes,
    scenario: Scenario,
) -> Choice:
    per: tuple[Dimension, ...] = rule.per if "parcel" in rule.per else (*rule.per, "parcel")
    members = groups(dimensions, routes, rule.where, Selection(), per)
    holds = {parcel.id: parcel.measures.get(rule.column, 0.0) for parcel in scenario.parcels}
    for parcel, number in holds.items():
        if number < 0 or number != round(number):
            raise PluginError(
                str(provided.provider),
                f"column {rule.column} of parcels.csv says that a pallet holds {number:g} of "
                f"{parcel}.",
                rule=provided.id,
                mend="Write a whole number, or leave it empty where parcels go loose.",
            )
    sizes = np.array([holds[name] for name in dimensions.labels("parcel").names], dtype=float)
    size = sizes[members.static[:, _static(per).index("parcel")]]
    # A pallet of one is no pallet.
    loose = np.append(size <= 1, True)
    return Choice(
        provided,
        _without(members, loose),
        _alone(members),
        None,
        0.0,
        np.where(loose[:-1], 0.0, size),
    )


def _without(members: Groups, gone: NDArray[np.bool_]) -> Groups:
    """Leave some static groups without routes; ``gone`` has one more entry, for routes of none."""
    of_route = np.where(gone[members.of_route], np.int32(-1), members.of_route).astype(np.int32)
    return Groups(
        members.per, members.static, members.time, of_route, members.of_day, members.dimensions
    )


def _alone(members: Groups) -> NDArray[np.int64]:
    return np.arange(members.shape[0] * members.shape[1], dtype=np.int64)


def _static(per: Sequence[Dimension]) -> list[Dimension]:
    return [name for name in per if name not in TIME_DIMENSIONS]


def _timed(per: Sequence[Dimension]) -> list[Dimension]:
    return [name for name in per if name in TIME_DIMENSIONS]


def _numbered(rows: NDArray[np.int32]) -> NDArray[np.int64]:
    """Number equal rows alike."""
    if not rows.shape[1]:
        return np.zeros(len(rows), dtype=np.int64)
    return np.unique(rows, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)
