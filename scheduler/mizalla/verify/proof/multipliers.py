"""The multipliers of one round, laid out for all groups, stock and days."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.verify.proof.network import Network
from mizalla.verify.proof.ruling import Rulings
from mizalla_models.certificate import Certificate, CertifiedRound

Figures = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Multipliers:
    """What one round says of everything."""

    price: Figures
    """Worth of one parcel of service to each need."""
    cap: Figures
    """Worth of one more parcel needed, of each need."""
    group: Figures
    """What one unit of a lane's measure costs in each group, by day it leaves; shape (days, twice
    the groups): behind each group what is spared of it."""
    leave: Figures
    """Worth of a parcel that leaves, by day, warehouse and sort of stock."""
    lie: Figures
    """Worth of a parcel that arrives, likewise."""
    worth: float
    """Sum of multiplier × bound over rules, stock and caps."""


def multipliers(
    written: Certificate, one: CertifiedRound, net: Network, rulings: Rulings, needed: Figures
) -> Multipliers | str:
    """Lay out one round; say what is wrong where that can't be done.

    Parameters
    ----------
    needed
        Parcels of each need.
    """
    days = [np.array([net.facts.days.index(day) for day in own], dtype=int) for own in written.days]
    price, cap = np.zeros(len(needed)), np.zeros(len(needed))
    price[list(one.priced)] = one.price
    cap[list(one.capped)] = one.cap
    if (price < 0).any() or (cap < 0).any():
        return "a need has a price below zero"
    found = _of_groups(one, net, rulings, days)
    if isinstance(found, str):
        return found
    group, worth = found
    leave, lie = _of_stock(written, one, net, days)
    worth += _stock_worth(net, leave, lie) + float(cap @ needed)
    return Multipliers(price, cap, group, leave, lie, worth)


def _of_groups(
    one: CertifiedRound, net: Network, rulings: Rulings, days: list[NDArray[np.int_]]
) -> tuple[Figures, float] | str:
    groups, total = len(rulings.groups), len(net.facts.days)
    table, worth = np.zeros((total, 2 * groups)), 0.0
    rows: dict[int, Figures] = {}
    for number, which, price in zip(one.groups, one.group_days, one.group_price, strict=True):
        ruled = rulings.rule[number]
        if ruled is None:
            return f"{rulings.groups[number].rule} is no hard limit with such a group"
        own = rows.setdefault(number, np.zeros(total))
        moments = np.unique(ruled.moment[days[which]])
        own[np.isin(ruled.moment, moments[moments >= 0])] = price
    for number, own in rows.items():
        ruled = rulings.rule[number]
        assert ruled is not None
        # Each group of days counts once, however many days it has; and only where anything could.
        _, first = np.unique(ruled.moment, return_index=True)
        open_ever = np.zeros(int(ruled.moment.max(initial=0)) + 2, dtype=bool)
        np.logical_or.at(open_ever, ruled.moment, rulings.possible[number])
        first = first[ruled.moment[first] >= 0]
        first = first[open_ever[ruled.moment[first]] & (own[first] != 0)]
        for side, mine in (("at_most", first[own[first] > 0]), ("at_least", first[own[first] < 0])):
            if len(mine):
                bound = rulings.bound(number, side)[mine]
                if np.isnan(bound).any():
                    group = rulings.groups[number]
                    return f"{group.rule} has no bound {side.replace('_', ' ')} for {group.group}"
                worth += float(own[mine] @ bound)
        if ruled.limit.cumulative:
            own = own[::-1].cumsum()[::-1]
        own = np.where(ruled.moment >= 0, own, 0.0)
        table[:, number] = own
        table[:, groups + number] = np.where(ruled.spared_days, own, 0.0)
    return table, worth


def _of_stock(
    written: Certificate, one: CertifiedRound, net: Network, days: list[NDArray[np.int_]]
) -> tuple[Figures, Figures]:
    shape = (len(net.facts.days), len(net.warehouse), len(written.kinds) + 1)
    leave, lie = np.zeros(shape), np.zeros(shape)
    for number, which, out, into in zip(
        one.places, one.place_days, one.leave, one.lie, strict=True
    ):
        place = written.places[number]
        at = net.warehouse[place.warehouse]
        leave[days[which], at, place.kind] = out
        lie[days[which], at, place.kind] = into
    kind = np.array([sort.kind for sort in net.sorts], dtype=int)
    return leave[..., kind], lie[..., kind]


def _stock_worth(net: Network, leave: Figures, lie: Figures) -> float:
    worth, first = 0.0, net.facts.days[0]
    for number, sort in enumerate(net.sorts):
        for supply in sort.supplies:
            at = net.warehouse[supply.warehouse]
            since = max((supply.available_on - first).days, 0) if supply.available_on else 0
            if supply.unit_cost is None:
                worth += supply.quantity * float(lie[since, at, number])
            else:
                worth += supply.quantity * max(float(leave[since:, at, number].max()), 0.0)
    return worth
