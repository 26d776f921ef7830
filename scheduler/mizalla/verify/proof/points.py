"""Villages that their own points stop: what they can be handed, whatever others do."""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from mizalla.verify.findings import Findings
from mizalla.verify.proof.lanes import DELIVERY
from mizalla.verify.proof.network import Network
from mizalla.verify.proof.ruling import Ruled, bounds, coefficients, ruled
from mizalla_models.certificate import Certificate, VillageLimit

Figures = NDArray[np.float64]
CLOSE = 1e-6


def check_points(written: Certificate, net: Network, weight: Figures, findings: Findings) -> None:
    """Report villages that could be handed more than the certificate says.

    All that a village is handed counts in the limit's groups; so what its needs that stand at
    ``level`` share is at most the sum of those groups' bounds, less what its others are owed.

    Parameters
    ----------
    weight
        needed × priority of each need.
    """
    of_village: dict[str, list[int]] = defaultdict(list)
    for number, need in enumerate(written.needs):
        of_village[need.village].append(number)
    of_rule: dict[str, list[VillageLimit]] = defaultdict(list)
    for one in written.points:
        of_rule[one.rule].append(one)
    for rule, stopped in of_rule.items():
        most = _handed(net, rule, {one.village for one in stopped})
        for one in stopped:
            what = f"Round {one.round}, {one.village}"
            if one.village not in most:
                findings.add(
                    "certificate", f"{what}: {rule} does not count every parcel brought there."
                )
                continue
            shares = set(one.needs)
            others = [number for number in of_village[one.village] if number not in shares]
            if not shares <= set(of_village[one.village]) or not shares:
                findings.add("certificate", f"{what}: its needs are those of another village.")
                continue
            owed = sum(written.needs[number].level * weight[number] for number in others)
            level = (most[one.village] - owed) / sum(weight[number] for number in shares)
            above = [
                number
                for number in others
                if written.needs[number].level > one.level * (1 + CLOSE) + CLOSE
            ]
            if above:
                findings.add(
                    "certificate",
                    f"{what}: {written.needs[above[0]].parcel} stands higher there, so it could "
                    "give way.",
                )
            stated = {written.needs[number].level for number in shares} | {one.level}
            if any(abs(level - own) > CLOSE * max(abs(level), 1) for own in stated):
                findings.add(
                    "certificate",
                    f"{what}: its points are said to stop it at {max(stated):.10g}, they do at "
                    f"{level:.10g}.",
                )


def _handed(net: Network, rule: str, villages: set[str]) -> dict[str, float]:
    """Most parcels that a limit lets into villages all of whose lanes it counts."""
    labels, codes = net.table.codes("village")
    lanes, number = net.lanes, {label: place for place, label in enumerate(labels)}
    opens = np.asarray(lanes.patterns.any(axis=1))[lanes.days]
    gives = np.flatnonzero((lanes.movement == DELIVERY) & opens)
    comes = np.bincount(codes[gives], minlength=len(labels))
    if not rule:
        return {name: 0.0 for name in villages if not comes[number[name]]}
    one = ruled(net.facts, net.table, rule)
    if one is None or one.limit.at_most is None or one.limit.cumulative:
        return {}
    rows = net.table.picked(one.limit.where)
    if one.limit.unless:
        rows = np.setdiff1d(rows, net.table.picked(one.limit.unless), assume_unique=True)
    rows = rows[(lanes.movement[rows] == DELIVERY) & opens[rows]]
    keys = [net.table.codes(dimension) for dimension in one.static]
    rows = rows[np.all([own[rows] >= 0 for _, own in keys] or [np.ones(len(rows), bool)], axis=0)]
    whole = (coefficients(net.table, one.limit.measure, rows) >= 1).all(axis=0)
    rows = rows[whole]
    if (one.moment < 0).any():
        return {}
    counted = np.bincount(codes[rows], minlength=len(labels))
    here = {number[name] for name in villages if name in number}
    rows = rows[np.isin(codes[rows], list(here))]
    most: dict[str, float] = {
        labels[place]: 0.0 for place in here if counted[place] == comes[place]
    }
    group = np.stack([codes[rows], *(own[rows] for _, own in keys)], axis=1)
    distinct, which = np.unique(group, axis=0, return_inverse=True)
    days = np.zeros((len(distinct), lanes.patterns.shape[1]), dtype=bool)
    np.logical_or.at(days, which.reshape(-1), lanes.patterns[lanes.days[rows]])
    for place, opened in zip(distinct.tolist(), days, strict=True):
        values = [names[code] for (names, _), code in zip(keys, place[1:], strict=True)]
        if labels[place[0]] in most:
            most[labels[place[0]]] += _sum(net, one, values, opened)
    return most


def _sum(net: Network, one: Ruled, values: list[str], opened: NDArray[np.bool_]) -> float:
    """Sum of a group's bounds over its groups of days on which anything could come."""
    bound = bounds(net.facts, net.table, one, values, "at_most")
    first = np.unique(np.where(opened, one.moment, -1), return_index=True)
    total = float(sum(bound[at] for moment, at in zip(*first, strict=True) if moment >= 0))
    return np.inf if np.isnan(total) else total
