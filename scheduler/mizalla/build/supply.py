"""Kinds of supply: rows of stock that no rule tells apart are one kind to the engine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.build.index import Codes, Index, Labels
from mizalla_models.rule import (
    AtMostActive,
    BaseRule,
    Charge,
    Dimension,
    Forbid,
    Limit,
    SmallestDrop,
    Supply,
)

TELLING: tuple[Dimension, ...] = ("supply", "lot", "owner")


@dataclass(frozen=True)
class Kinds:
    """Kinds of supply, and which rows of stock are of which.

    ``parcel`` and ``owner`` have an entry per kind (owner -1 where owners are not told apart);
    ``of_supply`` one per supply. ``lots`` and ``supplies`` name what a kind holds.
    """

    parcel: Codes
    owner: Codes
    of_supply: Codes
    lots: tuple[frozenset[str], ...]
    supplies: tuple[frozenset[str], ...]

    def __len__(self) -> int:
        return len(self.parcel)

    def mask(self, dimension: Dimension, names: Iterable[str], owners: Labels) -> NDArray[np.bool_]:
        """Say which kinds a selection by supply, lot or owner picks."""
        wanted = frozenset(names)
        if dimension == "owner":
            return np.array([o >= 0 and owners.names[o] in wanted for o in self.owner], dtype=bool)
        held = self.lots if dimension == "lot" else self.supplies
        return np.array([bool(wanted & own) for own in held], dtype=bool)


def kinds(index: Index, rules: Sequence[BaseRule], *, own: bool) -> Kinds:
    """Group the supplies into kinds.

    Two supplies are of one kind when they are of the same parcel and every selection of every rule
    picks both or neither; with ``own`` also only when they have the same owner.
    """
    marks: list[list[object]] = [[supply.parcel] for supply in index.supplies]
    owners = [
        int(index.warehouse_organisation[index.warehouses.number[supply.warehouse]])
        for supply in index.supplies
    ]
    tells_owners = own
    for rule in rules:
        if not isinstance(rule, (Limit, Forbid, Charge, AtMostActive, SmallestDrop)):
            continue
        grouping = [
            *getattr(rule, "per", ()),
            *([rule.of] if isinstance(rule, AtMostActive) else []),
        ]
        tells_owners |= "owner" in grouping
        if "storage" in rule.where.by.get("movement", ()):
            # What lies in store counts as its owner's, wherever that is.
            tells_owners |= "organisation" in {*grouping, *rule.where.by}
        for number, supply in enumerate(index.supplies):
            if "supply" in grouping:
                marks[number].append(supply.id)
            if "lot" in grouping:
                marks[number].append(lot_of(supply))
        for selection in (rule.where, getattr(rule, "unless", None)):
            for dimension, names in selection or ():
                if dimension == "owner":
                    tells_owners = True
                elif dimension in TELLING:
                    wanted = frozenset(names)
                    for number, supply in enumerate(index.supplies):
                        name = supply.id if dimension == "supply" else lot_of(supply)
                        marks[number].append(name in wanted)
    if tells_owners:
        for number, owner in enumerate(owners):
            marks[number].append(owner)
    found: dict[tuple[object, ...], int] = {}
    of_supply = [found.setdefault(tuple(mark), len(found)) for mark in marks]
    members: list[list[int]] = [[] for _ in found]
    for number, kind in enumerate(of_supply):
        members[kind].append(number)
    firsts = [own_members[0] for own_members in members]
    return Kinds(
        parcel=index.parcels.codes(index.supplies[number].parcel for number in firsts),
        owner=np.array([owners[n] if tells_owners else -1 for n in firsts], dtype=np.int32),
        of_supply=np.array(of_supply, dtype=np.int32),
        lots=tuple(frozenset(lot_of(index.supplies[n]) for n in group) for group in members),
        supplies=tuple(frozenset(index.supplies[n].id for n in group) for group in members),
    )


def lot_of(supply: Supply) -> str:
    """Name the batch of a supply."""
    return supply.lot or supply.id
