"""Which rows of stock each movement takes: first expired, first out, bought only when short.

Where limits on storage ask for own parcels to stay, what the allocation buys comes first.
"""

from collections import defaultdict
from dataclasses import dataclass, field

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.build.route import TRANSFER
from mizalla.solve import Allocation
from mizalla_models.errors import MizallaError
from mizalla_models.rule import Supply


@dataclass(frozen=True)
class Taken:
    """Parcels of one row of stock on one route and day."""

    route: int
    day: int
    supply: int
    quantity: int


@dataclass
class Stores:
    """What lies where, supply by supply, as the days go by."""

    problem: Problem
    lying: dict[tuple[int, int], dict[int, int]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(int))
    )
    """Parcels by supply, for each warehouse and kind."""
    for_sale: dict[tuple[int, int], list[list[int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """Supply and parcels left to buy, for each warehouse and kind, cheapest first."""
    bought: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    """Parcels bought of each supply."""
    first: dict[tuple[int, int], dict[int, int]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(int))
    )
    """Parcels by supply that are bought today before own ones go, by warehouse and kind."""

    def __post_init__(self) -> None:
        self._expiry = [_expiry(supply) for supply in self.problem.index.supplies]

    def arrive(self, day: int) -> None:
        """Take in what arrives, or can be bought, from a day on."""
        stock = self.problem.stock
        for row in np.flatnonzero(stock.day == day).tolist():
            place = int(stock.warehouse[row]), int(stock.kind[row])
            supply, quantity = int(stock.supply[row]), int(stock.quantity[row])
            if np.isnan(stock.price[row]):
                self.lying[place][supply] += quantity
                continue
            self.for_sale[place].append([supply, quantity])
            self.for_sale[place].sort(key=self._by_price)

    def _by_price(self, offer: list[int]) -> tuple[float, int]:
        return self.problem.index.supplies[offer[0]].unit_cost or 0.0, offer[0]

    def take(self, warehouse: int, kind: int, quantity: int) -> list[tuple[int, int]]:
        """Take parcels out: what expires first, then what came first; then buy.

        Raises
        ------
        MizallaError
            If there is not enough, which the balances of the model rule out.
        """
        taken: list[tuple[int, int]] = []
        today = self.first[warehouse, kind]
        for offer in self.for_sale[warehouse, kind]:
            part = min(quantity, offer[1], today[offer[0]])
            if part:
                today[offer[0]] -= part
                taken.append(self._buy(offer, part))
                quantity -= part
        pool = self.lying[warehouse, kind]
        for supply in sorted(pool, key=self._expiry.__getitem__):
            part = min(quantity, pool[supply])
            if part:
                taken.append((supply, part))
                pool[supply] -= part
                quantity -= part
        for offer in self.for_sale[warehouse, kind]:
            part = min(quantity, offer[1])
            if part:
                taken.append(self._buy(offer, part))
                quantity -= part
        if quantity:
            name = self.problem.index.warehouses.names[warehouse]
            raise MizallaError(f"The allocation takes {quantity} parcels too many from {name}.")
        return taken

    def _buy(self, offer: list[int], part: int) -> tuple[int, int]:
        offer[1] -= part
        self.bought[offer[0]] += part
        return offer[0], part


def _expiry(supply: Supply) -> tuple[str, str, str]:
    last = supply.best_before.isoformat() if supply.best_before else "9999"
    first = supply.available_on.isoformat() if supply.available_on else ""
    return last, first, supply.id


@dataclass(frozen=True)
class Flow:
    """Every movement lot by lot, what is bought, and what lies in store at the end of each day."""

    taken: list[Taken]
    bought: dict[int, int]
    stored: NDArray[np.int64]
    """Parcels in store at the end of each day; shape (days, warehouses, kinds)."""


def lots(problem: Problem, allocation: Allocation) -> Flow:
    """Follow the allocation through the days and give each movement its lots."""
    index = problem.index
    stores = Stores(problem)
    shape = (len(index.days), len(index.warehouses), len(problem.kinds))
    stored = np.zeros(shape, dtype=np.int64)
    due: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
    promised: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row, day, quantity in allocation.bought:
        promised[day].append((row, quantity))
    taken: list[Taken] = []
    order = np.lexsort((allocation.route, allocation.day))
    starts = np.searchsorted(allocation.day[order], np.arange(len(index.days) + 1))
    for day in range(len(index.days)):
        stores.arrive(day)
        stores.first.clear()
        for row, quantity in promised[day]:
            place = int(problem.stock.warehouse[row]), int(problem.stock.kind[row])
            stores.first[place][int(problem.stock.supply[row])] += quantity
        for warehouse, kind, supply, quantity in due.pop(day, []):
            stores.lying[warehouse, kind][supply] += quantity
        today = order[starts[day] : starts[day + 1]]
        moves = [(int(allocation.route[place]), int(allocation.quantity[place])) for place in today]
        for route, quantity in _in_order(problem, moves):
            origin, kind = int(problem.routes.origin[route]), int(problem.routes.kind[route])
            for supply, part in stores.take(origin, kind, quantity):
                taken.append(Taken(route, day, supply, part))
                if problem.routes.movement[route] != TRANSFER:
                    continue
                to, lead = int(problem.routes.destination[route]), int(problem.routes.lead[route])
                if lead == 0:
                    stores.lying[to, kind][supply] += part
                else:
                    due[day + lead].append((to, kind, supply, part))
        for (warehouse, kind), pool in stores.lying.items():
            stored[day, warehouse, kind] = sum(pool.values())
    return Flow(taken, dict(stores.bought), stored)


def _in_order(problem: Problem, moves: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Order a day's movements so that same-day transfers arrive before they are sent on.

    Parcels that would only go round in a circle stay where they are.
    """
    routes = problem.routes
    quick: dict[int, nx.DiGraph[int]] = defaultdict(nx.DiGraph)
    left = dict(moves)
    for route, _ in moves:
        if routes.movement[route] == TRANSFER and routes.lead[route] == 0:
            graph = quick[int(routes.kind[route])]
            ends = int(routes.origin[route]), int(routes.destination[route])
            graph.add_edge(*ends)
            graph.edges[ends].setdefault("routes", []).append(route)
    place: dict[tuple[int, int], int] = {}
    for kind, graph in quick.items():
        _unwind(graph, left)
        for rank, warehouse in enumerate(nx.lexicographical_topological_sort(graph)):
            place[kind, warehouse] = rank
    moving = [(route, quantity) for route, quantity in left.items() if quantity > 0]
    return sorted(
        moving,
        key=lambda move: (
            place.get((int(routes.kind[move[0]]), int(routes.origin[move[0]])), -1),
            int(routes.movement[move[0]]),
            move[0],
        ),
    )


def _unwind(graph: "nx.DiGraph[int]", left: dict[int, int]) -> None:
    """Take circles out of a day's same-day transfers of one kind."""
    while True:
        try:
            circle = [edge[:2] for edge in nx.find_cycle(graph)]
        except nx.NetworkXNoCycle:
            return
        least = min(sum(left[r] for r in graph.edges[edge]["routes"]) for edge in circle)
        for edge in circle:
            over = least
            for route in graph.edges[edge]["routes"]:
                part = min(over, left[route])
                left[route] -= part
                over -= part
            if not sum(left[r] for r in graph.edges[edge]["routes"]):
                graph.remove_edge(*edge)
