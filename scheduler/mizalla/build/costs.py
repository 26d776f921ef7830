"""What one parcel on a route takes: minutes, truck hours, km, money."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.build.index import Codes, Index
from mizalla.build.route import DELIVERY, Routes
from mizalla.travel import Travel, direct
from mizalla_models.campaign import RoadSettings
from mizalla_models.scenario import Scenario

Figures = NDArray[np.float64]
SLACK = 1 + 1e-9
"""What a truck's hours are taken to be more than they are, so that rounding shuts out no lane."""


@dataclass(frozen=True)
class Tariff:
    """Columns of vehicles, fleets, parcels and contracts that costs are made of.

    Fleet columns have one more entry than fleets: the last stands for contracts (-1).
    """

    speed: Figures
    cost_per_km: Figures
    cost_per_hour: Figures
    shift_minutes: Figures
    weight: Figures
    capacity: Figures
    """Parcels of each kind (columns) that a truck of each fleet (rows) holds."""
    contract_km: Figures
    contract_minutes: Figures
    contract_per_parcel: Figures
    contract_per_kg: Figures


def tariff(scenario: Scenario, index: Index) -> Tariff:
    """Collect the columns."""
    vehicles = [scenario.vehicles[number] for number in index.fleet_vehicle]
    hours = np.array([truck.hours_per_day for truck in index.trucks])
    weight = np.array([parcel.weight_kg for parcel in scenario.parcels])
    volume = np.array([parcel.volume_m3 for parcel in scenario.parcels])
    payload = np.array([vehicle.payload_kg for vehicle in vehicles]).reshape(-1, 1)
    space = np.array([vehicle.volume_m3 for vehicle in vehicles]).reshape(-1, 1)
    day_cost = np.array([vehicle.cost_per_day for vehicle in vehicles])

    def known(value: float | None) -> float:
        return np.nan if value is None else value

    return Tariff(
        speed=np.append(np.array([vehicle.speed_kmh for vehicle in vehicles]), np.inf),
        cost_per_km=np.append(np.array([vehicle.cost_per_km for vehicle in vehicles]), 0),
        cost_per_hour=np.append(day_cost / hours if len(hours) else hours, 0),
        shift_minutes=np.append(60 * hours, np.inf),
        weight=weight,
        capacity=np.minimum(payload / weight, space / volume),
        contract_km=np.array([known(lane.km) for lane in scenario.lanes]),
        contract_minutes=np.array([known(lane.minutes) for lane in scenario.lanes]),
        contract_per_parcel=np.array([lane.cost_per_parcel for lane in scenario.lanes]),
        contract_per_kg=np.array([lane.cost_per_kg for lane in scenario.lanes]),
    )


