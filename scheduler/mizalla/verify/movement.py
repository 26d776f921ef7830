"""A movement as verification sees it: what rules tell apart, and figures of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mizalla.verify.facts import Facts
from mizalla_models.parcel import Parcel
from mizalla_models.place import Point, Warehouse
from mizalla_models.rule import Supply

Dims = dict[str, str]


@dataclass(slots=True)
class Movement:
    """A delivery, a transfer, or what lies in store at the end of a day.

    Figures are our own, never the plan's: km and minutes one way; away, minutes of a truck there
    and back; truck_hours, truck_km (there and back) and transport by share of full trucks; charges
    in the campaign's currency.
    """

    dims: Dims
    parcel: Parcel
    quantity: float
    km: float = 0
    minutes: float = 0
    away: float = 0
    truck_hours: float = 0
    truck_km: float = 0
    transport: float = 0
    charges: float = 0

    def __str__(self) -> str:
        """What it is, for a finding."""
        dims = self.dims
        if dims["movement"] == "storage":
            return f"Storage of {dims['supply']} in {dims['origin']} on {dims['day']}"
        return (
            f"{dims['movement'].title()} of {dims['supply']} from {dims['origin']} to "
            f"{dims['destination']} by {dims['fleet']} on {dims['day']}"
        )


def measure_of(measure: str) -> Callable[[Movement], float]:
    """How much of a measure a movement counts: a name of model.md, or a column of parcels.csv."""
    match measure:
        case "parcels":
            return lambda move: move.quantity
        case "kg":
            return lambda move: move.quantity * move.parcel.weight_kg
        case "m3":
            return lambda move: move.quantity * move.parcel.volume_m3
        case "households":
            return lambda move: move.quantity * move.parcel.households
        case "kcal":
            return lambda move: move.quantity * move.parcel.kcal
        case "truck_hours":
            return lambda move: move.truck_hours
        case "km":
            return lambda move: move.truck_km
        case "cost":
            return lambda move: move.transport
        case column:
            return lambda move: move.quantity * move.parcel.measures.get(column, 0)


def day_dims(day: date) -> Dims:
    """The dimensions that a day gives."""
    year, week, _ = day.isocalendar()
    return {"day": day.isoformat(), "week": f"{year}-W{week:02d}"}


def origin_dims(warehouse: Warehouse) -> Dims:
    """The dimensions that the warehouse gives."""
    dims = {"origin": warehouse.id}
    if warehouse.governorate:
        dims["origin_governorate"] = warehouse.governorate
    return dims


def point_dims(facts: Facts, point: Point) -> Dims:
    """The dimensions that the distribution point gives."""
    village = facts.villages[point.village]
    return {
        "destination": point.id,
        "point": point.id,
        "village": village.pcode,
        "district": village.district,
        "governorate": village.governorate,
    }


def supply_dims(facts: Facts, supply: Supply) -> Dims:
    """The dimensions that what is carried gives."""
    return {
        "supply": supply.id,
        "lot": supply.lot or supply.id,
        "parcel": supply.parcel,
        "owner": facts.owner(supply),
    }
