"""Movements of a single parcel, tried out lane by lane."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from math import inf

from mizalla.verify.facts import CONTRACT, Facts
from mizalla.verify.movement import Dims, Movement, origin_dims, point_dims
from mizalla.verify.transport import by_contract, by_fleet, why_no_fleet, why_not_own
from mizalla.verify.ways import Ways
from mizalla_models.rule import Supply, Vehicles

Allowed = dict[str, frozenset[str]]
OpenDays = list[tuple[date, Dims]]
OF_A_POINT = ("point", "destination", "village", "district")


class Trial:
    """Lanes that exist, whether or not a rule forbids them."""

    def __init__(self, facts: Facts, ways: Ways) -> None:
        self._facts = facts
        self._ways = ways
        self._points = {key: point_dims(facts, point) for key, point in facts.points.items()}
        self._filed: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key, dims in self._points.items():
            for dimension in OF_A_POINT:
                self._filed[dimension, dims[dimension]].append(key)
        self._fleets: dict[str, list[Vehicles]] = defaultdict(list)
        for fleet in facts.fleets.values():
            if fleet.count:
                self._fleets[fleet.warehouse].append(fleet)

    def values(self, dimension: str) -> Iterable[str]:
        """Every value of a dimension of points, fleets or vehicles."""
        if dimension in ("fleet", "vehicle"):
            known = self._facts.fleets if dimension == "fleet" else self._facts.vehicles
            return {*known, CONTRACT}
        return {dims[dimension] for dims in self._points.values()}

    def storage(self, supply: Supply, days: OpenDays) -> Iterator[Movement]:
        """What lies where it first lay."""
        for _, dims in days:
            owner = {"movement": "storage", "organisation": self._facts.owner(supply)}
            yield self._movement(supply, {**dims, **owner})

    def transfers(self, supply: Supply, days: OpenDays, allowed: Allowed) -> Iterator[Movement]:
        """One parcel to every warehouse that a contract goes to."""
        ends = allowed.get("destination", self._facts.warehouses.keys())
        for end in sorted(ends & self._facts.warehouses.keys()):
            for lane in self._facts.rows(supply.warehouse, supply.parcel, end):
                for day, dims in days:
                    start, place = (self._facts.warehouses[key] for key in (supply.warehouse, end))
                    way = self._ways.contracted(
                        start, place, self._ways.to_warehouse(supply.warehouse, end, day)
                    )
                    carried = {**dims, **self._contract(supply), "destination": end}
                    move = by_contract(
                        self._movement(supply, {**carried, "movement": "transfer"}), way, lane
                    )
                    if self._exists(move):
                        yield move

    def deliveries(self, supply: Supply, days: OpenDays, allowed: Allowed) -> Iterator[Movement]:
        """One parcel to every point that needs it, by every fleet and contract there."""
        facts, origin = self._facts, supply.warehouse
        for key in self._points_of(allowed):
            point, dims_of_point = facts.points[key], self._points[key]
            if not facts.needed(point.village, supply.parcel):
                continue
            for day, dims in days:
                way = self._ways.to_point(origin, key, day)
                to_point = {**dims, **dims_of_point, "movement": "delivery"}
                for lane in facts.rows(origin, supply.parcel, key, point.village):
                    bare = self._movement(supply, {**to_point, **self._contract(supply)})
                    roadless = self._ways.contracted(facts.warehouses[origin], point, way)
                    move = by_contract(bare, roadless, lane)
                    if self._exists(move):
                        yield move
                for fleet in self._fleets[origin]:
                    carrier = {
                        "organisation": fleet.organisation,
                        "fleet": fleet.fleet,
                        "vehicle": fleet.vehicle,
                    }
                    ways = self._ways.of_truck(origin, key, day, fleet.vehicle)
                    bare = self._movement(supply, {**to_point, **carrier})
                    move = by_fleet(facts, bare, *ways)
                    if self._exists(move) and not any(why_no_fleet(facts, move, point, day)):
                        yield move

    def _points_of(self, allowed: Allowed) -> Iterable[str]:
        for dimension in OF_A_POINT:
            if dimension in allowed:
                return [
                    key
                    for value in sorted(allowed[dimension])
                    for key in self._filed[dimension, value]
                ]
        return self._points

    def _exists(self, move: Movement) -> bool:
        closed = inf in (move.km, move.minutes)
        return not closed and not any(why_not_own(self._facts, move.dims))

    def _contract(self, supply: Supply) -> Dims:
        owner = self._facts.owner(supply)
        return {"organisation": owner, "fleet": CONTRACT, "vehicle": CONTRACT}

    def _movement(self, supply: Supply, dims: Dims) -> Movement:
        origin = origin_dims(self._facts.warehouses[supply.warehouse])
        return Movement({**origin, **dims}, self._facts.parcels[supply.parcel], 1)
