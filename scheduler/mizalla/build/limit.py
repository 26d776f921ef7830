"""Limits compiled: which group each route counts in, with how much, within which bounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mizalla.build.costs import Costs
from mizalla.build.dimension import Dimensions, Mask
from mizalla.build.group import Groups, groups
from mizalla.build.index import Codes
from mizalla.build.route import STORAGE, Routes, joined
from mizalla_models.rule import TIME_DIMENSIONS, Limit, ProvidedRule, Selection, Vehicles
from mizalla_models.scenario import Scenario

Figures = NDArray[np.float64]


@dataclass(frozen=True)
class LimitRows:
    """One limit as rows of the model: a row per static group and group of days.

    Arrays of bounds have the shape (static groups, groups of days); ``coefficient`` has the shape
    (road states, routes), or (1, routes) where roads make no difference.
    """

    provided: ProvidedRule
    groups: Groups
    coefficient: Figures
    at_most: Figures
    at_least: Figures
    cumulative: bool
    penalty: float | None
    spared: tuple[Mask, Mask] | None
    """Routes and days that together do not count: an ``unless`` that names days."""
    stored: Codes
    """Static group that storage counts in; shape (warehouses, kinds), -1 where it does not."""
    stored_coefficient: Figures
    """What one parcel of each kind in storage counts; shape (kinds,)."""

    @property
    def hard(self) -> bool:
        """Whether the limit may not be broken."""
        return self.penalty is None

    @property
    def holds_storage(self) -> bool:
        """Whether storage counts."""
        return bool((self.stored >= 0).any())


class Measures:
    """Coefficients of measures, worked out once each."""

    def __init__(self, scenario: Scenario, costs: Costs, routes: Routes, states: int) -> None:
        self._scenario, self._costs, self._routes, self._states = scenario, costs, routes, states
        self._known: dict[str, Figures] = {}

    def of(self, measure: str) -> Figures:
        """Give what one parcel on each route counts; shape (states or 1, routes)."""
        if measure not in self._known:
            by_state = {
                "truck_hours": self._costs.truck_hours,
                "km": self._costs.truck_km,
                "cost": self._costs.transport,
            }.get(measure)
            if by_state is None:
                figures = self.per_kind(measure)[self._routes.kind][None, :]
            else:
                figures = np.stack([by_state(self._routes, state) for state in range(self._states)])
            self._known[measure] = figures
        return self._known[measure]

    def per_kind(self, measure: str) -> Figures:
        """Give what one parcel of each kind of supply counts; 0 for measures of transport."""
        parcels = self._scenario.parcels
        match measure:
            case "parcels":
                column = [1.0] * len(parcels)
            case "kg":
                column = [parcel.weight_kg for parcel in parcels]
            case "m3":
                column = [parcel.volume_m3 for parcel in parcels]
            case "households":
                column = [parcel.households for parcel in parcels]
            case "kcal":
                column = [parcel.kcal for parcel in parcels]
            case _:
                column = [parcel.measures.get(measure, 0.0) for parcel in parcels]
        return np.array(column, dtype=float)[self._costs.kind_parcel]


def limit_rows(
    provided: ProvidedRule,
    dimensions: Dimensions,
    routes: Routes,
    patterns: Mask,
    measures: Measures,
) -> LimitRows:
    """Compile a Limit, or the truck hours of Vehicles."""
    rule = provided.rule
    limit = _hours(rule) if isinstance(rule, Vehicles) else rule
    if not isinstance(limit, Limit):
        raise TypeError(f"{provided.id} is no limit")
    stores = "storage" in limit.where.by.get("movement", ())
    shape = (len(dimensions.index.warehouses), len(dimensions.kinds))
    counted = joined([routes, storage_routes(*shape)]) if stores else routes
    by_day = any(dimension in TIME_DIMENSIONS for dimension, _ in limit.unless)
    unless = Selection() if by_day else limit.unless
    sorted_in = groups(dimensions, counted, limit.where, unless, limit.per, _named_keys(limit))
    stored = np.full(shape, -1, dtype=np.int32)
    if stores:
        stored = sorted_in.of_route[len(routes) :].reshape(shape)
        sorted_in = replace(sorted_in, of_route=sorted_in.of_route[: len(routes)])
    possible = _possible(sorted_in, routes, patterns)
    possible[np.unique(stored[stored >= 0])] = True
    at_most = sorted_in.bounds(limit.at_most, np.inf)
    at_least = sorted_in.bounds(limit.at_least, -np.inf)
    if limit.at_least is not None and not isinstance(limit.at_least, Mapping):
        # A plain lower bound asks nothing of a group that nothing can ever move in.
        at_least = np.where(possible | _spelled_out(limit, sorted_in), at_least, -np.inf)
    if "day" in limit.per and not limit.cumulative and not stores:
        at_most = np.where(possible | (at_most < 0) | (at_least > 0), at_most, 0)
    return LimitRows(
        provided=provided,
        groups=sorted_in,
        coefficient=measures.of(limit.measure),
        at_most=at_most,
        at_least=at_least,
        cumulative=limit.cumulative,
        penalty=limit.penalty,
        spared=(dimensions.picked(limit.unless, routes), dimensions.days(limit.unless))
        if by_day
        else None,
        stored=stored,
        stored_coefficient=measures.per_kind(limit.measure),
    )


def _hours(vehicles: Vehicles) -> Limit:
    return Limit(
        name=vehicles.name,
        reason=vehicles.reason,
        reason_ar=vehicles.reason_ar,
        measure="truck_hours",
        where={"fleet": [vehicles.fleet]},
        per=("day",),
        at_most=vehicles.count * vehicles.hours_per_day,
    )


def _named_keys(limit: Limit) -> Sequence[str]:
    if limit.at_least is None:
        return ()
    return tuple(limit.at_least) if isinstance(limit.at_least, Mapping) else ("",)


def _possible(sorted_in: Groups, routes: Routes, patterns: Mask) -> Mask:
    """Say in which groups anything can move at all; shape as the groups."""
    counted = sorted_in.of_route >= 0
    statics, times = sorted_in.shape
    pairs = np.unique(
        sorted_in.of_route[counted].astype(np.int64) * len(patterns) + routes.pattern[counted]
    )
    days = np.zeros((statics, patterns.shape[1]), dtype=bool)
    np.logical_or.at(days, pairs // len(patterns), patterns[pairs % len(patterns)])
    possible = np.zeros((statics, times), dtype=bool)
    for day, when in enumerate(sorted_in.of_day):
        if when >= 0:
            possible[:, when] |= days[:, day]
    return possible


def _spelled_out(limit: Limit, sorted_in: Groups) -> Mask:
    named = all(dimension in limit.where.by for dimension in limit.per)
    return np.full(sorted_in.shape, named)


def storage_routes(warehouses: int, kinds: int) -> Routes:
    """Make a stand-in route for what lies of each kind in each warehouse, by warehouse."""
    count = warehouses * kinds
    nothing = np.full(count, -1, dtype=np.int32)
    return Routes(
        movement=np.full(count, STORAGE, dtype=np.int8),
        origin=np.repeat(np.arange(warehouses, dtype=np.int32), kinds),
        destination=np.zeros(count, dtype=np.int32),
        fleet=nothing,
        kind=np.tile(np.arange(kinds, dtype=np.int32), warehouses),
        lead=np.zeros(count, dtype=np.int32),
        contract=nothing,
        demand=nothing,
        share=np.zeros(count),
        pattern=np.zeros(count, dtype=np.int32),
    )
