"""Shipments, transfers and purchases as records."""

from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.build.index import CONTRACT
from mizalla.build.route import TRANSFER
from mizalla.build.supply import lot_of
from mizalla.dispatch.lots import Flow
from mizalla_models.plan import Purchase, Shipment, Transfer

Figures = NDArray[np.float64]


class Tariffs:
    """Figures of one parcel on the routes used, by route and day."""

    def __init__(self, problem: Problem, flow: Flow) -> None:
        self._problem = problem
        used = np.unique(np.array([taken.route for taken in flow.taken], dtype=np.int64))
        self._place = {int(route): place for place, route in enumerate(used)}
        routes = problem.routes.take(used)
        states = range(problem.transport.shape[0])
        costs = problem.costs
        self.km = np.stack([costs.km(routes, state) for state in states])
        self.minutes = np.stack([costs.minutes(routes, state) for state in states])
        self.hours = np.stack([costs.truck_hours(routes, state) for state in states])
        self.truck_km = np.stack([costs.truck_km(routes, state) for state in states])
        self.transport = problem.transport[:, used]
        self.share = routes.share
        self._charges = problem.charges[:, used]
        self._days = [(amount[:, used], when) for amount, when in problem.charged_days]

    def at(self, route: int, day: int) -> tuple[int, int]:
        """Give the place of a route and day in the figures."""
        return int(self._problem.state_of_day[day]), self._place[route]

    def charge(self, route: int, day: int) -> float:
        """Give the charges on one parcel."""
        at = self.at(route, day)
        return float(self._charges[at]) + sum(
            float(amount[at]) for amount, when in self._days if when[day]
        )


def shipments(problem: Problem, flow: Flow, tariffs: Tariffs) -> tuple[Shipment, ...]:
    """Write the deliveries as records, sorted."""
    index, routes = problem.index, problem.routes
    records = []
    for taken in flow.taken:
        route = taken.route
        if routes.movement[route] == TRANSFER:
            continue
        at = tariffs.at(route, taken.day)
        fleet = int(routes.fleet[route])
        by_fleet = fleet >= 0
        organisation = (
            index.fleet_organisation[fleet]
            if by_fleet
            else index.warehouse_organisation[routes.origin[route]]
        )
        supply = index.supplies[taken.supply]
        point = int(routes.destination[route])
        records.append(
            Shipment(
                day=index.days[taken.day],
                organisation=index.organisations.names[organisation],
                fleet=index.fleets.names[fleet] if by_fleet else CONTRACT,
                vehicle=index.vehicles.names[index.fleet_vehicle[fleet]] if by_fleet else CONTRACT,
                origin=index.warehouses.names[routes.origin[route]],
                lot=lot_of(supply),
                supply=supply.id,
                parcel=supply.parcel,
                destination=index.points.names[point],
                village=index.villages.names[index.point_village[point]],
                quantity=taken.quantity,
                km=float(tariffs.km[at]),
                minutes=float(tariffs.minutes[at]),
                truck_hours=float(tariffs.hours[at]) * taken.quantity,
                cost=(float(tariffs.transport[at]) + tariffs.charge(route, taken.day))
                * taken.quantity,
            )
        )
    return tuple(
        sorted(
            records,
            key=lambda s: (s.day, s.origin, s.fleet, s.destination, s.parcel, s.supply),
        )
    )


def transfers(problem: Problem, flow: Flow, tariffs: Tariffs) -> tuple[Transfer, ...]:
    """Write the transfers as records, sorted."""
    index, routes = problem.index, problem.routes
    records = []
    for taken in flow.taken:
        route = taken.route
        if routes.movement[route] != TRANSFER:
            continue
        at = tariffs.at(route, taken.day)
        supply = index.supplies[taken.supply]
        origin = int(routes.origin[route])
        records.append(
            Transfer(
                day=index.days[taken.day],
                arrives=index.days[taken.day] + timedelta(days=int(routes.lead[route])),
                organisation=index.organisations.names[index.warehouse_organisation[origin]],
                origin=index.warehouses.names[origin],
                lot=lot_of(supply),
                supply=supply.id,
                parcel=supply.parcel,
                destination=index.warehouses.names[routes.destination[route]],
                quantity=taken.quantity,
                km=float(tariffs.km[at]),
                minutes=float(tariffs.minutes[at]),
                cost=(float(tariffs.transport[at]) + tariffs.charge(route, taken.day))
                * taken.quantity,
            )
        )
    return tuple(sorted(records, key=lambda t: (t.day, t.origin, t.destination, t.supply)))


def purchases(problem: Problem, flow: Flow) -> tuple[Purchase, ...]:
    """Write what is bought as records, sorted."""
    records = []
    for number, quantity in flow.bought.items():
        supply = problem.index.supplies[number]
        price = supply.unit_cost or 0.0
        records.append(
            Purchase(
                supply=supply.id,
                lot=lot_of(supply),
                warehouse=supply.warehouse,
                parcel=supply.parcel,
                quantity=quantity,
                unit_cost=price,
                cost=price * quantity,
            )
        )
    return tuple(sorted(records, key=lambda p: p.supply))
