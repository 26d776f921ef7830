"""Groups of a lower bound in which something could move, although nothing does.

Sound but not complete: every group found is one, but parcels that would first have to be brought
from another warehouse are not tried, and the search gives up after a fixed number of tries.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from math import prod

from mizalla.verify.bounds import Group
from mizalla.verify.facts import Facts
from mizalla.verify.forbids import Forbids
from mizalla.verify.movement import Dims, Movement, day_dims, supply_dims
from mizalla.verify.picking import picks, wanted
from mizalla.verify.trial import Trial
from mizalla.verify.ways import Ways
from mizalla_models.rule import MOVEMENTS, Limit, Supply

MOST_GROUPS = 20_000
MOST_TRIES = 300_000
Allowed = dict[str, frozenset[str]]


class Possible:
    """Tries out movements that a group could hold."""

    def __init__(self, facts: Facts, ways: Ways, forbids: Forbids) -> None:
        self._facts = facts
        self._trial = Trial(facts, ways)
        self._forbids = forbids
        self._tries = MOST_TRIES
        self._days = [(day, day_dims(day)) for day in facts.days]
        self._supplies: dict[str, list[tuple[Supply, Dims]]] = defaultdict(list)
        for supply in facts.supplies.values():
            if supply.quantity:
                self._supplies[supply.warehouse].append((supply, supply_dims(facts, supply)))

    def groups(self, rule: Limit, begin: Group) -> set[Group]:
        """Groups of a limit, with these first values, in which something could move."""
        fixed = dict(zip(rule.per, begin, strict=False))
        choices = [
            [fixed[name]] if name in fixed else sorted(rule.where.by.get(name, self._values(name)))
            for name in rule.per
        ]
        if prod(map(len, choices)) > MOST_GROUPS:
            return set()
        return {group for group in product(*choices) if self._could(rule, group)}

    def _could(self, rule: Limit, group: Group) -> bool:
        where, unless = wanted(rule.where), wanted(rule.unless)
        narrow = {name: frozenset([value]) for name, value in zip(rule.per, group, strict=True)}
        for move in self._movements(dict(where) | narrow):
            self._tries -= 1
            if self._tries < 0:
                return False
            inside = all(move.dims.get(name) in values for name, values in narrow.items())
            if inside and picks(where, unless, move.dims) and not self._forbids.of(move):
                return True
        return False

    def _movements(self, allowed: Allowed) -> Iterator[Movement]:
        """One parcel by every lane that fits, from where it first lies."""
        kinds = allowed.get("movement", frozenset(MOVEMENTS[:2]))
        days = [(day, dims) for day, dims in self._days if _fits(dims, allowed)]
        for place in sorted(allowed.get("origin", self._supplies.keys()) & self._supplies.keys()):
            for supply, dims in self._supplies[place]:
                if not _fits(dims, allowed):
                    continue
                open_days = [
                    (day, {**dims, **of_day})
                    for day, of_day in days
                    if supply.available_on is None or day >= supply.available_on
                ]
                if "storage" in kinds and supply.unit_cost is None:
                    yield from self._trial.storage(supply, open_days)
                if "transfer" in kinds:
                    yield from self._trial.transfers(supply, open_days, allowed)
                if "delivery" in kinds:
                    yield from self._trial.deliveries(supply, open_days, allowed)

    def _values(self, dimension: str) -> Iterable[str]:
        """Every value that a dimension can have."""
        facts = self._facts
        match dimension:
            case "movement":
                return MOVEMENTS[:2]
            case "day" | "week":
                return {dims[dimension] for _, dims in self._days}
            case "supply" | "lot" | "parcel" | "owner":
                return {dims[dimension] for found in self._supplies.values() for _, dims in found}
            case "origin":
                return self._supplies.keys()
            case "origin_governorate":
                return {place.governorate for place in facts.warehouses.values()} - {""}
            case "destination":
                return {*facts.points, *facts.warehouses}
            case "organisation":
                return {organisation.id for organisation in facts.scenario.organisations}
            case _:
                return self._trial.values(dimension)


def _fits(dims: Dims, allowed: Allowed) -> bool:
    return all(value in allowed[name] for name, value in dims.items() if name in allowed)
