"""Which rules pick a movement, found without asking every rule."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from mizalla.verify.movement import Dims
from mizalla_models.rule import Selection

NARROWEST_FIRST = (
    "supply",
    "lot",
    "point",
    "destination",
    "village",
    "fleet",
    "origin",
    "day",
    "district",
    "week",
    "organisation",
    "owner",
    "vehicle",
    "origin_governorate",
    "governorate",
    "parcel",
    "movement",
)
"""Dimensions by how few movements share a value: the first that a rule names finds it."""

T = TypeVar("T")
Wanted = tuple[tuple[str, frozenset[str]], ...]


class Picking(Generic[T]):
    """Rules filed under the narrowest dimension that each selects by.

    Parameters
    ----------
    rules
        For each rule what to hand out, its ``where`` and its ``unless``.
    """

    def __init__(self, rules: Iterable[tuple[T, Selection, Selection]]) -> None:
        self._filed: dict[str, dict[str, list[tuple[T, Wanted, Wanted]]]] = {}
        self._of_all: list[tuple[T, Wanted, Wanted]] = []
        for item, where, unless in rules:
            entry = (item, wanted(where), wanted(unless))
            dimension = next((name for name in NARROWEST_FIRST if name in where.by), None)
            if dimension is None:
                self._of_all.append(entry)
                continue
            filed = self._filed.setdefault(dimension, defaultdict(list))
            for value in dict(where)[dimension]:
                filed[value].append(entry)

    def of(self, dims: Dims) -> Iterator[T]:
        """Whatever picks a movement of these dimensions."""
        for item, where, unless in self._candidates(dims):
            if picks(where, unless, dims):
                yield item

    def _candidates(self, dims: Dims) -> Iterator[tuple[T, Wanted, Wanted]]:
        yield from self._of_all
        for dimension, filed in self._filed.items():
            yield from filed.get(dims.get(dimension, ""), ())


def wanted(selection: Selection) -> Wanted:
    """A selection as sets."""
    return tuple((dimension, frozenset(values)) for dimension, values in selection)


def picks(where: Wanted, unless: Wanted, dims: Mapping[str, str]) -> bool:
    """Whether a rule picks a movement: ``where`` does, and ``unless`` does not take it out.

    Storage is picked only by a rule that names ``movement``; a movement that has no value in a
    dimension is never picked by it.
    """
    names_movement = False
    for dimension, values in where:
        if dims.get(dimension) not in values:
            return False
        names_movement = names_movement or dimension == "movement"
    if dims["movement"] == "storage" and not names_movement:
        return False
    return not unless or not all(dims.get(dimension) in values for dimension, values in unless)


def group_of(per: Iterable[str], dims: Mapping[str, str]) -> tuple[str, ...] | None:
    """The group that a movement belongs to; None where it has no value in one of the dimensions."""
    group = tuple(dims.get(dimension) for dimension in per)
    return None if None in group else group  # type: ignore[return-value]
