"""Every id that rules may name."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from mizalla_models.place import Village, Warehouse
from mizalla_models.rule import MOVEMENTS, Dimension, Rule, Supply, Vehicles
from mizalla_models.scenario import Scenario

CONTRACT = "contract"
"""Fleet and vehicle of contracted transport."""
LANE_MEASURES = ("truck_hours", "km", "cost")
"""Measures of a way, which storage has none of."""
PARCEL_MEASURES = ("parcels", "kg", "m3", "households", "kcal")
"""Measures that every parcel has."""


@dataclass(frozen=True)
class Known:
    """Ids and measures that a rule may name."""

    values: Mapping[Dimension, Collection[str]]
    """By dimension, but for day and week."""
    measures: Collection[str]
    """Measures that a limit or charge may count."""

    @property
    def columns(self) -> set[str]:
        """Number columns of parcels.csv beyond those that every parcel has."""
        return {*self.measures} - {*PARCEL_MEASURES, *LANE_MEASURES}

    @property
    def places(self) -> set[str]:
        """What a supply may be kept for: governorates, districts, villages, organisations."""
        return {
            *self.values["governorate"],
            *self.values["district"],
            *self.values["village"],
            *self.values["organisation"],
        }


def known(scenario: Scenario, rules: Iterable[Rule]) -> Known:
    """Ids of the scenario, and of the stock and trucks that rules bring.

    Parameters
    ----------
    scenario
        The scenario.
    rules
        All rules of all plugins.
    """
    rules = tuple(rules)
    supplies = [rule for rule in rules if isinstance(rule, Supply)]
    fleets = {fleet.id for fleet in scenario.fleets}
    fleets |= {rule.fleet for rule in rules if isinstance(rule, Vehicles)}
    organisations = {organisation.id for organisation in scenario.organisations}
    warehouses = {warehouse.id for warehouse in scenario.warehouses}
    points = {point.id for point in scenario.points}
    places: tuple[Village | Warehouse, ...] = (*scenario.villages, *scenario.warehouses)
    governorates = {place.governorate for place in places} - {""}
    values: dict[Dimension, Collection[str]] = {
        "movement": MOVEMENTS,
        "organisation": organisations,
        "owner": organisations,
        "origin": warehouses,
        "origin_governorate": governorates,
        "destination": points | warehouses,
        "parcel": {parcel.id for parcel in scenario.parcels},
        # Rows of stock count even where the stock plugin is off, which is no fault of other rules.
        "lot": {row.lot for row in scenario.stock} | {rule.lot or rule.id for rule in supplies},
        "supply": {row.id for row in scenario.stock} | {rule.id for rule in supplies},
        "point": points,
        "village": {village.pcode for village in scenario.villages},
        "district": {place.district for place in places} - {""},
        "governorate": governorates,
        "fleet": fleets | {CONTRACT},
        "vehicle": {vehicle.id for vehicle in scenario.vehicles} | {CONTRACT},
    }
    columns = {name for parcel in scenario.parcels for name in parcel.measures}
    return Known(values, {*PARCEL_MEASURES, *LANE_MEASURES, *columns})
