"""Rules on how many are active in a group, on the smallest drop, and on whole pallets."""

from collections import defaultdict
from collections.abc import Sequence

from mizalla.verify.bounds import Group, written
from mizalla.verify.facts import Facts
from mizalla.verify.findings import Findings
from mizalla.verify.movement import Movement
from mizalla.verify.picking import Picking, group_of
from mizalla_models.rule import Selection


def check_active(facts: Facts, movements: Sequence[Movement], findings: Findings) -> None:
    """Report groups in which more values of a dimension are active than allowed."""
    if not facts.actives:
        return
    active: dict[tuple[str, Group], set[str]] = defaultdict(set)
    picking = Picking(((key, rule), rule.where, Selection()) for key, rule in facts.actives.items())
    for move in movements:
        for key, rule in picking.of(move.dims):
            group = group_of(rule.per, move.dims)
            if group is not None and rule.of in move.dims:
                active[key, group].add(move.dims[rule.of])
    for (key, group), values in active.items():
        rule = facts.actives[key]
        if len(values) > rule.count:
            findings.add(
                "active",
                f"{key}{' for ' + written(group) if group else ''}: {len(values)} values of "
                f"{rule.of} are active ({', '.join(sorted(values)[:5])}), at most {rule.count}. "
                f"{rule.reason}",
            )


def check_drops(facts: Facts, movements: Sequence[Movement], findings: Findings) -> None:
    """Report groups that get something, but less than the smallest drop."""
    if not facts.drops:
        return
    dropped: dict[tuple[str, Group], float] = defaultdict(float)
    picking = Picking(((key, rule), rule.where, Selection()) for key, rule in facts.drops.items())
    for move in movements:
        for key, rule in picking.of(move.dims):
            group = group_of(rule.per, move.dims)
            if group is not None:
                dropped[key, group] += move.quantity
    for (key, group), quantity in dropped.items():
        rule = facts.drops[key]
        if 0 < quantity < rule.quantity:
            findings.add(
                "drop",
                f"{key}{' for ' + written(group) if group else ''}: {quantity:g} parcels, the "
                f"smallest drop is {rule.quantity}. {rule.reason}",
            )


def check_pallets(facts: Facts, movements: Sequence[Movement], findings: Findings) -> None:
    """Report groups of one kind of parcel that are no whole number of pallets."""
    if not facts.pallets:
        return
    loaded: dict[tuple[str, Group, str], float] = defaultdict(float)
    picking = Picking(((key, rule), rule.where, Selection()) for key, rule in facts.pallets.items())
    for move in movements:
        for key, rule in picking.of(move.dims):
            group = group_of(rule.per, move.dims)
            if group is not None:
                loaded[key, group, move.dims["parcel"]] += move.quantity
    for (key, group, parcel), quantity in loaded.items():
        rule = facts.pallets[key]
        holds = facts.parcels[parcel].measures.get(rule.column, 0.0)
        if holds > 1 and quantity % holds:
            findings.add(
                "pallet",
                f"{key}{' for ' + written(group) if group else ''}: {quantity:g} of {parcel} are "
                f"no whole number of pallets of {holds:g}. {rule.reason}",
            )
