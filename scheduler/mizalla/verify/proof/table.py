"""Lanes as one table of columns, and the lanes that a rule picks of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mizalla.verify.facts import CONTRACT, Facts
from mizalla.verify.movement import day_dims
from mizalla.verify.proof.distance import numbers
from mizalla.verify.proof.lanes import DELIVERY, STORAGE, TRANSFER, Block
from mizalla.verify.proof.stock import Sort
from mizalla_models.rule import MOVEMENTS, TIME_DIMENSIONS, Selection

Figures = NDArray[np.float64]
Codes = NDArray[np.int64]
Mask = NDArray[np.bool_]
FIGURES = ("km", "minutes", "hours", "truck_km", "transport")


@dataclass(frozen=True)
class Columns:
    """Lanes without their days; figures have the shape (states of the roads, lanes)."""

    movement: Codes
    origin: Codes
    to: Codes
    """Point of a delivery, warehouse of a transfer; -1 for storage."""
    sort: Codes
    carrier: Codes
    """Number of the fleet; that after the last for contracts; -1 for storage."""
    lead: Codes
    km: Figures
    minutes: Figures
    hours: Figures
    truck_km: Figures
    transport: Figures
    days: Codes
    """Row of ``patterns``."""
    patterns: Mask
    """Sets of days on which lanes are open; shape (patterns, days)."""

    def __len__(self) -> int:
        return len(self.movement)

    def take(self, which: Mask | NDArray[np.intp]) -> "Columns":
        """Keep some lanes."""
        kept = {
            name: column[..., which] for name, column in vars(self).items() if name != "patterns"
        }
        return replace(self, **kept)


def columns(blocks: Sequence[Block], fleets: Sequence[str], states: int, days: int) -> Columns:
    """Put lanes below each other."""
    number = numbers([*fleets, CONTRACT])
    sizes = [len(block.to) for block in blocks]

    def spread(values: Sequence[int]) -> Codes:
        return np.repeat(np.array(values, dtype=np.int64), sizes)

    opened = [np.zeros((0, days), dtype=bool), *(block.open for block in blocks)]
    packed = np.packbits(np.concatenate(opened), axis=1)
    patterns, pattern = np.unique(packed, axis=0, return_inverse=True)
    return Columns(
        movement=spread([block.movement for block in blocks]),
        origin=spread([block.origin for block in blocks]),
        to=np.concatenate([np.zeros(0, dtype=np.int64), *(block.to for block in blocks)]),
        sort=spread([block.sort for block in blocks]),
        carrier=spread([number[block.carrier] for block in blocks]),
        lead=spread([block.lead for block in blocks]),
        **{
            name: np.concatenate(
                [np.zeros((states, 0)), *(getattr(block, name) for block in blocks)], axis=1
            )
            for name in FIGURES
        },
        days=pattern.reshape(-1).astype(np.int64),
        patterns=np.unpackbits(patterns, axis=1, count=days).astype(bool),
    )


def storage(present: Mask, states: int, days: int) -> Columns:
    """Make a row for what lies of each sort in each warehouse."""
    warehouse, sort = np.nonzero(present)
    nothing, nowhere = np.zeros((states, len(sort))), np.full(len(sort), -1)
    return Columns(
        np.full(len(sort), STORAGE),
        warehouse,
        nowhere,
        sort,
        nowhere,
        np.zeros(len(sort), dtype=np.int64),
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        np.zeros(len(sort), dtype=np.int64),
        np.ones((1, days), dtype=bool),
    )


def below(one: Columns, other: Columns) -> Columns:
    """Put two tables below each other."""
    joined = {
        name: np.concatenate([column, getattr(other, name)], axis=-1)
        for name, column in vars(one).items()
        if name not in ("patterns", "days")
    }
    return Columns(
        **joined,
        days=np.concatenate([one.days, other.days + len(one.patterns)]),
        patterns=np.concatenate([one.patterns, other.patterns]),
    )


class Table:
    """Looks up what rules tell lanes apart by."""

    def __init__(self, facts: Facts, sorts: Sequence[Sort], lanes: Columns) -> None:
        self.facts, self.sorts, self.lanes = facts, sorts, lanes
        self.day_dims = [day_dims(day) for day in facts.days]
        self._labels: dict[str, list[str]] = {}
        self._codes: dict[str, Codes] = {}
        self._order: dict[str, tuple[NDArray[np.intp], NDArray[np.intp]]] = {}

    def codes(self, dimension: str) -> tuple[list[str], Codes]:
        """Values of a dimension that is not of time, and the number of each lane's; -1: none."""
        if dimension not in self._codes:
            names, codes = self._look_up(dimension)
            labels = sorted({name for name in names if name})
            number = numbers(labels)
            own = np.array([*(number.get(name, -1) for name in names), -1], dtype=np.int64)
            self._labels[dimension], self._codes[dimension] = labels, own[codes]
        return self._labels[dimension], self._codes[dimension]

    def rows(self, dimension: str, values: Sequence[str]) -> NDArray[np.intp]:
        """Lanes that have one of some values in a dimension, ascending."""
        labels, codes = self.codes(dimension)
        if dimension not in self._order:
            order = np.argsort(codes, kind="stable")
            starts = np.searchsorted(codes[order], np.arange(len(labels) + 1))
            self._order[dimension] = order, starts
        order, starts = self._order[dimension]
        number = numbers(labels)
        found = [
            order[starts[number[value]] : starts[number[value] + 1]]
            for value in dict.fromkeys(values)
            if value in number
        ]
        return np.sort(np.concatenate([np.zeros(0, dtype=np.intp), *found]))

    def picked(self, selection: Selection) -> NDArray[np.intp]:
        """Lanes that a selection picks, its days aside; storage only where it names movement."""
        named = [(name, values) for name, values in selection if name not in TIME_DIMENSIONS]
        found: NDArray[np.intp] | None = None
        for dimension, values in named:
            own = self.rows(dimension, values)
            found = own if found is None else np.intersect1d(found, own, assume_unique=True)
        if found is None:
            found = np.arange(len(self.lanes))
        if all(name != "movement" for name, _ in named):
            found = found[self.lanes.movement[found] != STORAGE]
        return found

    def days(self, selection: Selection) -> Mask:
        """Days that a selection picks."""
        return np.array(
            [
                all(dims[name] in values for name, values in selection if name in TIME_DIMENSIONS)
                for dims in self.day_dims
            ],
            dtype=bool,
        )

    def _look_up(self, dimension: str) -> tuple[list[str], Codes]:
        """Names, and which of them each lane has; the place after the last is none."""
        facts, lanes = self.facts, self.lanes
        warehouses = list(facts.warehouses.values())
        points = list(facts.points.values())
        fleets = list(facts.fleets.values())
        stored = lanes.movement == STORAGE
        match dimension:
            case "movement":
                return list(MOVEMENTS), lanes.movement
            case "origin":
                return [place.id for place in warehouses], lanes.origin
            case "origin_governorate":
                return [place.governorate for place in warehouses], lanes.origin
            case "organisation":
                names = [fleet.organisation for fleet in fleets]
                names += [place.organisation for place in warehouses]
                names += [sort.owner for sort in self.sorts]
                by = np.where(
                    lanes.carrier < len(fleets), lanes.carrier, len(fleets) + lanes.origin
                )
                return names, np.where(stored, len(fleets) + len(warehouses) + lanes.sort, by)
            case "fleet" | "vehicle":
                own = [fleet.fleet if dimension == "fleet" else fleet.vehicle for fleet in fleets]
                return [*own, CONTRACT], np.where(stored, len(fleets) + 1, lanes.carrier)
            case "supply" | "lot" | "parcel" | "owner":
                return [sort.dims[dimension] for sort in self.sorts], lanes.sort
            case "destination":
                names = [point.id for point in points] + [place.id for place in warehouses]
                to = np.where(lanes.movement == TRANSFER, len(points) + lanes.to, lanes.to)
                return names, np.where(stored, len(names), to)
            case _:
                names = [_of_point(facts, point.id, dimension) for point in points]
                return names, np.where(lanes.movement == DELIVERY, lanes.to, len(names))


def _of_point(facts: Facts, point: str, dimension: str) -> str:
    village = facts.villages[facts.points[point].village]
    match dimension:
        case "point":
            return point
        case "village":
            return village.pcode
        case "district":
            return village.district
        case _:
            return village.governorate
