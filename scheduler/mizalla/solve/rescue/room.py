"""Room: what limits, needs and stock leave for more parcels, as parcels are dealt out."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mizalla.build import Problem
from mizalla.build.route import TRANSFER
from mizalla.solve.frame import Frame, Lanes, LimitBlock
from mizalla.solve.rescue.counted import Counted

Figures = NDArray[np.float64]
Codes = NDArray[np.int64]
DIGITS = 1e-9


@dataclass(frozen=True)
class Wishes:
    """Whole parcels that are wanted on lanes day by day, the most urgent first."""

    route: Codes
    day: Codes
    parcels: Figures

    def __len__(self) -> int:
        return len(self.route)

    @property
    def lanes(self) -> Lanes:
        """The lanes."""
        return Lanes(self.route, self.day)

    def of(self, which: NDArray[np.bool_] | NDArray[np.intp]) -> "Wishes":
        """Keep some of them."""
        return Wishes(self.route[which], self.day[which], self.parcels[which])


class Room:
    """What is left, and the parcels that took the rest.

    Parameters
    ----------
    frame
        The frame of the problem day by day.
    counted
        What its lanes count in limits.
    """

    def __init__(self, problem: Problem, frame: Frame, counted: Counted) -> None:
        self.problem, self.frame = problem, frame
        self._loose = False
        self._counted = counted
        self.storage_limits = [block for block in frame.blocks if block.limit.holds_storage]
        self._storage = _storage(self.storage_limits)
        self.missing = problem.demands.needed.copy()
        """Parcels that each demand may still get."""
        self.parcels = np.zeros((len(problem.routes), len(frame.grid)), dtype=np.int32)
        """Parcels on every lane."""
        self._left = np.full(frame.rows, np.inf)
        for block in frame.blocks:
            if not block.limit.holds_storage:
                self._left[block.start : block.start + block.count] = block.high.ravel()
        stock = problem.stock
        arrivals = np.zeros((*stock.receives.shape, len(frame.grid)))
        np.add.at(arrivals, (stock.warehouse, stock.kind, stock.day), stock.quantity)
        self._stock = arrivals.cumsum(axis=2)

    def levels(self) -> Figures:
        """Level of each demand by now; 0 at the end, for transfers."""
        demands = self.problem.demands
        level = (demands.needed - self.missing) / (demands.needed * demands.priority)
        return np.append(level, 0.0)

    def loosen(self) -> None:
        """Let soft limits be passed from now on."""
        self._loose = True
        for block in self.frame.blocks:
            if not block.limit.hard:
                self._left[block.start : block.start + block.count] = np.inf

    def lying(self) -> Figures:
        """Parcels that nobody takes before each day is over; shape (warehouses, kinds, days)."""
        return self._stock

    def free(self) -> Figures:
        """Parcels that may leave on each day without those that leave later missing any."""
        later = np.minimum.accumulate(self._stock[:, :, ::-1], axis=2)
        return np.asarray(later[:, :, ::-1])

    def take(self, wishes: Wishes) -> Figures:
        """Grant wishes as far as there is room, the first ones first.

        What an earlier wish asks for but does not get may be kept from later ones: ask again.

        Returns
        -------
        array
            Parcels granted; they are taken.
        """
        granted = self._granted(wishes)
        self._book(wishes, granted)
        return granted

    def give_back(self, route: Codes, day: Codes, parcels: int | None = None) -> None:
        """Take so many parcels off lanes again; None: all that is on them."""
        here = Wishes(route, day, self.parcels[route, day].astype(float))
        self._book(here, -here.parcels if parcels is None else np.full(len(route), -parcels))

    def _granted(self, wishes: Wishes) -> Figures:
        routes, free = self.problem.routes, self.free()
        demand = routes.demand[wishes.route].astype(np.int64)
        origin, kind = routes.origin[wishes.route], routes.kind[wishes.route]
        lying = free[origin, kind, wishes.day]
        missing = np.where(demand >= 0, np.append(self.missing, 0.0)[demand], np.inf)
        wanted = np.maximum(np.floor(np.minimum(wishes.parcels, np.minimum(lying, missing))), 0.0)
        row, lane, value = self._entries(wishes)
        number = np.arange(len(wishes))
        serves = demand >= 0
        store = origin.astype(np.int64) * free.shape[1] + kind
        # Wishes of one village, and of one store whatever their day, stand in line too.
        first, second = self.frame.rows, self.frame.rows + len(self.missing)
        lines = [
            (row, lane, value, self._left[row]),
            (first + demand[serves], number[serves], np.ones(len(number))[serves], missing[serves]),
            (second + store, number, np.ones(len(number)), lying),
            *self._stores(wishes, second + free[:, :, 0].size),
        ]
        row, lane, value, room = (np.concatenate(part) for part in zip(*lines, strict=True))
        # Who could not get more even alone asks for no more: else others would wait for nothing.
        np.minimum.at(wanted, lane, np.floor(np.maximum(room, 0) / value + DIGITS))
        order = np.lexsort((lane, row))
        row, lane, value, room = row[order], lane[order], value[order], room[order]
        used = value * wanted[lane]
        before = np.cumsum(used) - used
        starts = np.flatnonzero(np.append(True, row[1:] != row[:-1])) if len(row) else order
        begun = np.repeat(before[starts], np.diff(np.append(starts, len(row))))
        most = np.floor((room - (before - begun)) / value + DIGITS)
        granted = wanted.copy()
        np.minimum.at(granted, lane, most)
        return np.maximum(granted, 0.0)

    def _stores(
        self, wishes: Wishes, first: int
    ) -> Iterator[tuple[Codes, Codes, Figures, Figures]]:
        """Rows of limits on storage where wishes for transfers arrive; from a number on.

        There has to be room to the end, as if nothing left any more.
        """
        routes = self.problem.routes
        moves = np.flatnonzero(routes.movement[wishes.route] == TRANSFER)
        days = len(self.frame.grid)
        arrives = wishes.day[moves] + routes.lead[wishes.route[moves]]
        moves, arrives = moves[arrives < days], arrives[arrives < days]
        if not len(moves):
            return
        lying = self.stored()
        for block in self.storage_limits:
            if not block.limit.hard and self._loose:
                continue
            kind = routes.kind[wishes.route[moves]]
            static = block.limit.stored[routes.destination[wishes.route[moves]], kind]
            row = block.start + static.astype(np.int64) * block.width + block.time[arrives]
            worth = block.limit.stored_coefficient[kind]
            on = (static >= 0) & (block.time[arrives] >= 0) & (worth > 0)
            used = lying[block.start : block.start + block.count].reshape(block.high.shape)
            left = np.minimum.accumulate((block.high - used)[:, ::-1], axis=1)[:, ::-1]
            yield first + row[on], moves[on], worth[on], left.ravel()[row[on] - block.start]

    def stored(self) -> Figures:
        """What lies in store counts in every row."""
        row, warehouse, kind, day, worth = self._storage
        lying = self._stock[warehouse, kind, day]
        return np.bincount(row, worth * lying, self.frame.rows).astype(np.float64)

    def _entries(self, wishes: Wishes) -> tuple[Codes, Codes, Figures]:
        """Rows of limits that could be full, and what each wish counts there."""
        row, lane, value = self._counted.of(wishes.route, wishes.day)
        limits = np.isfinite(self._left[row])
        return row[limits], lane[limits], value[limits]

    def _book(self, wishes: Wishes, granted: Figures) -> None:
        routes = self.problem.routes
        # A lane may be wished for more than once.
        np.add.at(self.parcels, (wishes.route, wishes.day), granted.astype(np.int32))
        row, lane, value = self._entries(wishes)
        np.subtract.at(self._left, row, value * granted[lane])
        demand = routes.demand[wishes.route]
        serves = demand >= 0
        np.subtract.at(self.missing, demand[serves], granted[serves])
        flow = np.zeros_like(self._stock)
        origin, kind = routes.origin[wishes.route], routes.kind[wishes.route]
        np.subtract.at(flow, (origin, kind, wishes.day), granted)
        moves = routes.movement[wishes.route] == TRANSFER
        arrives = wishes.day[moves] + routes.lead[wishes.route[moves]]
        there = arrives < flow.shape[2]
        to = routes.destination[wishes.route[moves]][there]
        np.add.at(flow, (to, kind[moves][there], arrives[there]), granted[moves][there])
        self._stock = self._stock + flow.cumsum(axis=2)


def _storage(blocks: list[LimitBlock]) -> tuple[Codes, Codes, Codes, Codes, Figures]:
    """Rows of limits on storage, what lies where and when in each, and what a parcel counts."""
    none = np.zeros(0, dtype=np.int64)
    parts: list[tuple[Codes, Codes, Codes, Codes, Figures]] = [
        (none, none, none, none, np.zeros(0))
    ]
    for block in blocks:
        warehouse, kind = np.nonzero(block.limit.stored >= 0)
        day = np.flatnonzero(block.time >= 0)
        static = block.limit.stored[warehouse, kind].astype(np.int64)
        row = block.start + static[:, None] * block.width + block.time[day][None, :]
        shape = row.shape
        worth = np.broadcast_to(block.limit.stored_coefficient[kind][:, None], shape)
        here = np.broadcast_to(warehouse[:, None], shape).ravel()
        what = np.broadcast_to(kind[:, None], shape).ravel()
        when = np.broadcast_to(day[None, :], shape).ravel()
        parts.append((row.ravel(), here, what, when, worth.ravel()))
    row, here, what, when, worth = (np.concatenate(part) for part in zip(*parts, strict=True))
    return row, here, what, when, worth
