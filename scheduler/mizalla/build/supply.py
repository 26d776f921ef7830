"""Kinds of supply: rows of stock that no rule tells apart are one kind to the engine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.build.index import Codes, Index, Labels
from mizalla.build.telling import tellings
from mizalla_models.rule import BaseRule, Dimension, Supply


@dataclass(frozen=True)
class Kinds:
    """Kinds of supply, and which rows of stock are of which.

    ``parcel`` and ``owner`` have an entry per kind, ``of_supply`` one per supply. ``owner`` is one
    of its owners: rules that name owners pick all owners of a kind or none. ``lots`` and
    ``supplies`` name what a kind holds.
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

    Two supplies are of one kind when they are of the same parcel and every rule picks both or
    neither, and counts both in the same group or neither in a group that has a bound; with ``own``
    also only when they have the same owner.
    """
    owners = [
        int(index.warehouse_organisation[index.warehouses.number[supply.warehouse]])
        for supply in index.supplies
    ]
    values: list[dict[Dimension, str]] = [
        {"supply": supply.id, "lot": lot_of(supply), "owner": index.organisations.names[owner]}
        for supply, owner in zip(index.supplies, owners, strict=True)
    ]
    told = tellings(rules)
    found: dict[tuple[object, ...], int] = {}
    of_supply = [
        found.setdefault(
            (
                supply.parcel,
                owner if own else None,
                *(telling.mark(value[telling.dimension], supply.parcel) for telling in told),
            ),
            len(found),
        )
        for supply, owner, value in zip(index.supplies, owners, values, strict=True)
    ]
    members: list[list[int]] = [[] for _ in found]
    for number, kind in enumerate(of_supply):
        members[kind].append(number)
    firsts = [own_members[0] for own_members in members]
    return Kinds(
        parcel=index.parcels.codes(index.supplies[number].parcel for number in firsts),
        owner=np.array([owners[number] for number in firsts], dtype=np.int32),
        of_supply=np.array(of_supply, dtype=np.int32),
        lots=tuple(frozenset(lot_of(index.supplies[n]) for n in group) for group in members),
        supplies=tuple(frozenset(index.supplies[n].id for n in group) for group in members),
    )


def lot_of(supply: Supply) -> str:
    """Name the batch of a supply."""
    return supply.lot or supply.id
