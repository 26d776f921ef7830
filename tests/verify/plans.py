"""Right plans, reckoned by formulas of their own, for verification to accept and to reject."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from mizalla.verify import verify
from mizalla_models.plan import (
    Coverage,
    GoalResult,
    LaneCounts,
    Plan,
    Purchase,
    RuleUse,
    Shipment,
    Transfer,
    TripStop,
)
from mizalla_models.rule import Need, ProvidedRule, Provider, Rule, Supply, Vehicles
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

ALLIANCE = Provider(plugin="test", version="1")


def rules_of(scenario: Scenario, *more: Rule) -> Rules:
    """What the built-in plugins say of stock, fleets and needs, and more rules by their names."""
    found: dict[str, Rule] = {}
    for row in scenario.stock:
        fields = row.model_dump()
        found[f"stock/{row.id}"] = Supply(reason="In stock.", **fields)
    for fleet in scenario.fleets:
        found[f"fleets/{fleet.id}"] = Vehicles(
            reason="Its own.", fleet=fleet.id, **fleet.model_dump(exclude={"id"})
        )
    for number, need in enumerate(scenario.needs or ()):
        found[f"needs/{number}"] = need
    for number, rule in enumerate(more):
        found[f"test/{rule.name or number}"] = rule
    provided = (ProvidedRule(id=key, provider=ALLIANCE, rule=found[key]) for key in sorted(found))
    return Rules(provided=tuple(provided), plugins=())


class Drafter:
    """Writes deliveries, transfers and whole plans of one scenario with right figures."""

    def __init__(self, scenario: Scenario, rules: Rules) -> None:
        self.scenario = scenario
        self.rules = rules
        said = [provided.rule for provided in rules.provided]
        self.supplies = {rule.id: rule for rule in said if isinstance(rule, Supply)}
        self.fleets = {rule.fleet: rule for rule in said if isinstance(rule, Vehicles)}
        self.needs = [rule for rule in said if isinstance(rule, Need)]
        self.warehouses = {item.id: item for item in scenario.warehouses}
        self.points = {item.id: item for item in scenario.points}
        self.parcels = {item.id: item for item in scenario.parcels}
        self.vehicles = {item.id: item for item in scenario.vehicles}

    def day(self, number: int) -> date:
        return self.scenario.campaign.starts + timedelta(days=number)

    def km(self, origin: str, destination: str) -> float:
        """Great circle × circuity, by the spherical law of cosines."""
        one = self.warehouses[origin]
        other = self.points.get(destination) or self.warehouses[destination]
        phi, psi = math.radians(one.lat), math.radians(other.lat)
        across = math.radians(other.lon - one.lon)
        cosine = math.sin(phi) * math.sin(psi) + math.cos(phi) * math.cos(psi) * math.cos(across)
        return 6371.0088 * math.acos(min(cosine, 1.0)) * self.scenario.campaign.road.circuity

    def capacity(self, fleet: str, parcel: str) -> float:
        vehicle, kind = self.vehicles[self.fleets[fleet].vehicle], self.parcels[parcel]
        return min(vehicle.payload_kg / kind.weight_kg, vehicle.volume_m3 / kind.volume_m3)

    def deliver(
        self,
        supply: str,
        point: str,
        quantity: int,
        day: int = 0,
        *,
        fleet: str = "F1",
        origin: str | None = None,
        charges: float = 0,
        way: tuple[float, float] | None = None,
        price: float = 0,
    ) -> Shipment:
        """A delivery; ``way`` replaces km and road minutes, ``price`` is a contract's, for all."""
        row = self.supplies[supply]
        origin = origin or row.warehouse
        km, road = way or (self.km(origin, point), 0.0)
        minutes, hours, cost = road, 0.0, price
        organisation = self.warehouses[origin].organisation
        vehicle = "contract"
        if fleet != "contract":
            team = self.fleets[fleet]
            truck = self.vehicles[team.vehicle]
            organisation, vehicle = team.organisation, team.vehicle
            minutes = max(road, km / truck.speed_kmh * 60)
            loads = quantity / self.capacity(fleet, row.parcel)
            hours = 2 * minutes / 60 * loads
            cost = 2 * km * loads * truck.cost_per_km
            cost += hours / team.hours_per_day * truck.cost_per_day
        return Shipment(
            day=self.day(day),
            organisation=organisation,
            fleet=fleet,
            vehicle=vehicle,
            origin=origin,
            lot=row.lot or row.id,
            supply=supply,
            parcel=row.parcel,
            destination=point,
            village=self.points[point].village,
            quantity=quantity,
            km=km,
            minutes=minutes,
            truck_hours=hours,
            cost=cost + charges,
        )

    def transfer(
        self,
        supply: str,
        destination: str,
        quantity: int,
        day: int = 0,
        *,
        lead: int = 0,
        price: float = 0,
        origin: str | None = None,
        way: tuple[float, float] | None = None,
    ) -> Transfer:
        """A transfer; ``price`` is for all of it, charges included."""
        row = self.supplies[supply]
        origin = origin or row.warehouse
        km, minutes = way or (self.km(origin, destination), 0.0)
        return Transfer(
            day=self.day(day),
            arrives=self.day(day + lead),
            organisation=self.warehouses[origin].organisation,
            origin=origin,
            lot=row.lot or row.id,
            supply=supply,
            parcel=row.parcel,
            destination=destination,
            quantity=quantity,
            km=km,
            minutes=minutes,
            cost=price,
        )

    def plan(
        self,
        shipments: Sequence[Shipment],
        transfers: Sequence[Transfer] = (),
        *,
        charges: float = 0,
        stored_charges: float = 0,
        penalties: float = 0,
        lateness: float = 0,
        uses: Sequence[RuleUse] = (),
        trips: Sequence[TripStop] = (),
        **more: Any,
    ) -> Plan:
        """A plan; ``charges`` is the part of the shipments' and transfers' cost that they are."""
        served: dict[tuple[str, str], int] = defaultdict(int)
        used: dict[str, int] = defaultdict(int)
        loads: dict[tuple[date, str], float] = defaultdict(float)
        truck_km = 0.0
        for row in shipments:
            served[row.village, row.parcel] += row.quantity
            if row.fleet != "contract":
                share = row.quantity / self.capacity(row.fleet, row.parcel)
                loads[row.day, row.fleet] += share
                truck_km += 2 * row.km * share
        for item in (*shipments, *transfers):
            if item.origin == self.supplies[item.supply].warehouse:
                used[item.supply] += item.quantity
        purchases = tuple(self._purchase(key, used[key]) for key in sorted(used))
        bought = tuple(item for item in purchases if item is not None)
        coverage = tuple(self._coverage(served))
        carried = sum(item.cost for item in (*shipments, *transfers)) - charges
        cost = {
            "transport": carried,
            "charges": charges + stored_charges,
            "purchases": sum(item.cost for item in bought),
            "penalties": penalties,
        }
        cost["total"] = sum(cost.values())
        values = {
            "coverage": min((row.level for row in coverage), default=1.0),
            "served": float(sum(served.values())),
            "lateness": lateness,
            "cost": cost["total"],
        }
        campaign = self.scenario.campaign
        fields: dict[str, Any] = {
            "scenario": campaign.name,
            "inputs_hash": self.scenario.inputs_hash,
            "status": "optimal",
            "starts": campaign.starts,
            "ends": campaign.ends,
            "currency": campaign.currency,
            "settings": {},
            "solver": {},
            "lanes": LaneCounts(possible=0, used_by_solver=0, chosen=len(shipments)),
            "goals": tuple(_goals(campaign.goals, values)),
            "shipments": tuple(shipments),
            "transfers": tuple(transfers),
            "purchases": bought,
            "coverage": coverage,
            "rules": tuple(uses),
            "trips": tuple(trips),
            "plugins": (),
            "cost": cost,
            "km": truck_km,
            "truck_loads": sum(math.ceil(share - 1e-9) for share in loads.values()),
            "served_households": sum(
                row.quantity * self.parcels[row.parcel].households for row in shipments
            ),
        }
        return Plan(**(fields | more))

    def use(
        self, rule: str, bound: float, used: float, group: str = "", side: str = "at_most"
    ) -> RuleUse:
        """A line of the plan's list of rules."""
        said = next(item for item in self.rules.provided if item.id == rule)
        return RuleUse(
            provider=str(said.provider),
            organisation=said.provider.organisation,
            rule=rule,
            group=group,
            side=side,  # type: ignore[arg-type]
            bound=bound,
            used=used,
            shadow_price=0,
            reason=said.rule.reason,
        )

    def _purchase(self, key: str, quantity: int) -> Purchase | None:
        row = self.supplies[key]
        if row.unit_cost is None:
            return None
        return Purchase(
            supply=key,
            lot=row.lot or key,
            warehouse=row.warehouse,
            parcel=row.parcel,
            quantity=quantity,
            unit_cost=row.unit_cost,
            cost=quantity * row.unit_cost,
        )

    def _coverage(self, served: Mapping[tuple[str, str], int]) -> Iterable[Coverage]:
        needed: dict[tuple[str, str], int] = defaultdict(int)
        priority: dict[tuple[str, str], float] = {}
        for need in self.needs:
            needed[need.village, need.parcel] += need.quantity
            priority[need.village, need.parcel] = need.priority
        for (village, parcel), quantity in sorted(needed.items()):
            ratio = served.get((village, parcel), 0) / quantity
            level = ratio / priority[village, parcel]
            yield Coverage(
                village=village,
                parcel=parcel,
                needed=quantity,
                served=served.get((village, parcel), 0),
                ratio=ratio,
                priority=priority[village, parcel],
                level=level,
                bound=level,
            )


def _goals(goals: Iterable[Any], values: Mapping[str, float]) -> Iterable[GoalResult]:
    for goal in goals:
        for name in ("coverage", "served") if goal.goal == "coverage" else (goal.goal,):
            yield GoalResult(
                goal=name,
                sense="max" if name in ("coverage", "served") else "min",
                unit="share",
                value=values[name],
                bound=values[name],
                gap=0,
                tolerance=goal.tolerance,
            )


def found(scenario: Scenario, said: Rules, plan: Plan, *checks: str, answers: Any = None) -> str:
    """What some checks (all, where none is named) say of a plan, in one text."""
    return "\n".join(
        f"{item.check}: {item.problem}"
        for item in verify(scenario, said, plan, answers)
        if not checks or item.check in checks
    )
