"""Every movement of a campaign, one row of stock, lane and day at a time."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from integration.outside_ways import OutsideWays
from mizalla_models.lane import ContractedLane
from mizalla_models.parcel import Parcel
from mizalla_models.place import Point, Warehouse
from mizalla_models.rule import Charge, Forbid, Limit, Need, Selection, Supply, Vehicles
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

Dims = dict[str, str]


@dataclass(frozen=True)
class Move:
    """One movement and what one parcel of it counts."""

    dims: Dims
    day: int
    supply: str
    origin: str
    to: str
    """Warehouse of a transfer, point of a delivery."""
    lead: int
    km: float
    minutes: float
    measures: Mapping[str, float]
    cost: float
    """Transport and charges."""


class Outside:
    """What the words of a campaign mean, looked up in plain dicts."""

    def __init__(self, scenario: Scenario, rules: Rules) -> None:
        self.scenario, self.campaign = scenario, scenario.campaign
        self.days = scenario.campaign.days
        self.ways = OutsideWays(scenario)
        self.rules = {provided.id: provided.rule for provided in rules.provided}
        said = self.rules.values()
        self.supplies = {rule.id: rule for rule in said if isinstance(rule, Supply)}
        self.needs = [rule for rule in said if isinstance(rule, Need) and rule.quantity]
        self.warehouses = {place.id: place for place in scenario.warehouses}
        self.villages = {village.pcode: village for village in scenario.villages}
        self.parcels = {parcel.id: parcel for parcel in scenario.parcels}
        self.wanted = {(need.village, need.parcel) for need in self.needs}
        self.own = scenario.campaign.sharing == "own"

    def measures(self, parcel: Parcel) -> dict[str, float]:
        """What a parcel counts wherever it is."""
        return {
            "parcels": 1.0,
            "kg": parcel.weight_kg,
            "m3": parcel.volume_m3,
            "households": parcel.households,
            "kcal": parcel.kcal,
            **parcel.measures,
        }

    def owner(self, supply: Supply) -> str:
        """The member whose parcels they are."""
        return self.warehouses[supply.warehouse].organisation

    def lying(self, supply: Supply, warehouse: str, day: int) -> Dims:
        """Dimensions of storage."""
        return {
            "movement": "storage",
            "organisation": self.owner(supply),
            **self._of_supply(supply),
            **self._of_origin(self.warehouses[warehouse]),
            **_of_day(self.days[day]),
        }

    def moves(self) -> Iterator[Move]:
        """Every movement that no rule forbids."""
        forbids = [rule for rule in self.rules.values() if isinstance(rule, Forbid)]
        for move in self._all():
            if not any(_forbidden(rule, move) for rule in forbids):
                yield move

    def _all(self) -> Iterator[Move]:
        fleets = [rule for rule in self.rules.values() if isinstance(rule, Vehicles) and rule.count]
        for supply in self.supplies.values():
            parcel = self.parcels[supply.parcel]
            for number, day in enumerate(self.days):
                for fleet in fleets:
                    for point in self.scenario.points:
                        yield from self._by_fleet(supply, parcel, fleet, point, number, day)
                for lane in self._lanes(supply.parcel):
                    yield from self._by_contract(supply, parcel, lane, number, day)

    def _lanes(self, parcel: str) -> Iterator[ContractedLane]:
        named = {
            (lane.origin, lane.destination) for lane in self.scenario.lanes if lane.parcel == parcel
        }
        for lane in self.scenario.lanes:
            general = lane.parcel is None and (lane.origin, lane.destination) not in named
            if lane.parcel == parcel or general:
                yield lane

    def _by_fleet(
        self,
        supply: Supply,
        parcel: Parcel,
        fleet: Vehicles,
        point: Point,
        number: int,
        day: date,
    ) -> Iterator[Move]:
        if (point.village, parcel.id) not in self.wanted:
            return
        if (fleet.from_day and day < fleet.from_day) or (fleet.until and day > fleet.until):
            return
        if self.own and fleet.organisation != self.owner(supply):
            return
        truck = next(item for item in self.scenario.vehicles if item.id == fleet.vehicle)
        base = self.warehouses[fleet.warehouse]
        km, road = self.ways.way(base, point, day)
        minutes = max(road, km / truck.speed_kmh * 60)
        if not 2 * minutes <= 60 * fleet.hours_per_day * (1 + 1e-9):
            return
        capacity = min(truck.payload_kg / parcel.weight_kg, truck.volume_m3 / parcel.volume_m3)
        hours = 2 * minutes / 60 / capacity
        cost = 2 * km / capacity * truck.cost_per_km
        cost += hours / fleet.hours_per_day * truck.cost_per_day
        by = {
            "organisation": fleet.organisation,
            "fleet": fleet.fleet,
            "vehicle": fleet.vehicle,
        }
        figures = {"truck_hours": hours, "km": 2 * km / capacity, "cost": cost}
        yield self._move(supply, base, point, by, number, (km, minutes), figures, 0)

    def _by_contract(
        self, supply: Supply, parcel: Parcel, lane: ContractedLane, number: int, day: date
    ) -> Iterator[Move]:
        origin = self.warehouses[lane.origin]
        if self.own and self.owner(supply) != origin.organisation:
            return
        ends: list[Point | Warehouse]
        if lane.destination in self.warehouses:
            end = self.warehouses[lane.destination]
            if self.own and end.organisation != origin.organisation:
                return
            if number + lane.lead_days >= len(self.days):
                return  # it would be on its way when the campaign ends
            ends = [end]
        else:
            # An id of a point comes before the p-code of a village that is spelt the same.
            points = self.scenario.points
            ends = [p for p in points if p.id == lane.destination]
            ends = ends or [p for p in points if p.village == lane.destination]
            ends = [p for p in ends if (p.village, parcel.id) in self.wanted]  # type: ignore[union-attr]
        by = {"organisation": origin.organisation, "fleet": "contract", "vehicle": "contract"}
        cost = lane.cost_per_parcel + lane.cost_per_kg * parcel.weight_kg
        figures = {"truck_hours": 0.0, "km": 0.0, "cost": cost}
        for end in ends:
            way = self.ways.way(origin, end, day)
            if math.isinf(way[0]):
                way = self.ways.straight(origin, end)
            km = way[0] if lane.km is None else lane.km
            minutes = way[1] if lane.minutes is None else lane.minutes
            lead = lane.lead_days if isinstance(end, Warehouse) else 0
            yield self._move(supply, origin, end, by, number, (km, minutes), figures, lead)

    def _move(
        self,
        supply: Supply,
        origin: Warehouse,
        end: Point | Warehouse,
        by: Dims,
        number: int,
        way: tuple[float, float],
        figures: Mapping[str, float],
        lead: int,
    ) -> Move:
        dims = {
            "movement": "transfer" if isinstance(end, Warehouse) else "delivery",
            "destination": end.id,
            **by,
            **self._of_supply(supply),
            **self._of_origin(origin),
            **_of_day(self.days[number]),
        }
        if isinstance(end, Point):
            village = self.villages[end.village]
            dims |= {"point": end.id, "village": village.pcode}
            dims |= {"district": village.district, "governorate": village.governorate}
        measures = self.measures(self.parcels[supply.parcel]) | figures
        charges = sum(
            rule.amount * measures[rule.measure]
            for rule in self.rules.values()
            if isinstance(rule, Charge) and counts(rule, dims)
        )
        return Move(
            dims=dims,
            day=number,
            supply=supply.id,
            origin=origin.id,
            to=end.id,
            lead=lead,
            km=way[0],
            minutes=way[1],
            measures=measures,
            cost=figures["cost"] + charges,
        )

    def _of_supply(self, supply: Supply) -> Dims:
        return {
            "supply": supply.id,
            "lot": supply.lot or supply.id,
            "parcel": supply.parcel,
            "owner": self.owner(supply),
        }

    @staticmethod
    def _of_origin(place: Warehouse) -> Dims:
        governorate = {"origin_governorate": place.governorate} if place.governorate else {}
        return {"origin": place.id, **governorate}


def counts(rule: Limit | Forbid | Charge, dims: Dims) -> bool:
    """Whether a rule picks a movement."""
    if dims["movement"] == "storage" and "movement" not in dict(rule.where):
        return False
    return picks(rule.where, dims) and not (rule.unless and picks(rule.unless, dims))


def picks(selection: Selection, dims: Dims) -> bool:
    """Whether a selection picks a movement of these dimensions."""
    return all(dims.get(dimension) in values for dimension, values in selection)


def _forbidden(rule: Forbid, move: Move) -> bool:
    slow = rule.minutes_over is None or move.minutes > rule.minutes_over
    far = rule.km_over is None or move.km > rule.km_over
    return slow and far and counts(rule, move.dims)


def _of_day(day: date) -> Dims:
    year, week, _ = day.isocalendar()
    return {"day": day.isoformat(), "week": f"{year}-W{week:02d}"}
