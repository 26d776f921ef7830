"""What rules tell apart of stock: by supply, by lot, by owner, and only as far as they name it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mizalla_models.rule import (
    GROUP_SEPARATOR,
    AtMostActive,
    BaseRule,
    Charge,
    Dimension,
    Forbid,
    Limit,
    Selection,
    SmallestDrop,
    WholePallets,
)

TELLING: tuple[Dimension, ...] = ("supply", "lot", "owner")
"""Dimensions of stock, beside its parcel."""

Binding = Limit | Forbid | Charge | AtMostActive | SmallestDrop | WholePallets


@dataclass(frozen=True)
class Telling:
    """One way in which a rule tells stock apart."""

    dimension: Dimension
    """Supply, lot or owner."""
    names: frozenset[str] | None
    """Values that it names. None: all there are."""
    each: bool
    """Whether each of them counts for itself, as in groups; else all of them together."""
    parcels: frozenset[str] | None
    """Parcels that it binds. None: all."""

    def mark(self, value: str, parcel: str) -> str | bool:
        """Mark a supply: those with equal marks it does not tell apart."""
        if self.parcels is not None and parcel not in self.parcels:
            return False
        if self.names is not None and value not in self.names:
            return False
        return value if self.each else True


def tellings(rules: Iterable[BaseRule]) -> tuple[Telling, ...]:
    """List all ways in which rules tell stock apart, each once.

    Forbids that differ in nothing but the stock they name are taken as one: what many members keep
    for one place is one kind.
    """
    found: dict[Telling, None] = {}
    alike: dict[tuple[object, ...], Telling] = {}
    for rule in rules:
        if not isinstance(rule, Binding):
            continue
        own = list(_of(rule))
        if isinstance(rule, Forbid) and len(own) == 1 and set(TELLING) & set(rule.where.by):
            key = _but_for_stock(rule)
            one = own[0]
            if key in alike:
                names = (alike[key].names or frozenset()) | (one.names or frozenset())
                one = replace(alike[key], names=names)
            alike[key] = one
            continue
        found.update(dict.fromkeys(own))
    found.update(dict.fromkeys(alike.values()))
    return tuple(found)


def _of(rule: Binding) -> Iterator[Telling]:
    parcel = rule.where.by.get("parcel")
    parcels = None if parcel is None else frozenset(parcel)
    # What lies in store counts as its owner's, wherever that is.
    stores = "storage" in rule.where.by.get("movement", ())
    for selection in (rule.where, getattr(rule, "unless", None) or Selection()):
        for dimension, names in selection:
            told = _told(dimension, stores=stores)
            if told is not None:
                yield Telling(told, frozenset(names), each=False, parcels=parcels)
    per: Sequence[Dimension] = getattr(rule, "per", ())
    for place, dimension in enumerate(per):
        told = _told(dimension, stores=stores)
        if told is not None:
            named = _bounded(rule, place)
            if named is None and dimension in rule.where.by:
                named = frozenset(rule.where.by[dimension])
            yield Telling(told, named, each=True, parcels=parcels)
    if isinstance(rule, AtMostActive) and rule.of in TELLING:
        yield Telling(rule.of, None, each=True, parcels=parcels)


def _told(dimension: Dimension, *, stores: bool) -> Dimension | None:
    if stores and dimension == "organisation":
        return "owner"
    return dimension if dimension in TELLING else None


def _bounded(rule: Binding, place: int) -> frozenset[str] | None:
    """Values of a dimension of ``per`` that have bounds; None where all may have."""
    bounds = [b for b in (getattr(rule, s, None) for s in ("at_most", "at_least")) if b is not None]
    named: set[str] = set()
    for bound in bounds:
        if not isinstance(bound, dict):
            return None
        for key in bound:
            parts = key.split(GROUP_SEPARATOR) if key else []
            if len(parts) <= place:
                return None
            named.add(parts[place])
    return frozenset(named) if bounds else None


def _but_for_stock(rule: Forbid) -> tuple[object, ...]:
    where = tuple((d, None if d in TELLING else names) for d, names in rule.where)
    return where, tuple(rule.unless), rule.minutes_over, rule.km_over
