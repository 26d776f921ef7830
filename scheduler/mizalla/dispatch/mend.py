"""Mend: consignments that no truck has time for go on another day, or with another fleet.

Only what leaves every rule kept and nothing later than before: the same parcels leave the same base
for the same village, on a day with trucks that have time left, from stock that lies there. So the
bounds of the allocation stay true, and most often its cost is the same to the last piastre.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.build.limit import LimitRows
from mizalla.build.route import DELIVERY
from mizalla.dispatch.answer import Answer
from mizalla.dispatch.consignment import Consignment, capacity, load
from mizalla.dispatch.reached import late
from mizalla.dispatch.uses import Use
from mizalla.solve import Allocation
from mizalla_models.plan import TripStop
from mizalla_models.scenario import Scenario

ROUNDING = 1e-6
"""Share by which floating-point sums may miss a bound."""
Figures = NDArray[np.float64]
Key = tuple[date, str]
"""A day and a base."""


@dataclass(frozen=True)
class Mended:
    """What became of consignments that had no truck."""

    allocation: Allocation
    """Whole parcels by route and day, some of them moved."""
    settled: Mapping[Key, frozenset[int]]
    """By day and base: tasks left out there that are brought otherwise."""
    more: frozenset[Key]
    """Days and bases that have more to do than before."""


@dataclass
class Room:
    """What there still is, as consignments are moved."""

    minutes: dict[tuple[int, int], float]
    """Time of a fleet's trucks on a day that no trip takes, by their codes."""
    longest: dict[tuple[int, int], int]
    """The longest day of one of them."""
    stored: NDArray[np.int64]
    """Parcels in store at the end of each day; shape (days, warehouses, kinds)."""
    arrived: NDArray[np.int64]
    """Parcels that reach each demand; shape (demands, days)."""
    used: list[Use]
    """What counts in every group of every limit."""


def mend(
    scenario: Scenario,
    problem: Problem,
    allocation: Allocation,
    found: Sequence[Answer],
    room: Room,
) -> Mended | None:
    """Find another day or fleet for what is left out.

    Parameters
    ----------
    scenario
        Parcels, trucks and points.
    problem, allocation
        What was allocated, and from what.
    found
        The trips of every base and day.
    room
        What there is besides; it is used up.

    Returns
    -------
    Mended or None
        None where nothing can be moved.
    """
    if problem.choices or allocation.bought:
        return None
    crowded = {
        (
            problem.index.fleets.number[one.day.consignments[task].fleet],
            problem.index.day_number(one.day.day, 0),
        )
        for one in found
        for task in one.routes.left_out
    }
    moves = _Moves(scenario, problem, allocation, room, crowded)
    settled: dict[Key, set[int]] = defaultdict(set)
    for one in found:
        # What is most comes first.
        order = sorted(one.routes.left_out, key=lambda task: (-_parcels(one, task), task))
        for task in order:
            if moves.move(one.day.day, one.day.base, one.day.consignments[task]):
                settled[one.day.day, one.day.base].add(task)
    if not settled:
        return None
    return Mended(
        moves.allocation(),
        {key: frozenset(tasks) for key, tasks in settled.items()},
        frozenset(moves.more),
    )


def _parcels(one: Answer, task: int) -> int:
    return one.day.consignments[task].parcels


class _Moves:
    """Moves one by one, each checked against every rule."""

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
        self._known_limits: dict[int, list[int]] = {}
        self.more: set[Key] = set()

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
            if not self._keeps(changes):
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

    def _limits(self, changes: Iterable[tuple[int, int, int]]) -> list[int]:
        """Places of the limits that any of the routes counts in."""
        found: set[int] = set()
        for route, _, _ in changes:
            if route not in self._known_limits:
                self._known_limits[route] = [
                    place
                    for place, limit in enumerate(self._problem.limits)
                    if limit.groups.of_route[route] >= 0
                ]
            found.update(self._known_limits[route])
        return sorted(found)

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

    def _in_time(self, changes: Iterable[tuple[int, int, int]]) -> bool:
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

    def _keeps(self, changes: Sequence[tuple[int, int, int]]) -> bool:
        """Whether every limit is kept as well as before."""
        for place in self._limits(changes):
            limit, use = self._problem.limits[place], self._room.used[place]
            for group, more in self._counted(limit, changes).items():
                now = use.amount[group] + more
                most, least = limit.at_most[group], limit.at_least[group]
                slip = ROUNDING * (1 + np.abs(now))
                if ((more > 0) & (now > most + slip)).any():
                    return False
                if ((more < 0) & (now < least - slip)).any():
                    return False
        return True

    def _counted(
        self, limit: LimitRows, changes: Iterable[tuple[int, int, int]]
    ) -> dict[int, Figures]:
        """What changes in the groups of a limit: by group, an entry for each group of days."""
        found: dict[int, Figures] = {}
        for route, day, quantity in changes:
            group, when = int(limit.groups.of_route[route]), int(limit.groups.of_day[day])
            if group < 0 or when < 0:
                continue
            if limit.spared is not None and limit.spared[0][route] and limit.spared[1][day]:
                continue
            state = int(self._problem.state_of_day[day]) if len(limit.coefficient) > 1 else 0
            row = found.setdefault(group, np.zeros(limit.groups.shape[1]))
            amount = float(limit.coefficient[state, route]) * quantity
            if limit.cumulative:
                row[when:] += amount
            else:
                row[when] += amount
        return found

    def _do(self, changes: Sequence[tuple[int, int, int]]) -> None:
        routes = self._problem.routes
        for place in self._limits(changes):
            limit, use = self._problem.limits[place], self._room.used[place]
            for group, more in self._counted(limit, changes).items():
                use.amount[group] += more
        for route, day, quantity in changes:
            self._quantity[route, day] = self._quantity.get((route, day), 0) + quantity
            self._room.arrived[routes.demand[route], day] += quantity
            self._room.stored[day:, routes.origin[route], routes.kind[route]] -= quantity


def minutes_left(
    stops: Iterable[TripStop],
    whole: Mapping[tuple[int, int], float],
    problem: Problem,
    reload: float,
) -> dict[tuple[int, int], float]:
    """Time of each fleet on each day that no trip takes, by their codes."""
    left = dict(whole)
    fleet, day = problem.index.fleets.number, problem.index.day_number
    trips = {row.trip: (row.fleet, row.day, row.leaves, row.returns) for row in stops}
    for name, when, leaves, returns in trips.values():
        key = fleet[name], day(when, 0)
        left[key] = left.get(key, 0.0) - (_minutes(returns) - _minutes(leaves) + reload)
    return left


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return 60 * int(hours) + int(minutes)
