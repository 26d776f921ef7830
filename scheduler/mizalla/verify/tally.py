"""Sums that movements reach in the groups of each limit."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from mizalla.verify.bounds import Group
from mizalla.verify.facts import Facts
from mizalla.verify.movement import Dims, Movement, day_dims, measure_of
from mizalla.verify.picking import Picking, group_of
from mizalla_models.rule import Limit


@dataclass
class Tally:
    """What one limit counts."""

    rule: Limit
    sums: dict[Group, float] = field(default_factory=lambda: defaultdict(float))
    """Sum of the measure by group; cumulative ones up to and with their day."""
    moved: set[Group] = field(default_factory=set)
    """Groups in which something moves."""


def tally(facts: Facts, movements: Iterable[Movement]) -> dict[str, Tally]:
    """Sum every limit's measure, group by group.

    Returns
    -------
    dict of str to Tally
        By id of the rule.
    """
    tallies = {key: Tally(rule) for key, rule in facts.limits.items()}
    picking = Picking(
        ((tallies[key], measure_of(rule.measure)), rule.where, rule.unless)
        for key, rule in facts.limits.items()
    )
    for move in movements:
        for found, measure in picking.of(move.dims):
            group = group_of(found.rule.per, move.dims)
            if group is not None:
                found.sums[group] += measure(move)
    calendar = [day_dims(day) for day in facts.days]
    for found in tallies.values():
        found.moved = set(found.sums)
        if found.rule.cumulative:
            found.sums = _cumulated(found, calendar)
    return tallies


def _cumulated(found: Tally, calendar: list[Dims]) -> dict[Group, float]:
    """Sums from the first day to each day of the campaign, also where a day sees nothing."""
    per = found.rule.per
    still = {
        tuple(None if d in ("day", "week") else v for d, v in zip(per, g, strict=True))
        for g in found.moved
    }
    sums: dict[Group, float] = defaultdict(float)
    for group in still:
        running = 0.0
        for dims in calendar:
            full = tuple(dims[d] if v is None else v for d, v in zip(per, group, strict=True))
            running += found.sums.get(full, 0.0)
            sums[full] = running
    return sums
