"""Moves of consignments to another day or fleet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.build.route import DELIVERY
from mizalla.dispatch.consignment import Consignment, capacity, load
from mizalla.dispatch.kept import ROUNDING, Change, Kept
from mizalla.dispatch.reached import late
from mizalla.dispatch.room import Room
from mizalla.solve import Allocation
from mizalla_models.scenario import Scenario

Key = tuple[date, str]
"""A day and a base."""


class Moves:
    """Moves one by one, each checked against every rule.

    Parameters
    ----------
    scenario
        Parcels, trucks and points.
    problem, allocation
        What was allocated, and from what.
    room
        What there is besides; it is used up.
    crowded
        Fleets and days that have too much to do already, by their codes.
    """

    def __init__(
        self,
        scenario: Scenario,
        problem: Problem,
        allocation: Allocation,
        room: Room,
        crowded: set[tuple[int, int]],
    ) -> None:
        self._problem, self._room, self._crowded = problem, room, crowded
        self._before = allocation
        self._settings = scenario.campaign.trips
        self._parcels = {parcel.id: parcel for parcel in scenario.parcels}
        self._vehicles = {vehicle.id: vehicle for vehicle in scenario.vehicles}
        self._largest = [point.largest_vehicle for point in scenario.points]
        self._quantity = {
            (route, day): quantity
            for route, day, quantity in zip(
                allocation.route.tolist(),
                allocation.day.tolist(),
                allocation.quantity.tolist(),
                strict=True,
            )
        }
        routes = problem.routes
        self._used: dict[tuple[int, int, int, int], list[int]] = defaultdict(list)
        for route, day in sorted(self._quantity):
            if routes.movement[route] == DELIVERY and routes.fleet[route] >= 0:
                ends = int(routes.fleet[route]), int(routes.destination[route])
                parcel = int(problem.kinds.parcel[routes.kind[route]])
                self._used[(*ends, parcel, day)].append(route)
        self._same: dict[tuple[int, int, int], list[int]] = defaultdict(list)
        deliveries = np.flatnonzero((routes.movement == DELIVERY) & (routes.fleet >= 0))
        for route in deliveries.tolist():
            key = int(routes.origin[route]), int(routes.kind[route]), int(routes.demand[route])
            self._same[key].append(route)
        self._storage_bound = any(limit.holds_storage for limit in problem.limits)
        self._known_likes: dict[tuple[int, int], int | None] = {}
        self._known_ways: dict[tuple[int, int], float] = {}
        self._kept = Kept(problem, room.used)
        self.more: set[Key] = set()
        """Days and bases that have more to do than before."""

    def allocation(self) -> Allocation:
        """What is allocated now."""
        rows = sorted((key, quantity) for key, quantity in self._quantity.items() if quantity)
        return replace(
            self._before,
            route=np.array([route for (route, _), _ in rows], dtype=np.int64),
            day=np.array([day for (_, day), _ in rows], dtype=np.int64),
            quantity=np.array([quantity for _, quantity in rows], dtype=np.int64),
        )

    def move(self, day: date, base: str, what: Consignment) -> bool:
        """Move a consignment, all of it or nothing."""
        index = self._problem.index
        today = index.day_number(day, 0)
        fleet, point = index.fleets.number[what.fleet], index.points.number[what.point]
        taken = self._taken(fleet, point, today, what)
        if taken is None:
            return False
        for first, then, time in self._choices(taken[0][0], today, what):
            others = self._likes(taken, first)
            if others is None or not self._open(others, then):
                continue
            other = int(self._problem.routes.fleet[first])
            changes = [
                change
                for (route, quantity), new in zip(taken, others, strict=True)
                for change in ((route, today, -quantity), (new, then, quantity))
            ]
            if not self._in_store(taken, today, then) or not self._in_time(changes):
                continue
            if not self._kept.allows(changes):
                continue
            self._do(changes)
            self._room.minutes[other, then] -= time
            self.more.add((index.days[then], base))
            return True
        return False

    def _taken(
        self, fleet: int, point: int, day: int, what: Consignment
    ) -> list[tuple[int, int]] | None:
        """Routes that the parcels go by, and how many by each."""
        number = self._problem.index.parcels.number
        taken = []
        for name, quantity in what.drops:
            left = quantity
            for route in self._used[fleet, point, number[name], day]:
                part = min(left, self._quantity[route, day])
                if part:
                    taken.append((route, part))
                    left -= part
            if left:
                return None
        return taken

    def _choices(self, own: int, today: int, what: Consignment) -> Iterator[tuple[int, int, float]]:
        """Routes, days and times: the same on other days, the nearest first; then other fleets."""
        problem, routes = self._problem, self._problem.routes
        key = int(routes.origin[own]), int(routes.kind[own]), int(routes.demand[own])
        fleet = routes.fleet[own]
        days = sorted(range(len(problem.index.days)), key=lambda day: (abs(day - today), day))
        for route in (own, *(other for other in self._same[key] if routes.fleet[other] != fleet)):
            by_state: dict[int, float | None] = {}
            code = int(routes.fleet[route])
            for then in days:
                if (route == own and then == today) or (code, then) in self._crowded:
                    continue
                left = self._room.minutes.get((code, then), 0.0)
                if left <= self._settings.reload_minutes:
                    continue
                state = int(problem.state_of_day[then])
                if state not in by_state:
                    by_state[state] = self._time(route, state, what)
                out = by_state[state]
                if out is None or not out <= self._room.longest.get((code, then), 0):
                    continue
                if out + self._settings.reload_minutes <= left:
                    yield route, then, out + self._settings.reload_minutes

    def _likes(self, taken: Iterable[tuple[int, int]], first: int) -> list[int] | None:
        """Routes of the same parcels by the fleet and to the point of another."""
        routes = self._problem.routes
        found: list[int] = []
        for route, _ in taken:
            key = int(routes.origin[route]), int(routes.kind[route]), int(routes.demand[route])
            if (route, first) not in self._known_likes:
                ends = routes.fleet[first], routes.destination[first]
                self._known_likes[route, first] = next(
                    (
                        other
                        for other in self._same[key]
                        if (routes.fleet[other], routes.destination[other]) == ends
                    ),
                    None,
                )
            other = self._known_likes[route, first]
            if other is None:
                return None
            found.append(other)
        return found

    def _open(self, routes: Iterable[int], day: int) -> bool:
        patterns, pattern = self._problem.patterns, self._problem.routes.pattern
        return all(patterns[pattern[route], day] for route in routes)

    def _time(self, route: int, state: int, what: Consignment) -> float | None:
        """Minutes of a trip with nothing else; None where no truck of the fleet can make it."""
        problem = self._problem
        fleet, point = int(problem.routes.fleet[route]), int(problem.routes.destination[route])
        vehicle = self._vehicles[problem.index.vehicles.names[problem.index.fleet_vehicle[fleet]]]
        largest = self._largest[point]
        if largest is not None and vehicle.payload_kg > self._vehicles[largest].payload_kg:
            return None
        kg_m3 = load(what.drops, self._parcels)
        if any(one > most for one, most in zip(kg_m3, capacity(vehicle), strict=True)):
            return None
        settings = self._settings
        stay = settings.stop_minutes + settings.parcel_seconds * what.parcels / 60
        # Each way and visit is rounded up to whole minutes.
        return self._away(route, state) + stay + 3

    def _away(self, route: int, state: int) -> float:
        if (route, state) not in self._known_ways:
            alone = self._problem.routes.take(np.array([route]))
            self._known_ways[route, state] = float(self._problem.costs.away(alone, state)[0])
        return self._known_ways[route, state]

    def _in_store(self, taken: Iterable[tuple[int, int]], today: int, then: int) -> bool:
        """Whether the parcels already lie there, and need not be held where storage is limited."""
        if then >= today:
            return then == today or not self._storage_bound
        routes = self._problem.routes
        wanted: dict[tuple[int, int], int] = defaultdict(int)
        for route, quantity in taken:
            wanted[int(routes.origin[route]), int(routes.kind[route])] += quantity
        return all(
            bool((self._room.stored[then:today, warehouse, kind] >= quantity).all())
            for (warehouse, kind), quantity in wanted.items()
        )

    def _in_time(self, changes: Iterable[Change]) -> bool:
        """Whether no demand is served later than before."""
        rows: dict[int, NDArray[np.int64]] = {}
        for route, day, quantity in changes:
            demand = int(self._problem.routes.demand[route])
            rows.setdefault(demand, self._room.arrived[demand].copy())[day] += quantity
        return all(
            late(self._problem, demand, row)
            <= late(self._problem, demand, self._room.arrived[demand]) + ROUNDING
            for demand, row in rows.items()
        )

    def _do(self, changes: Sequence[Change]) -> None:
        routes = self._problem.routes
        self._kept.add(changes)
        for route, day, quantity in changes:
            self._quantity[route, day] = self._quantity.get((route, day), 0) + quantity
            self._room.arrived[routes.demand[route], day] += quantity
            self._room.stored[day:, routes.origin[route], routes.kind[route]] -= quantity
