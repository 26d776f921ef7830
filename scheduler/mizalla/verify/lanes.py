"""Every delivery and transfer: does its lane exist, and are its stated figures right?"""

from collections.abc import Container, Iterable, Sequence
from datetime import timedelta

from mizalla.verify.charges import Charges
from mizalla.verify.facts import CONTRACT, Facts
from mizalla.verify.findings import Findings, near
from mizalla.verify.movement import (
    Dims,
    Movement,
    day_dims,
    origin_dims,
    point_dims,
    supply_dims,
)
from mizalla.verify.transport import by_contract, by_fleet, why_no_fleet, why_not_own
from mizalla.verify.ways import Ways
from mizalla_models.lane import ContractedLane
from mizalla_models.parcel import Parcel
from mizalla_models.plan import Plan, Shipment, Transfer
from mizalla_models.rule import Supply, Vehicles


class Lanes:
    """Turns the plan's deliveries and transfers into movements with figures of our own."""

    def __init__(self, facts: Facts, ways: Ways, charges: Charges, findings: Findings) -> None:
        self._facts = facts
        self._ways = ways
        self._charges = charges
        self._findings = findings
        self._days = {day: day_dims(day) for day in facts.days}
        self._origins = {key: origin_dims(place) for key, place in facts.warehouses.items()}
        self._points = {key: point_dims(facts, place) for key, place in facts.points.items()}
        self._supplies = {key: supply_dims(facts, row) for key, row in facts.supplies.items()}
        self._fleets = {key: _of_fleet(fleet) for key, fleet in facts.fleets.items()}
        self._contracts = {
            key: {"organisation": place.organisation, "fleet": CONTRACT, "vehicle": CONTRACT}
            for key, place in facts.warehouses.items()
        }

    def movements(self, plan: Plan) -> tuple[list[Movement], list[tuple[Movement, Transfer]]]:
        """Deliveries, and transfers beside what the plan states of them.

        What names an unknown id or a day outside the campaign is reported and left out.
        """
        facts, fleets = self._facts, {CONTRACT, *self._facts.fleets}
        deliveries = [
            self._delivery(row)
            for row in plan.shipments
            if (self._all_known(row, facts.points) and row.fleet in fleets) or self._known(row)
        ]
        transfers = [
            (self._transfer(row), row)
            for row in plan.transfers
            if self._all_known(row, facts.warehouses) or self._known(row)
        ]
        return deliveries, transfers

    def _all_known(self, row: Shipment | Transfer, ends: Container[str]) -> bool:
        """Whether nothing is to be said of what a row names, its fleet aside."""
        facts = self._facts
        return (
            row.day in self._days
            and type(row.quantity) is int
            and row.quantity > 0
            and row.origin in facts.warehouses
            and row.supply in facts.supplies
            and row.parcel in facts.parcels
            and row.destination in ends
        )

    def _known(self, row: Shipment | Transfer) -> bool:
        facts = self._facts
        named: list[tuple[str, str, Iterable[str]]] = [
            ("warehouse", row.origin, facts.warehouses),
            ("supply", row.supply, facts.supplies),
            ("parcel", row.parcel, facts.parcels),
        ]
        if isinstance(row, Shipment):
            named.append(("point", row.destination, facts.points))
            if row.fleet != CONTRACT:
                named.append(("fleet", row.fleet, facts.fleets))
        else:
            named.append(("warehouse", row.destination, facts.warehouses))
        unknown = [f"{kind} {key!r}" for kind, key, known in named if key not in known]
        if unknown:
            self._findings.add(
                "id", f"{_name(row)} names {', '.join(unknown)}, which there is not."
            )
        on_day = row.day in self._days
        if not on_day:
            first, last = facts.days[0], facts.days[-1]
            self._findings.add(
                "day",
                f"{_name(row)} leaves on {row.day}, outside the campaign's {first} to {last}.",
            )
        whole = type(row.quantity) is int and row.quantity > 0
        if not whole:
            self._findings.add(
                "quantity",
                f"{_name(row)} carries {row.quantity} parcels, no positive whole number.",
            )
        return on_day and whole and not unknown

    def _delivery(self, row: Shipment) -> Movement:
        facts = self._facts
        point, supply, parcel = (
            facts.points[row.destination],
            facts.supplies[row.supply],
            facts.parcels[row.parcel],
        )
        self._same_supply(row, supply)
        self._same(row, "village", row.village, point.village)
        way = self._ways.to_point(row.origin, row.destination, row.day)
        options: list[Movement] = []
        if row.fleet == CONTRACT:
            dims = self._dims(row, self._contracts[row.origin], self._points[row.destination])
            lanes = list(facts.rows(row.origin, row.parcel, point.id, point.village))
            way = self._ways.contracted(facts.warehouses[row.origin], point, way)
            options = [
                by_contract(Movement(dims, parcel, row.quantity), way, lane) for lane in lanes
            ]
            if not lanes:
                self._no_lane(row, f"lanes.csv has no row for {row.parcel} there")
        else:
            fleet = facts.fleets[row.fleet]
            dims = self._dims(row, self._fleets[row.fleet], self._points[row.destination])
            ways = self._ways.of_truck(row.origin, row.destination, row.day, fleet.vehicle)
            options = [by_fleet(facts, Movement(dims, parcel, row.quantity), *ways)]
            for why in why_no_fleet(facts, options[0], point, row.day):
                self._no_lane(row, why)
        self._same(row, "vehicle", row.vehicle, dims["vehicle"])
        self._same(row, "organisation", row.organisation, dims["organisation"])
        for why in why_not_own(facts, dims):
            self._no_lane(row, why)
        return self._figures(row, options) or self._stated(row, dims, parcel)

    def _transfer(self, row: Transfer) -> Movement:
        facts = self._facts
        supply, parcel = facts.supplies[row.supply], facts.parcels[row.parcel]
        self._same_supply(row, supply)
        dims = self._dims(row, self._contracts[row.origin], {"destination": row.destination})
        ends = facts.warehouses[row.origin], facts.warehouses[row.destination]
        way = self._ways.contracted(
            *ends, self._ways.to_warehouse(row.origin, row.destination, row.day)
        )
        lanes = list(facts.rows(row.origin, row.parcel, row.destination))
        if not lanes:
            self._no_lane(row, f"lanes.csv has no row for {row.parcel} there")
        self._same(row, "organisation", row.organisation, dims["organisation"])
        for why in why_not_own(facts, dims):
            self._no_lane(row, why)
        if lanes and row.arrives not in {_arrival(row, lane) for lane in lanes}:
            days = lanes[0].lead_days
            self._findings.add(
                "figures",
                f"{_name(row)} is stated to arrive on {row.arrives} but takes {days} days: "
                f"{_arrival(row, lanes[0])}.",
            )
        on_time = [lane for lane in lanes if _arrival(row, lane) == row.arrives] or lanes
        bare = Movement(dims, parcel, row.quantity)
        options = [by_contract(bare, way, lane) for lane in on_time]
        return self._figures(row, options) or self._stated(row, dims, parcel)

    def _figures(self, row: Shipment | Transfer, options: Sequence[Movement]) -> Movement | None:
        """The lane whose figures are the stated ones; the first, with a finding, if none is."""
        for move in options:
            move.charges = self._charges.of(move)
            if (
                near(row.km, move.km)
                and near(row.minutes, move.minutes)
                and near(row.cost, move.transport + move.charges)
                and (isinstance(row, Transfer) or near(row.truck_hours, move.truck_hours))
            ):
                return move
        if not options:
            return None
        move = options[0]
        if move.km == float("inf") or move.minutes == float("inf"):
            self._no_lane(row, "there is no way on that day")
            return None
        for name, stated, own in _figures(row, move):
            self._findings.differ("figures", f"{name} of {_name(row)}", stated, own)
        return move

    def _stated(self, row: Shipment | Transfer, dims: Dims, parcel: Parcel) -> Movement:
        """A movement on a lane that does not exist: what the plan says of it has to do."""
        move = Movement(dims, parcel, row.quantity, km=row.km, minutes=row.minutes)
        move.charges = self._charges.of(move)
        move.transport = row.cost - move.charges
        return move

    def _dims(self, row: Shipment | Transfer, carrier: Dims, destination: Dims) -> Dims:
        return {
            "movement": "delivery" if isinstance(row, Shipment) else "transfer",
            **self._days[row.day],
            **self._origins[row.origin],
            **self._supplies[row.supply],
            **carrier,
            **destination,
        }

    def _same_supply(self, row: Shipment | Transfer, supply: Supply) -> None:
        self._same(row, "parcel", row.parcel, supply.parcel)
        self._same(row, "lot", row.lot, supply.lot or supply.id)

    def _same(self, row: Shipment | Transfer, name: str, stated: str, own: str) -> None:
        if stated != own:
            self._findings.add("id", f"{_name(row)} states {name} {stated!r}, but it is {own!r}.")

    def _no_lane(self, row: Shipment | Transfer, why: str) -> None:
        self._findings.add("lane", f"{_name(row)} has no lane: {why}.")


def _arrival(row: Transfer, lane: ContractedLane) -> object:
    return row.day + timedelta(days=lane.lead_days)


def _of_fleet(fleet: Vehicles) -> Dims:
    return {
        "organisation": fleet.organisation,
        "fleet": fleet.fleet,
        "vehicle": fleet.vehicle,
    }


def _figures(row: Shipment | Transfer, move: Movement) -> list[tuple[str, float, float]]:
    """Figures of a row by name, as stated and as they are."""
    figures = [
        ("km", row.km, move.km),
        ("minutes", row.minutes, move.minutes),
        ("cost", row.cost, move.transport + move.charges),
    ]
    if isinstance(row, Shipment):
        figures.append(("truck_hours", row.truck_hours, move.truck_hours))
    return figures


def _name(row: Shipment | Transfer) -> str:
    kind = "Delivery" if isinstance(row, Shipment) else "Transfer"
    by = row.fleet if isinstance(row, Shipment) else CONTRACT
    return f"{kind} of {row.supply} from {row.origin} to {row.destination} by {by} on {row.day}"
