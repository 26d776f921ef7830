"""Scenario and rules, laid out for looking up."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from mizalla_models.lane import ContractedLane
from mizalla_models.parcel import Parcel
from mizalla_models.place import Point, Village, Warehouse
from mizalla_models.rule import (
    AtMostActive,
    Charge,
    Forbid,
    Limit,
    Need,
    ProvidedRule,
    SmallestDrop,
    Supply,
    Vehicles,
    WholePallets,
)
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario
from mizalla_models.vehicle import Vehicle

CONTRACT = "contract"


@dataclass
class Facts:
    """Everything that a plan is held against, by id."""

    scenario: Scenario
    days: tuple[date, ...]
    warehouses: dict[str, Warehouse]
    points: dict[str, Point]
    villages: dict[str, Village]
    parcels: dict[str, Parcel]
    vehicles: dict[str, Vehicle]
    contracts: dict[tuple[str, str], list[ContractedLane]]
    contracted: set[str]
    switched_off: set[str]
    provided: dict[str, ProvidedRule] = field(default_factory=dict)
    supplies: dict[str, Supply] = field(default_factory=dict)
    fleets: dict[str, Vehicles] = field(default_factory=dict)
    needs: dict[tuple[str, str], list[Need]] = field(default_factory=lambda: defaultdict(list))
    limits: dict[str, Limit] = field(default_factory=dict)
    forbids: dict[str, Forbid] = field(default_factory=dict)
    charges: dict[str, Charge] = field(default_factory=dict)
    actives: dict[str, AtMostActive] = field(default_factory=dict)
    drops: dict[str, SmallestDrop] = field(default_factory=dict)
    pallets: dict[str, WholePallets] = field(default_factory=dict)

    def owner(self, supply: Supply) -> str:
        """Id of the member whose parcels these are."""
        return self.warehouses[supply.warehouse].organisation

    def holds_truck(self, vehicle: Vehicle, parcel: Parcel) -> float:
        """Parcels of one kind that a truck takes, a real number."""
        return min(vehicle.payload_kg / parcel.weight_kg, vehicle.volume_m3 / parcel.volume_m3)

    def needed(self, village: str, parcel: str) -> int:
        """Whole parcels that a village needs of a kind."""
        return sum(need.quantity for need in self.needs.get((village, parcel), ()))

    def rows(self, origin: str, parcel: str, *destinations: str) -> Iterator[ContractedLane]:
        """Contracted lanes for a parcel to a place: by its id, or by its village's p-code."""
        for destination in dict.fromkeys(destinations):
            rows = self.contracts.get((origin, destination), ())
            yield from [row for row in rows if row.parcel == parcel] or [
                row for row in rows if row.parcel is None
            ]


def gather(scenario: Scenario, rules: Rules) -> Facts:
    """Lay scenario and rules out for looking up.

    Parameters
    ----------
    scenario
        The campaign folder.
    rules
        All rules of the run: what lies where, which trucks there are and what is needed is read
        from them alone.

    Returns
    -------
    Facts
        Records and rules by id.
    """
    contracts: dict[tuple[str, str], list[ContractedLane]] = defaultdict(list)
    for lane in scenario.lanes:
        contracts[lane.origin, lane.destination].append(lane)
    facts = Facts(
        scenario=scenario,
        days=scenario.campaign.days,
        warehouses={warehouse.id: warehouse for warehouse in scenario.warehouses},
        points={point.id: point for point in scenario.points},
        villages={village.pcode: village for village in scenario.villages},
        parcels={parcel.id: parcel for parcel in scenario.parcels},
        vehicles={vehicle.id: vehicle for vehicle in scenario.vehicles},
        contracts=contracts,
        contracted={lane.origin for lane in scenario.lanes},
        switched_off={use.name for use in scenario.campaign.plugins if not use.enabled},
    )
    for provided in rules.provided:
        facts.provided[provided.id] = provided
        match provided.rule:
            case Supply() as supply:
                facts.supplies[supply.id] = supply
            case Vehicles() as vehicles:
                facts.fleets[vehicles.fleet] = vehicles
            case Need() as need:
                facts.needs[need.village, need.parcel].append(need)
            case Limit() as limit:
                facts.limits[provided.id] = limit
            case Forbid() as forbid:
                facts.forbids[provided.id] = forbid
            case Charge() as charge:
                facts.charges[provided.id] = charge
            case AtMostActive() as active:
                facts.actives[provided.id] = active
            case SmallestDrop() as drop:
                facts.drops[provided.id] = drop
            case WholePallets() as pallets:
                facts.pallets[provided.id] = pallets
    return facts
