"""Every lane there could be, all warehouses and days, as columns: one row per way of moving."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.verify.facts import CONTRACT, Facts
from mizalla.verify.proof.distance import Distance, numbers
from mizalla.verify.proof.stock import Sort
from mizalla_models.lane import ContractedLane
from mizalla_models.rule import Vehicles

Figures = NDArray[np.float64]
Codes = NDArray[np.int64]
Mask = NDArray[np.bool_]
DELIVERY, TRANSFER, STORAGE = 0, 1, 2
KNIFE_EDGE = 1e-9
"""Share by which a lane may be longer than a shift: sums of floating-point numbers."""


@dataclass(frozen=True)
class Block:
    """Lanes of one fleet or contract with one sort of stock."""

    movement: int
    origin: int
    sort: int
    carrier: str
    """Id of the fleet, or ``contract``."""
    to: Codes
    """Points of deliveries, warehouses of transfers."""
    km: Figures
    """One way, by state of the roads; shape (states, lanes)."""
    minutes: Figures
    hours: Figures
    """Truck hours of one parcel."""
    truck_km: Figures
    """Truck km of one parcel."""
    transport: Figures
    """Cost of one parcel."""
    open: Mask
    """Days on which it may leave, rules aside; shape (lanes, days)."""
    lead: int = 0


class Maker:
    """Lists lanes, rules aside."""

    def __init__(self, facts: Facts, distance: Distance, found: tuple[Sort, ...]) -> None:
        self._facts, self._distance, self._sorts = facts, distance, found
        self._warehouse = numbers([*facts.warehouses])
        self._points = list(facts.points.values())
        self._ways: dict[tuple[int, str, bool], tuple[Figures, Figures]] = {}
        self._let_in: dict[float, Mask] = {}
        self._wanting: dict[str, Codes] = {
            parcel: np.array(
                [
                    place
                    for place, point in enumerate(self._points)
                    if facts.needed(point.village, parcel)
                ],
                dtype=np.int64,
            )
            for parcel in facts.parcels
        }
        self._at: dict[str, list[int]] = defaultdict(list)
        for place, point in enumerate(self._points):
            for name in {point.id, point.village}:
                self._at[name].append(place)
        self._own = facts.scenario.campaign.sharing == "own"

    def transfers(self) -> Iterator[Block]:
        """List the transfers of whatever might lie where they begin."""
        everything = np.ones((len(self._warehouse), len(self._sorts)), dtype=bool)
        yield from self._contracted(TRANSFER, everything)

    def deliveries(self, present: Mask) -> Iterator[Block]:
        """List the deliveries of what can lie where they begin.

        Parameters
        ----------
        present
            Whether a sort of stock can ever lie in a warehouse; shape (warehouses, sorts).
        """
        yield from self._contracted(DELIVERY, present)
        for fleet in self._facts.fleets.values():
            if fleet.count:
                yield from self._by_fleet(fleet, present[self._warehouse[fleet.warehouse]])

    def _by_fleet(self, fleet: Vehicles, present: Mask) -> Iterator[Block]:
        facts = self._facts
        if fleet.warehouse in facts.contracted and "contracts" not in facts.switched_off:
            return
        vehicle, origin = facts.vehicles[fleet.vehicle], self._warehouse[fleet.warehouse]
        works = np.array(
            [
                (fleet.from_day is None or day >= fleet.from_day)
                and (fleet.until is None or day <= fleet.until)
                for day in facts.days
            ]
        )
        all_km, all_minutes = self._to(origin, fleet.vehicle)
        home_km, home_minutes = self._to(origin, fleet.vehicle, home=True)
        takes = np.maximum(all_minutes, all_km / vehicle.speed_kmh * 60)
        away = takes + np.maximum(home_minutes, home_km / vehicle.speed_kmh * 60)
        fits = away <= 60 * fleet.hours_per_day * (1 + KNIFE_EDGE)
        near = fits[:, : len(self._points)].any(axis=0)
        near &= self._reached_by(vehicle.payload_kg)
        for number, sort in enumerate(self._sorts):
            if not present[number] or (self._own and sort.owner != fleet.organisation):
                continue
            to = self._wanting[sort.parcel]
            to = to[near[to]]
            if not len(to):
                continue
            loads = 1 / facts.holds_truck(vehicle, facts.parcels[sort.parcel])
            km, minutes = all_km[:, to], takes[:, to]
            with np.errstate(invalid="ignore"):
                hours, truck_km = away[:, to] / 60 * loads, (km + home_km[:, to]) * loads
            yield Block(
                DELIVERY,
                origin,
                number,
                fleet.fleet,
                to,
                km,
                minutes,
                hours,
                truck_km,
                truck_km * vehicle.cost_per_km + hours / fleet.hours_per_day * vehicle.cost_per_day,
                works[None, :] & fits[:, to][self._distance.state_of_day].T,
            )

    def _contracted(self, movement: int, present: Mask) -> Iterator[Block]:
        facts = self._facts
        for origin, place in facts.contracts:
            here = present[self._warehouse[origin]]
            for parcel in facts.parcels:
                for lane in facts.rows(origin, parcel, place):
                    ends = self._ends(movement, place, parcel)
                    if len(ends):
                        yield from self._by_contract(movement, lane, parcel, ends, here)

    def _ends(self, movement: int, place: str, parcel: str) -> Codes:
        """Where a row of lanes.csv goes to."""
        facts = self._facts
        ends: list[int] = []
        if place in self._warehouse:
            ends = [self._warehouse[place]] if movement == TRANSFER else []
        elif movement == DELIVERY:
            ends = [
                number
                for number in self._at[place]
                if facts.needed(self._points[number].village, parcel)
            ]
        return np.array(ends, dtype=np.int64)

    def _by_contract(
        self, movement: int, lane: ContractedLane, parcel: str, ends: Codes, present: Mask
    ) -> Iterator[Block]:
        facts, origin = self._facts, self._warehouse[lane.origin]
        organisation = facts.warehouses[lane.origin].organisation
        column = ends if movement == DELIVERY else ends + len(self._points)
        km, minutes = (figures[:, column] for figures in self._to(origin))
        plain = self._distance.straight(origin, column)
        gone = np.isinf(km)
        km, minutes = np.where(gone, plain[0], km), np.where(gone, plain[1], minutes)
        if lane.km is not None:
            km = np.full_like(km, lane.km)
        if lane.minutes is not None:
            minutes = np.full_like(minutes, lane.minutes)
        lead = lane.lead_days if movement == TRANSFER else 0
        days = np.arange(len(facts.days)) + lead < len(facts.days)
        price = lane.cost_per_parcel + lane.cost_per_kg * facts.parcels[parcel].weight_kg
        for number, sort in enumerate(self._sorts):
            if not present[number] or sort.parcel != parcel:
                continue
            if self._own and sort.owner != organisation:
                continue
            if self._own and movement == TRANSFER:
                end = facts.scenario.warehouses[int(ends[0])].organisation
                if end != organisation:
                    continue
            nothing = np.zeros_like(km)
            yield Block(
                movement,
                origin,
                number,
                CONTRACT,
                ends,
                km,
                minutes,
                nothing,
                nothing,
                nothing + price,
                np.broadcast_to(days, (len(ends), len(days))),
                lead,
            )

    def _to(self, origin: int, vehicle: str = "", *, home: bool = False) -> tuple[Figures, Figures]:
        """Km and minutes to all places, or back, by state of the roads."""
        key = (origin, *self._distance.apart(vehicle, home=home))
        if key not in self._ways:
            ways = [
                self._distance.of(origin, state, vehicle, home=home)
                for state in range(len(self._distance.states))
            ]
            self._ways[key] = (
                np.array([km for km, _ in ways]),
                np.array([minutes for _, minutes in ways]),
            )
        return self._ways[key]

    def _reached_by(self, payload: float) -> Mask:
        """Points that a truck of this payload can get to."""
        facts = self._facts
        if "points" in facts.switched_off:
            return np.ones(len(self._points), dtype=bool)
        if payload not in self._let_in:
            self._let_in[payload] = np.array(
                [
                    point.largest_vehicle is None
                    or payload <= facts.vehicles[point.largest_vehicle].payload_kg
                    for point in self._points
                ]
            )
        return self._let_in[payload]
