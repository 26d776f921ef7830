"""Ids to numbers: every entity of a campaign in a fixed order, with its plain columns."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from mizalla_models.rule import Need, Supply, Vehicles
from mizalla_models.rules import Rules
from mizalla_models.scenario import Scenario

Codes = NDArray[np.int32]

CONTRACT = "contract"
T = TypeVar("T")


@dataclass(frozen=True)
class Labels:
    """The values of one dimension, and the number of each."""

    names: tuple[str, ...]
    number: dict[str, int] = field(repr=False)

    @classmethod
    def of(cls, names: Iterable[str]) -> "Labels":
        """Number the distinct names in sorted order."""
        ordered = tuple(sorted(set(names)))
        return cls(ordered, {name: place for place, name in enumerate(ordered)})

    @classmethod
    def listed(cls, names: Sequence[str]) -> "Labels":
        """Number the names as they stand."""
        return cls(tuple(names), {name: place for place, name in enumerate(names)})

    def codes(self, names: Iterable[str]) -> Codes:
        """Give the number of each name, -1 for one that is none of ours."""
        return np.array([self.number.get(name, -1) for name in names], dtype=np.int32)

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True)
class Index:
    """Entities in the order that all arrays of a problem keep.

    Warehouses, points, villages and parcels are in the scenario's order (by id); fleets are the
    ``Vehicles`` rules by fleet id, supplies the ``Supply`` rules by id. Arrays that are named
    ``x_y`` give for each x the number of its y.
    """

    days: tuple[date, ...]
    weeks: Labels
    day_week: Codes
    organisations: Labels
    warehouses: Labels
    points: Labels
    villages: Labels
    parcels: Labels
    governorates: Labels
    districts: Labels
    vehicles: Labels
    fleets: Labels
    destinations: Labels
    supplies: tuple[Supply, ...]
    trucks: tuple[Vehicles, ...]
    needs: tuple[Need, ...]
    warehouse_organisation: Codes
    warehouse_governorate: Codes
    point_village: Codes
    village_governorate: Codes
    village_district: Codes
    fleet_organisation: Codes
    fleet_warehouse: Codes
    fleet_vehicle: Codes

    def day_number(self, day: date | None, missing: int) -> int:
        """Give the place of a day in the campaign; days outside it keep their distance."""
        return missing if day is None else (day - self.days[0]).days


def _column(items: Iterable[T], labels: Labels, name: Callable[[T], str]) -> Codes:
    return labels.codes(name(item) for item in items)


def week_of(day: date) -> str:
    """Write the ISO week of a day, such as ``2027-W06``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def index(scenario: Scenario, rules: Rules) -> Index:
    """Number everything that the scenario and the rules name."""
    said = [provided.rule for provided in rules.provided]
    trucks = _by((rule for rule in said if isinstance(rule, Vehicles)), lambda rule: rule.fleet)
    supplies = _by((rule for rule in said if isinstance(rule, Supply)), lambda rule: rule.id)
    needs = _by(
        (rule for rule in said if isinstance(rule, Need)),
        lambda rule: (rule.village, rule.parcel, rule.due or date.max),
    )
    start = scenario.campaign.starts
    count = (scenario.campaign.ends - start).days + 1
    days = tuple(start + timedelta(days=offset) for offset in range(count))
    weeks = Labels.of(week_of(day) for day in days)
    organisations = Labels.of(item.id for item in scenario.organisations)
    warehouses = Labels.listed([item.id for item in scenario.warehouses])
    points = Labels.listed([item.id for item in scenario.points])
    villages = Labels.listed([item.pcode for item in scenario.villages])
    governorates = Labels.of(
        [item.governorate for item in scenario.villages]
        + [item.governorate for item in scenario.warehouses if item.governorate]
    )
    districts = Labels.of(item.district for item in scenario.villages)
    vehicles = Labels.listed([item.id for item in scenario.vehicles])
    return Index(
        days=days,
        weeks=weeks,
        day_week=weeks.codes(week_of(day) for day in days),
        organisations=organisations,
        warehouses=warehouses,
        points=points,
        villages=villages,
        parcels=Labels.listed([item.id for item in scenario.parcels]),
        governorates=governorates,
        districts=districts,
        vehicles=vehicles,
        fleets=Labels.listed([item.fleet for item in trucks]),
        destinations=Labels.listed([*points.names, *warehouses.names]),
        supplies=supplies,
        trucks=trucks,
        needs=needs,
        warehouse_organisation=_column(
            scenario.warehouses, organisations, lambda item: item.organisation
        ),
        warehouse_governorate=_column(
            scenario.warehouses, governorates, lambda item: item.governorate
        ),
        point_village=_column(scenario.points, villages, lambda item: item.village),
        village_governorate=_column(scenario.villages, governorates, lambda item: item.governorate),
        village_district=_column(scenario.villages, districts, lambda item: item.district),
        fleet_organisation=_column(trucks, organisations, lambda item: item.organisation),
        fleet_warehouse=_column(trucks, warehouses, lambda item: item.warehouse),
        fleet_vehicle=_column(trucks, vehicles, lambda item: item.vehicle),
    )


def _by(items: Iterable[T], key: Callable[[T], object]) -> tuple[T, ...]:
    return tuple(sorted(items, key=key))  # type: ignore[arg-type]
