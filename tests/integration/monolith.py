"""An outside model of a whole campaign: docs/explanation/model.md written down with plain loops.

It shares no code with build, solve and travel. Every row of stock is kept apart, on every day, in
every warehouse; nothing is grouped, priced or thinned out. HiGHS of scipy solves it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from integration.outside_moves import Dims, Move, Outside, counts, picks
from integration.program import INF, Program, Row, Sum
from mizalla_models.rule import (
    AtMostActive,
    Bound,
    Limit,
    SmallestDrop,
    Vehicles,
    WholePallets,
)
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

Key = tuple[str, str]
"""Village and parcel."""
AllOrNothing = AtMostActive | SmallestDrop | WholePallets
SAME = 1e-6
"""Levels nearer than this are one level."""


class Monolith:
    """One linear program of a campaign.

    Parameters
    ----------
    only
        Ids of the limits, fleets and supplies that hold, each with the groups in which it does
        (empty: in all). Of others the bounds are gone, and of a row of stock there may be as
        little or as much as one likes on any day. None: all hold.
    """

    def __init__(
        self, scenario: Scenario, rules: Rules, only: Mapping[str, Collection[str]] | None = None
    ) -> None:
        self.outside = Outside(scenario, rules)
        self._only = dict.fromkeys(self.outside.rules, ()) if only is None else only
        self.program = Program()
        self.cost: Sum = defaultdict(float)
        self.served: dict[Key, Sum] = {}
        self.needed: dict[Key, float] = defaultdict(float)
        self.priority: dict[Key, float] = {}
        for need in self.outside.needs:
            key = need.village, need.parcel
            self.needed[key] += need.quantity
            self.priority[key] = need.priority
            self.served[key] = {}
        self._arrivals: dict[tuple[Key, int], Sum] = defaultdict(dict)
        self._moves = [(self.program.variable(parcels=True), move) for move in self.outside.moves()]
        self._counted: list[tuple[int, Dims, Mapping[str, float]]] = [
            (variable, move.dims, move.measures) for variable, move in self._moves
        ]
        for variable, move in self._moves:
            self.cost[variable] += move.cost
            if move.dims["movement"] == "delivery":
                key = move.dims["village"], move.dims["parcel"]
                self.served[key][variable] = 1.0
                self._arrivals[key, move.day][variable] = 1.0
        self._balances()
        for key, terms in self.served.items():
            self.program.row(terms, 0, self.needed[key])
        for name, rule in self.outside.rules.items():
            if isinstance(rule, Vehicles) and name in self._only:
                self._hours(rule, self._only[name])
            if isinstance(rule, Limit) and (name in self._only or rule.penalty is not None):
                self._limit(rule, self._only.get(name, ()))
            if isinstance(rule, AllOrNothing) and name in self._only:
                self._all_or_nothing(rule)

    def _balances(self) -> None:
        """What lies there = what lay there + what arrives − what leaves, row of stock by row."""
        outside, program = self.outside, self.program
        into: dict[tuple[str, str, int], Sum] = defaultdict(dict)
        out: dict[tuple[str, str, int], Sum] = defaultdict(dict)
        for variable, move in self._moves:
            out[move.supply, move.origin, move.day][variable] = 1.0
            if move.dims["movement"] == "transfer":
                into[move.supply, move.to, move.day + move.lead][variable] = 1.0
        for key, supply in outside.supplies.items():
            free = not any(
                name in self._only for name, rule in outside.rules.items() if rule is supply
            )
            begins = 0
            if supply.available_on is not None:
                begins = max((supply.available_on - outside.days[0]).days, 0)
            bought: Sum = {}
            for warehouse in outside.warehouses:
                home = warehouse == supply.warehouse
                before: int | None = None
                for day in range(len(outside.days)):
                    lies = program.variable()
                    balance = {lies: 1.0}
                    for variable in into[key, warehouse, day]:
                        balance[variable] = balance.get(variable, 0.0) - 1
                    for variable in out[key, warehouse, day]:
                        balance[variable] = balance.get(variable, 0.0) + 1
                    if before is not None:
                        balance[before] = -1.0
                    arrives = 0.0
                    if home and supply.unit_cost is not None and (free or day >= begins):
                        buy = program.variable()
                        bought[buy] = 1.0
                        self.cost[buy] += supply.unit_cost
                        balance[buy] = -1.0
                        # It is bought on the day it leaves.
                        program.row({**out[key, warehouse, day], buy: -1.0}, 0, INF)
                    elif home and supply.unit_cost is None and day == begins:
                        arrives = float(supply.quantity)
                    if free and home and supply.unit_cost is None:
                        program.row(balance, 0, INF)
                    else:
                        program.row(balance, arrives, arrives)
                    measures = outside.measures(outside.parcels[supply.parcel])
                    self._counted.append((lies, outside.lying(supply, warehouse, day), measures))
                    before = lies
            program.row(bought, 0, INF if free else float(supply.quantity))

    def _hours(self, fleet: Vehicles, only: Collection[str]) -> None:
        for day in self.outside.days:
            if only and day.isoformat() not in only:
                continue
            used = {
                variable: measures["truck_hours"]
                for variable, dims, measures in self._counted
                if dims.get("fleet") == fleet.fleet and dims["day"] == day.isoformat()
            }
            self.program.row(used, 0, fleet.count * fleet.hours_per_day)

    def _all_or_nothing(self, rule: AllOrNothing) -> None:
        """Sets of lanes that are open or shut as a whole, each by a variable of 0 or 1."""
        sets: dict[tuple[str, ...], dict[str, Sum]] = defaultdict(lambda: defaultdict(dict))
        for variable, move in self._moves:
            group = tuple(move.dims.get(dimension, "") for dimension in rule.per)
            if not all(group) or not picks(rule.where, move.dims):
                continue
            if isinstance(rule, AtMostActive):
                value = move.dims.get(rule.of, "")
            else:
                value = move.dims["parcel"] if isinstance(rule, WholePallets) else "all"
            if value:
                sets[group][value][variable] = 1.0
        most = {variable: self._most(move) for variable, move in self._moves}
        for values in sets.values():
            opened: Sum = {}
            for parcel, used in values.items():
                if isinstance(rule, WholePallets):
                    size = self.outside.parcels[parcel].measures.get(rule.column, 0.0)
                    if size > 1:
                        pallets = self.program.variable(parcels=True)
                        self.program.row({**used, pallets: -size}, 0, 0)
                    continue
                door = self.program.variable(1.0, parcels=True)
                opened[door] = 1.0
                for variable in used:
                    self.program.row({variable: 1.0, door: -most[variable]}, -INF, 0)
                if isinstance(rule, SmallestDrop):
                    self.program.row({**used, door: -float(rule.quantity)}, 0, INF)
            if isinstance(rule, AtMostActive):
                self.program.row(opened, 0, rule.count)

    def _most(self, move: Move) -> float:
        """The most that a movement can ever carry."""
        if move.dims["movement"] == "delivery":
            return self.needed[move.dims["village"], move.dims["parcel"]]
        return float(self.outside.supplies[move.supply].quantity)

    def _limit(self, rule: Limit, only: Collection[str]) -> None:
        groups: dict[tuple[str, ...], Sum] = defaultdict(dict)
        for variable, dims, measures in self._counted:
            group = tuple(dims.get(dimension, "") for dimension in rule.per)
            if all(group) and counts(rule, dims):
                groups[group][variable] = measures[rule.measure]
        if rule.at_least is not None:
            for group in _named(rule):
                groups[group] |= {}
        if rule.cumulative:
            groups = self._running(rule, groups)
        for group, used in groups.items():
            if only and "|".join(group) not in only:
                continue
            lowest = _bound(rule.at_least, group, -INF)
            highest = _bound(rule.at_most, group, INF)
            if rule.penalty is None:
                self.program.row(used, lowest, highest)
                continue
            for bound, sign, low, high in ((highest, -1, -INF, highest), (lowest, 1, lowest, INF)):
                if abs(bound) < INF:
                    beyond = self.program.variable()
                    self.cost[beyond] = rule.penalty
                    self.program.row({**used, beyond: float(sign)}, low, high)

    def _running(
        self, rule: Limit, groups: Mapping[tuple[str, ...], Sum]
    ) -> dict[tuple[str, ...], Sum]:
        """Sums from the first day to each day that the rule picks."""
        place = rule.per.index("day")
        days = [day.isoformat() for day in self.outside.days]
        picked = [day for day in days if day in dict(rule.where).get("day", days)]
        begun: dict[tuple[str, ...], Sum] = defaultdict(dict)
        for still in {(*group[:place], *group[place + 1 :]) for group in groups}:
            for day in picked:
                whole = (*still[:place], day, *still[place:])
                for earlier in picked[: picked.index(day) + 1]:
                    begun[whole] |= groups.get((*still[:place], earlier, *still[place:]), {})
        return begun

    def feasible(self, *, whole: bool = False) -> bool:
        """Whether all rules can hold, in whole parcels on request."""
        return self.program.minimise({}, whole=whole) is not None

    def level(self, key: Key) -> Sum:
        """The level of a demand as a sum."""
        weight = self.needed[key] * self.priority[key]
        return {variable: value / weight for variable, value in self.served[key].items()}

    def leximin(self, more: Collection[Row] = ()) -> dict[Key, float]:
        """Give the exact leximin levels: raise the lowest, hold who can't go on, repeat."""
        fixed: dict[Key, float] = {}
        while len(fixed) < len(self.served):
            rising = [key for key in self.served if key not in fixed]
            top = self.program.variable()
            rows = [*more, *self._at_least(fixed)]
            raised = [Row({**self.level(key), top: -1.0}, 0, INF) for key in rising]
            found = self.program.minimise({top: -1.0}, [*rows, *raised])
            assert found is not None, "leximin of a campaign whose rules can't hold"
            reached = -found[0]
            rows += self._at_least(dict.fromkeys(rising, reached))
            self.program.ceiling[top] = 0.0
            stuck = self._stuck(rising, reached, rows)
            fixed |= dict.fromkeys(stuck, reached)
        return fixed

    def _stuck(self, rising: list[Key], reached: float, rows: list[Row]) -> list[Key]:
        """Those of them that can't be above the level, whoever of them gives way to it."""
        while rising:
            above = {key: self.program.variable(1.0) for key in rising}
            higher = [
                Row({**self.level(key), variable: -1.0}, reached, INF)
                for key, variable in above.items()
            ]
            found = self.program.minimise(dict.fromkeys(above.values(), -1.0), [*rows, *higher])
            assert found is not None, "a level reached before can't be reached again"
            held = [key for key, variable in above.items() if found[1][variable] <= SAME]
            for variable in above.values():
                self.program.ceiling[variable] = 0.0
            if len(held) == len(rising):
                return held
            rising = held
        raise AssertionError("all can rise above the highest common level")

    def _at_least(self, levels: Mapping[Key, float]) -> list[Row]:
        return [Row(self.level(key), level, INF) for key, level in levels.items()]

    def holding(self, served: Mapping[Key, float]) -> list[Row]:
        """Rows that serve each demand just so much."""
        return [Row(self.served[key], quantity, quantity) for key, quantity in served.items()]

    def lateness(self, served: Mapping[Key, float]) -> tuple[Sum, list[Row]]:
        """Parcel-days late when demands are served so much, and the rows that count them.

        What comes first counts for what is due first: of all that a demand is served, the first
        parts are filled up, whenever they come.
        """
        late: Sum = {}
        rows: list[Row] = []
        days = range(len(self.outside.days))
        for key, quantity in served.items():
            counted: dict[int, Sum] = {day: {} for day in days}
            for due, asked in self._parts(key):
                filled = min(asked, quantity)
                quantity -= filled
                part: Sum = {}
                for day in days:
                    share = self.program.variable()
                    part[share] = counted[day][share] = 1.0
                    late[share] = float(max(day - due, 0))
                rows.append(Row(part, 0, filled))
            for day in days:
                arrived = self._arrivals[key, day]
                rows.append(Row({**arrived, **dict.fromkeys(counted[day], -1.0)}, 0, 0))
        return late, rows

    def _parts(self, key: Key) -> Iterator[tuple[int, float]]:
        """Due day and quantity of each need, earliest first."""
        first, last = self.outside.days[0], self.outside.days[-1]
        yield from sorted(
            (((need.due or last) - first).days, float(need.quantity))
            for need in self.outside.needs
            if (need.village, need.parcel) == key
        )


def _bound(bound: Bound | None, group: tuple[str, ...], missing: float) -> float:
    if bound is None:
        return missing
    if not isinstance(bound, dict):
        return bound
    keys = ["|".join(group[:length]) for length in range(len(group), -1, -1)]
    return next((bound[key] for key in keys if key in bound), missing)


def _named(rule: Limit) -> Iterator[tuple[str, ...]]:
    """Groups of a lower bound that are named in full: they hold even where nothing can move."""
    if isinstance(rule.at_least, dict):
        for key in rule.at_least:
            group = tuple(key.split("|")) if key else ()
            if len(group) == len(rule.per):
                yield group
        return
    where = dict(rule.where)
    groups: list[tuple[str, ...]] = [()]
    for dimension in rule.per:
        groups = [(*group, value) for group in groups for value in where.get(dimension, ())]
    yield from groups
