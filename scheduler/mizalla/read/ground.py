"""What officers' rows are read against, worked out once for all members."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from mizalla.read.frame import Frame
from mizalla.read.stock_ids import stock_ids
from mizalla_models.campaign import Campaign

HOURS = 8.0
"""Hours that a truck works in a day where its fleet does not say."""


class Trucks(NamedTuple):
    """A fleet, as far as officers' rows ask for it."""

    organisation: str
    trucks: int
    hours: float


class Ground:
    """Ids of a scenario, and whose they are.

    Parameters
    ----------
    frames
        Tables of the scenario.
    campaign
        The campaign; None where it has faults.
    """

    def __init__(self, frames: Mapping[str, Frame], campaign: Campaign | None) -> None:
        self.days = campaign.days if campaign else ()
        """Days of the campaign; none where it has faults."""
        self.members = {name for name in frames["organisations"].ids if name}
        """Ids of members."""
        self.parcels = {name for name in frames["parcels"].ids if name}
        """Ids of kinds of parcel."""
        houses, fleets = frames["warehouses"], frames["fleets"]
        self.houses = dict(zip(houses["id"], houses["organisation"], strict=True))
        """Owner of each warehouse."""
        self.fleets = {
            name: Trucks(owner, count or 0, HOURS if hours is None else hours)
            for name, owner, count, hours in zip(
                *(fleets[column] for column in ("id", "organisation", "count", "hours_per_day")),
                strict=True,
            )
        }
        """Fleets by id."""
        self.areas: dict[str, list[str]] = defaultdict(list)
        """Villages of each governorate, district and village."""
        self.kinds: dict[str, str] = {}
        """What each of these is."""
        villages = frames["villages"]
        columns = ("governorate", "district", "pcode")
        for codes in zip(*(villages[column] for column in columns), strict=True):
            for code, kind in zip(codes, ("governorate", "district", "village"), strict=True):
                if code:
                    self.areas[code].append(codes[2])
                    self.kinds[code] = kind
        self.earmarks = {*self.areas, *self.members}
        """What stock may be kept for."""
        self._frames = frames
        stock = frames["stock"]
        self.stock: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        """Parcels of each member by kind, by stock.csv."""
        for house, parcel, quantity in zip(
            stock["warehouse"], stock["parcel"], stock["quantity"], strict=True
        ):
            if house in self.houses and quantity:
                self.stock[self.houses[house]][parcel] += quantity
        self.supplies = stock_ids({name: stock[name] for name in stock.table.by_name})
        """Ids of the rows of stock.csv."""

    def ids_by_name(self, column: str) -> Mapping[str, str]:
        """Ids of what a column of officers' sheets names, by their names in small letters."""
        table = {"warehouse": "warehouses", "parcel": "parcels", "area": "villages"}.get(column)
        return {} if table is None else self._names[table]

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        return {table: self._named(table) for table in ("warehouses", "parcels", "villages")}

    def _named(self, table: str) -> dict[str, str]:
        frame = self._frames[table]
        key = frame.table.key[0] if frame.table.key else "id"
        return {
            str(name).casefold(): code
            for heading in ("name_ar", "name")
            if frame.has(heading)
            for name, code in zip(frame[heading], frame[key], strict=True)
            if name and code
        }