@dataclass(frozen=True)
class Costs:
    """Figures of routes, asked for by route and road state."""

    tariff: Tariff
    travel: Travel
    kind_parcel: Codes
    points: int
    origins: Figures
    """Latitude and longitude of warehouses; shape (warehouses, 2)."""
    destinations: Figures
    """Latitude and longitude of points, then warehouses; shape (points + warehouses, 2)."""
    road: RoadSettings
    own_ways: tuple[tuple[Travel, NDArray[np.bool_]], ...] = ()
    """Ways of trucks that are barred from some roads, and of which fleets (contracts last)."""

    def km(self, routes: Routes, state: int) -> Figures:
        """One-way km of each route."""
        km, _ = self._way(routes, state)
        return self._contracted(routes, km, self.tariff.contract_km, 0)

    def minutes(self, routes: Routes, state: int) -> Figures:
        """One-way minutes of each route, by its truck."""
        minutes = self._driven(routes, *self._way(routes, state))
        return self._contracted(routes, minutes, self.tariff.contract_minutes, 1)

    def away(self, routes: Routes, state: int) -> Figures:
        """Minutes there and back of each route's truck; inf where one of both has no way."""
        there, back = (self._way(routes, state, home=home) for home in (False, True))
        return self._driven(routes, *there) + self._driven(routes, *back)

    def drivable(self, fleet: int, origin: int) -> NDArray[np.bool_]:
        """Say which points a truck gets to and back in its hours, in some state of the roads."""
        ways = next((own for own, fleets in self.own_ways if fleets[fleet]), self.travel)
        away = np.zeros((len(ways.km), self.points))
        for km, road in ((ways.km, ways.minutes), ways.home()):
            far = km[:, origin, : self.points]
            away += np.maximum(road[:, origin, : self.points], far / self.tariff.speed[fleet] * 60)
        able: NDArray[np.bool_] = (away <= self.tariff.shift_minutes[fleet] * SLACK).any(axis=0)
        return able

    def truck_hours(self, routes: Routes, state: int) -> Figures:
        """Truck hours there and back of one parcel; 0 on contract."""
        return self._times_share(routes, self.away(routes, state) / 60)

    def truck_km(self, routes: Routes, state: int) -> Figures:
        """Truck km there and back of one parcel; 0 on contract."""
        there, back = (self._way(routes, state, home=home)[0] for home in (False, True))
        return self._times_share(routes, there + back)

    def transport(self, routes: Routes, state: int) -> Figures:
        """Cost of carrying one parcel, charges apart."""
        own = self.truck_km(routes, state) * self.tariff.cost_per_km[routes.fleet]
        own += self.truck_hours(routes, state) * self.tariff.cost_per_hour[routes.fleet]
        by_contract = routes.contract >= 0
        if by_contract.any():
            lane = routes.contract[by_contract]
            weight = self.tariff.weight[self.kind_parcel[routes.kind[by_contract]]]
            own[by_contract] = (
                self.tariff.contract_per_parcel[lane] + self.tariff.contract_per_kg[lane] * weight
            )
        return own

    def _way(self, routes: Routes, state: int, *, home: bool = False) -> tuple[Figures, Figures]:
        """Km and road minutes of the ways there, or back home, of each route's truck."""
        place = self._place(routes)

        def of(ways: Travel, which: NDArray[np.bool_] | slice) -> tuple[Figures, Figures]:
            km, minutes = ways.home() if home else (ways.km, ways.minutes)
            at = state, routes.origin[which], place[which]
            return km[at], minutes[at]

        km, minutes = of(self.travel, slice(None))
        for own, fleets in self.own_ways:
            mine = fleets[routes.fleet]
            km[mine], minutes[mine] = of(own, mine)
        return km, minutes

    def _driven(self, routes: Routes, km: Figures, road: Figures) -> Figures:
        """Minutes that each route's truck needs for a way."""
        with np.errstate(invalid="ignore"):  # inf ÷ inf: a contract where no road leads
            minutes: Figures = np.maximum(road, km / self.tariff.speed[routes.fleet] * 60)
        return minutes

    def _place(self, routes: Routes) -> Codes:
        return np.where(
            routes.movement == DELIVERY, routes.destination, routes.destination + self.points
        )

    def _times_share(self, routes: Routes, figures: Figures) -> Figures:
        # Where there is no way there is no lane either; inf must not get into sums.
        return np.where((routes.share > 0) & np.isfinite(figures), figures, 0) * routes.share

    def _contracted(self, routes: Routes, figures: Figures, stated: Figures, which: int) -> Figures:
        """Put in the figures of contracts: as stated, else of the way, else without a network."""
        by_contract = np.flatnonzero(routes.contract >= 0)
        if not len(by_contract):
            return figures
        given = stated[routes.contract[by_contract]]
        ends = (
            self.origins[routes.origin[by_contract]],
            self.destinations[self._place(routes)[by_contract]],
        )
        own = figures[by_contract]
        own = np.where(np.isfinite(own), own, direct(*ends, self.road)[which])
        figures[by_contract] = np.where(np.isnan(given), own, given)
        return figures
