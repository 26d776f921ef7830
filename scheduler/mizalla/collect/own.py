"""What is a member's own: warehouses, stock, trucks, and villages entrusted to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mizalla.collect.known import CONTRACT
from mizalla_models.campaign import Grant
from mizalla_models.rule import Rule, Supply, Vehicles
from mizalla_models.scenario import Scenario

ALL = "*"


@dataclass(frozen=True)
class Transport:
    """A way to leave a warehouse: a fleet, or the contracts of a warehouse."""

    origin: str
    origin_governorate: str
    organisation: str
    fleet: str
    vehicle: str


@dataclass(frozen=True)
class Cargo:
    """A row of stock."""

    owner: str
    parcel: str
    lot: str
    supply: str
    warehouse: str


@dataclass(frozen=True)
class Place:
    """Where movements end; what a warehouse, and what lies in store, has not is empty."""

    movement: str
    destination: str
    point: str = ""
    village: str = ""
    district: str = ""
    governorate: str = ""


class Movements:
    """Everything that a movement is made of: transport, cargo, place and day."""

    def __init__(self, scenario: Scenario, rules: Iterable[Rule]) -> None:
        rules = tuple(rules)
        self._fleets: dict[frozenset[str], frozenset[str]] = {}
        homes = {house.id: house for house in scenario.warehouses}
        self.days = tuple(day.isoformat() for day in scenario.campaign.days)
        self.transports = tuple(
            Transport(
                origin=rule.warehouse,
                origin_governorate=homes[rule.warehouse].governorate,
                organisation=rule.organisation,
                fleet=rule.fleet,
                vehicle=rule.vehicle,
            )
            for rule in rules
            if isinstance(rule, Vehicles) and rule.warehouse in homes
        ) + tuple(
            Transport(
                origin=house.id,
                origin_governorate=house.governorate,
                organisation=house.organisation,
                fleet=CONTRACT,
                vehicle=CONTRACT,
            )
            for house in scenario.warehouses
        )
        self.cargoes = tuple(
            Cargo(
                owner=homes[rule.warehouse].organisation,
                parcel=rule.parcel,
                lot=rule.lot or rule.id,
                supply=rule.id,
                warehouse=rule.warehouse,
            )
            for rule in rules
            if isinstance(rule, Supply) and rule.warehouse in homes
        )
        villages = {village.pcode: village for village in scenario.villages}
        self._points = tuple(
            Place(
                movement="delivery",
                destination=point.id,
                point=point.id,
                village=point.village,
                district=villages[point.village].district,
                governorate=villages[point.village].governorate,
            )
            for point in scenario.points
        )
        # Storage is at home in its warehouse, whose place it is.
        self._houses = tuple(
            Place(movement=movement, destination=house.id)
            for movement in ("transfer", "storage")
            for house in scenario.warehouses
        )

    def fleets_of(self, members: frozenset[str]) -> frozenset[str]:
        """Fleets of some members."""
        if members not in self._fleets:
            self._fleets[members] = frozenset(
                item.fleet
                for item in self.transports
                if item.organisation in members and item.fleet != CONTRACT
            )
        return self._fleets[members]

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Where movements end."""
        return self._points + self._houses


@dataclass(frozen=True)
class Own:
    """What a member's rules may bind."""

    organisation: str
    members: frozenset[str]
    warehouses: frozenset[str]
    areas: frozenset[str]
    everybody: bool

    @classmethod
    def of(cls, scenario: Scenario, organisation: str, grant: Grant) -> "Own":
        """Gather what is a member's own, and what it is granted."""
        members = frozenset({organisation, *grant.organisations})
        houses = {
            house.id
            for house in scenario.warehouses
            if house.organisation in members
            or house.id in grant.warehouses
            or ALL in grant.warehouses
        }
        return cls(
            organisation,
            members,
            frozenset(houses),
            frozenset(grant.villages),
            ALL in members,
        )

    def transport(self, item: Transport) -> bool:
        """Whether a way to leave is its own: its trucks, or whatever leaves its warehouse."""
        return item.organisation in self.members or item.origin in self.warehouses

    def cargo(self, item: Cargo) -> bool:
        """Whether stock is its own."""
        return item.owner in self.members

    def place(self, item: Place) -> bool:
        """Whether a place is its own, or entrusted to it."""
        if item.movement != "delivery":
            return item.destination in self.warehouses
        return self.entrusted(item.village, item.district, item.governorate)

    def holds(self, where: Mapping[str, Sequence[str]], movements: "Movements") -> bool:
        """Whether a selection names its own by one dimension alone: most rules do."""
        own = {
            "origin": self.warehouses,
            "organisation": self.members,
            "owner": self.members,
            "fleet": movements.fleets_of(self.members),
        }
        return any(
            dimension in where and len(where[dimension]) and names.issuperset(where[dimension])
            for dimension, names in own.items()
        )

    def entrusted(self, *areas: str) -> bool:
        """Whether a village, or an area that it lies in, is entrusted to it."""
        return ALL in self.areas or not self.areas.isdisjoint(areas)
