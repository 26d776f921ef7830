"""Reduced gains: what a parcel on each lane would bring beyond what it takes."""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from mizalla.verify.proof.multipliers import Multipliers
from mizalla.verify.proof.network import Network
from mizalla.verify.proof.ruling import Rulings

Figures = NDArray[np.float64]


def delivery_gains(net: Network, rulings: Rulings, given: Multipliers) -> Figures:
    """Give the most that each delivery gains on any day it is open; -inf where on none.

    A delivery gains the price of its need, and takes a parcel from stock and its measure from each
    group that counts it. Days on which all multipliers and roads are the same are one.
    """
    first, last = net.transfers, net.transfers + net.deliveries
    own = slice(first, last)
    lanes = net.lanes
    price = np.append(given.price, 0.0)[net.need]
    best = np.full(net.deliveries, -np.inf)
    alike: dict[tuple[int, bytes, bytes], list[int]] = defaultdict(list)
    for day, state in enumerate(net.state_of_day.tolist()):
        alike[state, given.group[day].tobytes(), given.leave[day].tobytes()].append(day)
    for (state, _, _), days in alike.items():
        opened = np.logical_or.reduce(lanes.patterns[:, days], axis=1)[lanes.days[own]]
        taken = rulings.matrix[state][own] @ given.group[days[0]]
        gain = price - taken - given.leave[days[0]][lanes.origin[own], lanes.sort[own]]
        best = np.where(opened, np.maximum(best, gain), best)
    return best


def transfer_gain(net: Network, rulings: Rulings, given: Multipliers) -> float:
    """Give the most that any transfer gains: what a parcel is worth where it comes to, less."""
    lanes, own = net.lanes, slice(0, net.transfers)
    most = -np.inf
    for day, state in enumerate(net.state_of_day.tolist() if net.transfers else []):
        opened = lanes.patterns[lanes.days[own], day]
        if not opened.any():
            continue
        # A transfer that leaves arrives within the campaign.
        arrives = np.minimum(day + lanes.lead[own], len(net.state_of_day) - 1)
        gain = given.lie[arrives, lanes.to[own], lanes.sort[own]]
        gain = gain - given.leave[day][lanes.origin[own], lanes.sort[own]]
        gain = gain - rulings.matrix[state][own] @ given.group[day]
        most = max(most, float(gain[opened].max()))
    return most


def keeping_gain(net: Network, rulings: Rulings, given: Multipliers) -> float:
    """Give the most that a parcel gains by lying over a night, to the end, or by being sent out."""
    own = slice(net.transfers + net.deliveries, len(net.lanes))
    place, sort = net.lanes.origin[own], net.lanes.sort[own]
    most = float((given.leave - given.lie).max(initial=-np.inf))
    tomorrow = np.zeros(len(place))
    for day in reversed(range(len(net.state_of_day))):
        taken = rulings.matrix[int(net.state_of_day[day])][own] @ given.group[day]
        today = given.lie[day][place, sort]
        most = max(most, float((tomorrow - taken - today).max(initial=-np.inf)))
        tomorrow = today
    return most
