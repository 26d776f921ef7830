"""Consignments: what goes out on one paper, by a truck's trip, a contract or a transfer."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from mizalla.figures import Digest
from mizalla_models.plan import Shipment, TripStop
from mizalla_models.rule import Vehicles
from mizalla_models.rules import Rules

Kind = Literal["trip", "contract", "transfer"]
Stop = tuple[date, str, str, str]  # day, fleet, point, parcel


@dataclass(frozen=True)
class Line:
    """One parcel at one stop."""

    stop: int
    """Place in the order of stops, from 1."""
    destination: str
    """Id of the point, or of the warehouse of a transfer."""
    village: str
    """P-code of the village; empty for a transfer."""
    parcel: str
    """Id of the parcel."""
    lots: tuple[str, ...]
    """Batches that it comes from."""
    quantity: int
    """Whole parcels."""
    arrive: str
    """Time of arrival, ``HH:MM``; empty where nobody planned one."""


@dataclass(frozen=True)
class Consignment:
    """Everything that one waybill is about."""

    id: str
    """Unique id: the trip's where it is one."""
    kind: Kind
    """What carries it."""
    day: date
    """Day it leaves."""
    origin: str
    """Id of the warehouse it leaves."""
    organisation: str
    """Id of the member whose transport it is."""
    fleet: str
    """Id of the fleet; ``contract`` for contracted transport."""
    vehicle: str
    """Id of the vehicle type; ``contract`` for contracted transport."""
    lines: tuple[Line, ...]
    """What is handed over, stop by stop."""
    arrives: date | None = None
    """First day on which a transfer can leave again. None: it is no transfer."""
    truck: int = 0
    """Number of the truck among its fleet's. 0: nobody planned one."""
    leaves: str = ""
    """Time at which it leaves, ``HH:MM``; empty where nobody planned one."""
    returns: str = ""
    """Time at which the truck is back, ``HH:MM``; empty where nobody planned one."""

    @property
    def parcels(self) -> int:
        """Whole parcels."""
        return sum(line.quantity for line in self.lines)

    @property
    def stops(self) -> int:
        """Stops."""
        return len({line.stop for line in self.lines})

    def by_parcel(self) -> dict[str, int]:
        """Whole parcels of each kind, by id."""
        sums: Counter[str] = Counter()
        for line in self.lines:
            sums[line.parcel] += line.quantity
        return dict(sorted(sums.items()))


def consignments(digest: Digest) -> tuple[Consignment, ...]:
    """Part a plan into consignments, by day, warehouse, member and id.

    Together they carry exactly what the plan ships and transfers: a fleet's deliveries of a day
    that its trips do not carry wholly come as consignments of their own.
    """
    plan = digest.plan
    shipped: dict[Stop, list[Shipment]] = defaultdict(list)
    for row in plan.shipments:
        shipped[row.day, row.fleet, row.destination, row.parcel].append(row)
    lots = {key: tuple(dict.fromkeys(row.lot for row in rows)) for key, rows in shipped.items()}
    carried: Counter[Stop] = Counter()
    for stop in plan.trips:
        carried[stop.day, stop.fleet, stop.destination, stop.parcel] += stop.quantity
    whole = {
        key for key, rows in shipped.items() if carried[key] == sum(row.quantity for row in rows)
    }
    stops = [
        stop
        for stop in plan.trips
        if (stop.day, stop.fleet, stop.destination, stop.parcel) in whole
    ]
    rest = (row for key, rows in shipped.items() if key not in whole for row in rows)
    found = [
        *_trips(stops, lots, _bases(digest.rules), digest),
        *_deliveries(rest),
        *_transfers(digest),
    ]
    return tuple(sorted(found, key=lambda item: (item.day, item.origin, item.fleet, item.id)))


def _bases(rules: Rules) -> dict[str, Vehicles]:
    return {
        said.rule.fleet: said.rule for said in rules.provided if isinstance(said.rule, Vehicles)
    }


def _trips(
    stops: Iterable[TripStop],
    lots: Mapping[Stop, tuple[str, ...]],
    bases: Mapping[str, Vehicles],
    digest: Digest,
) -> Iterable[Consignment]:
    villages = {row.destination: row.village for row in digest.plan.shipments}
    trips: dict[tuple[date, str], list[TripStop]] = defaultdict(list)
    for stop in stops:
        trips[stop.day, stop.trip].append(stop)
    for (day, trip), own in trips.items():
        own.sort(key=lambda stop: (stop.stop, stop.parcel))
        first = own[0]
        base = bases.get(first.fleet)
        order = {
            number: place for place, number in enumerate(dict.fromkeys(s.stop for s in own), 1)
        }
        yield Consignment(
            id=trip,
            kind="trip",
            day=day,
            origin=base.warehouse if base else "",
            organisation=base.organisation if base else "",
            fleet=first.fleet,
            vehicle=first.vehicle,
            truck=first.truck,
            leaves=first.leaves,
            returns=first.returns,
            lines=tuple(
                Line(
                    order[stop.stop],
                    stop.destination,
                    villages.get(stop.destination, ""),
                    stop.parcel,
                    lots.get((stop.day, stop.fleet, stop.destination, stop.parcel), ()),
                    stop.quantity,
                    stop.arrive,
                )
                for stop in own
            ),
        )


def _deliveries(rows: Iterable[Shipment]) -> Iterable[Consignment]:
    """Make a consignment of what one transport brings from a warehouse to a point on a day."""
    groups: dict[tuple[date, str, str, str, str, str], list[Shipment]] = defaultdict(list)
    for row in rows:
        key = (row.day, row.origin, row.organisation, row.fleet, row.vehicle, row.destination)
        groups[key].append(row)
    for (day, origin, organisation, fleet, vehicle, point), own in groups.items():
        yield Consignment(
            id=f"{day}/{origin}/{fleet}/{point}",
            kind="contract" if fleet == "contract" else "trip",
            day=day,
            origin=origin,
            organisation=organisation,
            fleet=fleet,
            vehicle=vehicle,
            lines=_summed(
                Line(1, point, row.village, row.parcel, (row.lot,), row.quantity, "") for row in own
            ),
        )


def _transfers(digest: Digest) -> Iterable[Consignment]:
    groups: dict[tuple[date, date, str, str, str], list[Line]] = defaultdict(list)
    for row in digest.plan.transfers:
        line = Line(1, row.destination, "", row.parcel, (row.lot,), row.quantity, "")
        groups[row.day, row.arrives, row.organisation, row.origin, row.destination].append(line)
    for (day, arrives, organisation, origin, destination), lines in groups.items():
        yield Consignment(
            id=f"{day}/{origin}/transfer/{destination}",
            kind="transfer",
            day=day,
            origin=origin,
            organisation=organisation,
            fleet="contract",
            vehicle="contract",
            lines=_summed(lines),
            arrives=arrives,
        )


def _summed(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Join lines of one parcel and lot."""
    sums: Counter[Line] = Counter()
    for line in lines:
        sums[replace(line, quantity=0)] += line.quantity
    keyed = sorted(sums, key=lambda line: (line.parcel, line.lots))
    return tuple(replace(line, quantity=sums[line]) for line in keyed)
