"""Groups of a lower bound in which something could move, although nothing does.

Sound but not complete: every group found is one, but parcels that would first have to be brought
from another warehouse are not tried, and the search gives up after a fixed number of tries.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod

from mizalla.verify.bounds import Group, begins
from mizalla.verify.facts import Facts
from mizalla.verify.forbids import Forbids
from mizalla.verify.movement import Dims, Movement, day_dims, supply_dims
from mizalla.verify.picking import picks, wanted
from mizalla.verify.trial import Trial
from mizalla.verify.ways import Ways
from mizalla_models.rule import MOVEMENTS, TIME_DIMENSIONS, Limit, Supply

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

    def groups(self, rule: Limit) -> set[Group]:
        """Groups of a lower bound that hold even where nothing moves.

        Of a plain number: those whose every value ``where`` names, and those in which something
        could move. Of a key: those that it names in full; where it leaves dimensions open, those
        in which something could move on some day, for all days. Days are those of the campaign
        that ``where`` picks.
        """
        return {
            group
            for begin in begins(rule.at_least)
            for group in self._begun(rule, dict(zip(rule.per, begin, strict=False)))
        }

    def _begun(self, rule: Limit, fixed: Mapping[str, str]) -> Iterator[Group]:
        where: dict[str, tuple[str, ...]] = dict(rule.where)
        still: list[str] = [name for name in rule.per if name not in TIME_DIMENSIONS]
        values = [
            [fixed[name]] if name in fixed else sorted(where.get(name, self._values(name)))
            for name in still
        ]
        moments = self._moments(rule, fixed)
        if prod(map(len, values)) * len(moments) > MOST_GROUPS:
            return
        named = all(name in where for name in rule.per)
        by_key = isinstance(rule.at_least, dict)
        for group in product(*values):
            place: dict[str, str] = dict(zip(still, group, strict=True))
            if by_key and not (place.keys() <= fixed.keys() or self._could(rule, place)):
                continue
            for moment in moments:
                if by_key or named or self._could(rule, place | moment):
                    yield tuple((place | moment)[name] for name in rule.per)

    def _moments(self, rule: Limit, fixed: Mapping[str, str]) -> list[dict[str, str]]:
        """Values of the dimensions of time in ``per``, of every day that the limit picks."""
        only = {name: frozenset([value]) for name, value in fixed.items()}
        moments: list[dict[str, str]] = [
            {name: dims[name] for name in rule.per if name in TIME_DIMENSIONS}
            for _, dims in self._days
            if _fits(dims, dict(wanted(rule.where))) and _fits(dims, only)
        ]
        return list({tuple(moment.values()): moment for moment in moments}.values())

    def _could(self, rule: Limit, values: Mapping[str, str]) -> bool:
        where, unless = wanted(rule.where), wanted(rule.unless)
        narrow = {name: frozenset([value]) for name, value in values.items()}
        for move in self._movements(dict(where) | narrow):
            self._tries -= 1
            if self._tries < 0:
                return False
            inside = all(move.dims.get(name) == value for name, value in values.items())
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
