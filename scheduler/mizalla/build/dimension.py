"""Dimensions of routes: codes by array look-up, and the masks that selections make of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mizalla.build.index import CONTRACT, Codes, Index, Labels
from mizalla.build.route import DELIVERY, STORAGE, Routes
from mizalla.build.supply import Kinds
from mizalla.build.telling import TELLING
from mizalla_models.rule import TIME_DIMENSIONS, Dimension, Selection

_MOVEMENTS = Labels.listed(["delivery", "transfer", "storage"])
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Dimensions:
    """Looks up the code of any dimension for any routes."""

    index: Index
    kinds: Kinds

    def labels(self, dimension: Dimension) -> Labels:
        """Give the values of a dimension."""
        index = self.index
        match dimension:
            case "movement":
                return _MOVEMENTS
            case "organisation" | "owner":
                return index.organisations
            case "origin":
                return index.warehouses
            case "origin_governorate" | "governorate":
                return index.governorates
            case "destination":
                return index.destinations
            case "parcel":
                return index.parcels
            case "point":
                return index.points
            case "village":
                return index.villages
            case "district":
                return index.districts
            case "fleet":
                return self._fleets
            case "vehicle":
                return self._vehicles
            case "day":
                return self._days
            case "week":
                return index.weeks
            case "lot":
                return self._lots
            case "supply":
                return self._supplies

    def codes(self, dimension: Dimension, routes: Routes) -> Codes:
        """Give each route's value of a dimension that is not of time; -1 where it has none."""
        index = self.index
        match dimension:
            case "movement":
                return routes.movement.astype(np.int32)
            case "organisation":
                fleet = np.append(index.fleet_organisation, -1)[routes.fleet]
                carrier = np.where(
                    routes.fleet >= 0, fleet, index.warehouse_organisation[routes.origin]
                )
                lies = routes.movement == STORAGE
                return np.where(lies, self.kinds.owner[routes.kind], carrier)
            case "owner":
                return self.kinds.owner[routes.kind]
            case "origin":
                return routes.origin
            case "origin_governorate":
                return index.warehouse_governorate[routes.origin]
            case "destination":
                place = np.where(
                    routes.movement == DELIVERY,
                    routes.destination,
                    routes.destination + np.int32(len(index.points)),
                )
                return np.where(routes.movement == STORAGE, np.int32(-1), place)
            case "parcel":
                return self.kinds.parcel[routes.kind]
            case "fleet":
                fleet = np.where(routes.fleet >= 0, routes.fleet, np.int32(len(index.fleets)))
                return np.where(routes.movement == STORAGE, np.int32(-1), fleet)
            case "vehicle":
                vehicle = np.append(index.fleet_vehicle, np.int32(len(index.vehicles)))
                return np.where(routes.movement == STORAGE, np.int32(-1), vehicle[routes.fleet])
            case "lot" | "supply":
                held = self.kinds.lots if dimension == "lot" else self.kinds.supplies
                labels = self.labels(dimension)
                return labels.codes(min(names) for names in held)[routes.kind]
            case "point":
                return self._delivered(routes, np.arange(len(index.points), dtype=np.int32))
            case "village":
                return self._delivered(routes, index.point_village)
            case "district":
                return self._delivered(routes, index.village_district[index.point_village])
            case "governorate":
                return self._delivered(routes, index.village_governorate[index.point_village])
            case _:
                raise ValueError(f"{dimension} is a dimension of time")

    def picked(self, selection: Selection, routes: Routes) -> Mask:
        """Say which routes a selection picks, its dimensions of time aside."""
        mask = np.ones(len(routes), dtype=bool)
        for dimension, names in selection:
            if dimension in TIME_DIMENSIONS:
                continue
            if dimension in TELLING:
                owners = self.index.organisations
                mask &= self.kinds.mask(dimension, names, owners)[routes.kind]
            else:
                mask &= self._allowed(dimension, names)[self.codes(dimension, routes)]
        return mask

    def days(self, selection: Selection) -> Mask:
        """Say which days a selection picks."""
        mask = np.ones(len(self.index.days), dtype=bool)
        for dimension, names in selection:
            if dimension in TIME_DIMENSIONS:
                mask &= self._allowed(dimension, names)[self.day_codes(dimension)]
        return mask

    def day_codes(self, dimension: Dimension) -> Codes:
        """Give each day's value of a dimension of time."""
        if dimension == "week":
            return self.index.day_week
        return np.arange(len(self.index.days), dtype=np.int32)

    @cached_property
    def _fleets(self) -> Labels:
        return Labels.listed([*self.index.fleets.names, CONTRACT])

    @cached_property
    def _vehicles(self) -> Labels:
        return Labels.listed([*self.index.vehicles.names, CONTRACT])

    @cached_property
    def _days(self) -> Labels:
        return Labels.listed([day.isoformat() for day in self.index.days])

    @cached_property
    def _lots(self) -> Labels:
        return Labels.of(name for names in self.kinds.lots for name in names)

    @cached_property
    def _supplies(self) -> Labels:
        return Labels.of(name for names in self.kinds.supplies for name in names)

    def _allowed(self, dimension: Dimension, names: Iterable[str]) -> Mask:
        """Per value of a dimension whether it is named; one more entry, False, stands for -1."""
        labels = self.labels(dimension)
        allowed = np.zeros(len(labels) + 1, dtype=bool)
        codes = labels.codes(names)
        allowed[codes[codes >= 0]] = True
        return allowed

    @staticmethod
    def _delivered(routes: Routes, of_point: Codes) -> Codes:
        return np.where(
            routes.movement == DELIVERY,
            of_point[np.minimum(routes.destination, len(of_point) - 1)],
            -1,
        ).astype(np.int32)
