"""What one truck brings to one point: parcels of a fleet's deliveries, split where they must be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil, floor

from mizalla_models.campaign import TripSettings
from mizalla_models.parcel import Parcel
from mizalla_models.plan import Shipment
from mizalla_models.vehicle import Vehicle

ROUNDING = 1e-6
"""Share of a parcel by which floating-point sums may miss a whole one."""
UNITS = 1000
"""Grammes in a kg, and litres in a m3."""

Drops = Mapping[str, int]
"""Whole parcels by kind."""


@dataclass(frozen=True)
class Consignment:
    """Parcels that one truck of a fleet hands over at a point in one visit."""

    fleet: str
    """Id of the fleet."""
    point: str
    """Id of the point."""
    drops: tuple[tuple[str, int], ...]
    """Whole parcels by kind."""

    @property
    def parcels(self) -> int:
        """Whole parcels in all."""
        return sum(quantity for _, quantity in self.drops)


def due(shipments: Iterable[Shipment]) -> dict[tuple[str, str], dict[str, int]]:
    """Add up deliveries by fleet and point, whatever lots they are of."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in shipments:
        found[row.fleet, row.destination][row.parcel] += row.quantity
    return found


def service(settings: TripSettings, parcels: int) -> int:
    """Whole minutes that a stop takes."""
    return ceil(settings.stop_minutes + settings.parcel_seconds * parcels / 60 - ROUNDING)


def load(drops: Iterable[tuple[str, int]], parcels: Mapping[str, Parcel]) -> tuple[int, int]:
    """Grammes and litres of some parcels, rounded up."""
    kg = m3 = 0.0
    for key, quantity in drops:
        kg += quantity * parcels[key].weight_kg
        m3 += quantity * parcels[key].volume_m3
    return ceil(kg * UNITS - ROUNDING), ceil(m3 * UNITS - ROUNDING)


def capacity(vehicle: Vehicle) -> tuple[int, int]:
    """Grammes and litres that a truck holds, rounded down."""
    return floor(vehicle.payload_kg * UNITS + ROUNDING), floor(vehicle.volume_m3 * UNITS + ROUNDING)


def split(
    drops: Drops, vehicle: Vehicle, parcels: Mapping[str, Parcel], most: int
) -> Iterator[tuple[tuple[str, int], ...]]:
    """Part what a point gets into what single trucks bring.

    Parameters
    ----------
    drops
        Whole parcels by kind.
    vehicle
        The type of truck.
    parcels
        Kinds by id.
    most
        Parcels for which a visit leaves time.

    Yields
    ------
    tuple of (parcel, quantity)
        Loads that a truck holds and has time for; all but the last are as full as can be. A kind
        of which not even one fits is left out.
    """
    kg, m3 = capacity(vehicle)
    now: list[tuple[str, int]] = []
    for key, quantity in sorted(drops.items()):
        left = quantity
        if not _fits([(key, 1)], parcels, kg, m3):
            continue
        while left:
            room = most - sum(count for _, count in now)
            part = min(left, room)
            while part and not _fits([*now, (key, part)], parcels, kg, m3):
                part = min(part - 1, _guess(now, key, parcels, kg, m3))
            if part:
                now.append((key, part))
                left -= part
            if left:
                if not now:
                    return
                yield tuple(now)
                now = []
    if now:
        yield tuple(now)


def _guess(
    now: list[tuple[str, int]], key: str, parcels: Mapping[str, Parcel], kg: int, m3: int
) -> int:
    used_kg, used_m3 = load(now, parcels)
    parcel = parcels[key]
    by_kg = (kg - used_kg) / (parcel.weight_kg * UNITS)
    by_m3 = (m3 - used_m3) / (parcel.volume_m3 * UNITS)
    return max(0, floor(min(by_kg, by_m3) + 1))


def _fits(
    drops: Iterable[tuple[str, int]], parcels: Mapping[str, Parcel], kg: int, m3: int
) -> bool:
    weight, volume = load(drops, parcels)
    return weight <= kg and volume <= m3
