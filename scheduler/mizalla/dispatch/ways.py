"""Ways between a base and its points, whatever says them."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from mizalla.travel.square import Squares
from mizalla_models.place import Point
from mizalla_models.scenario import Scenario

Figures = NDArray[np.float64]
Answers = tuple[Figures, Figures]


class Ways:
    """Km and road minutes between a base and its points, whatever says them."""

    def __init__(
        self, scenario: Scenario, answers: Answers | None, served: Mapping[str, set[str]]
    ) -> None:
        self._squares = Squares(scenario)
        self._answers = answers
        self._bases = {warehouse.id: warehouse for warehouse in scenario.warehouses}
        self._points = {point.id: point for point in scenario.points}
        self._row = {warehouse.id: row for row, warehouse in enumerate(scenario.warehouses)}
        self._column = {point.id: column for column, point in enumerate(scenario.points)}
        self._served = {base: sorted(points) for base, points in served.items()}
        self._starts = scenario.campaign.starts

    def points(self, base: str, wanted: set[str]) -> list[Point]:
        """Points in the order of a base's matrices."""
        return [self._points[key] for key in self._served[base] if key in wanted]

    def between(
        self, base: str, points: Sequence[Point], day: date, vehicle: str
    ) -> tuple[Figures, Figures]:
        """Km and road minutes, shape (1 + points, 1 + points); the base comes first."""
        every = self._served[base]
        places = [self._bases[base], *(self._points[key] for key in every)]
        km, minutes = self._squares.of(places, (day - self._starts).days, vehicle)
        rank = {key: place for place, key in enumerate(every, start=1)}
        chosen = [0, *(rank[point.id] for point in points)]
        km, minutes = (figures[np.ix_(chosen, chosen)] for figures in (km, minutes))
        if self._answers is not None and points:
            columns = [self._column[point.id] for point in points]
            for figures, known in zip((km, minutes), self._answers, strict=True):
                said = known[self._row[base], columns]
                for own in (figures[0, 1:], figures[1:, 0]):
                    np.copyto(own, said, where=~np.isnan(said))
            no_way = np.isinf(km) | np.isinf(minutes)
            km[no_way] = minutes[no_way] = np.inf
        return km, minutes
