"""Where food lies and where it goes."""

from datetime import date, time

from pydantic import Field

from mizalla_models.base import Word


class Place(Word):
    """Anything with a position."""

    lat: float = Field(ge=-90, le=90)
    """Latitude, degrees north (WGS 84)."""
    lon: float = Field(ge=-180, le=180)
    """Longitude, degrees east (WGS 84)."""


class Warehouse(Place):
    """A store of one member: a row of ``warehouses.csv``."""

    id: str = Field(min_length=1)
    """Short unique id."""
    organisation: str
    """Id of the member that owns it and what lies in it."""
    name: str
    """Name in Latin script."""
    name_ar: str = ""
    """Name in Arabic."""
    governorate: str = ""
    """P-code of its governorate, such as EG25."""
    district: str = ""
    """P-code of its district, such as EG2503."""
    loading_parcels_per_day: float | None = Field(default=None, ge=0)
    """Parcels that can leave it in a day, deliveries and transfers together. None: no limit."""
    storage_m3: float | None = Field(default=None, ge=0)
    """Volume that may lie in it at the end of a day, m3. None: no limit."""


class Village(Place):
    """A village with families in need: a row of ``villages.csv``."""

    pcode: str = Field(min_length=1)
    """P-code (OCHA style), such as EG250307."""
    name: str
    """Name in Latin script."""
    name_ar: str = ""
    """Name in Arabic."""
    governorate: str
    """P-code of its governorate."""
    district: str
    """P-code of its district."""
    households: int = Field(ge=0)
    """Households that live there."""
    poverty_rate: float | None = Field(default=None, ge=0, le=1)
    """Share of households that are poor, 0 to 1."""
    already_served: int = Field(default=0, ge=0)
    """Households already served in this campaign by others."""


class Point(Place):
    """A place where parcels are handed over: a row of ``points.csv``, or a village itself."""

    id: str = Field(min_length=1)
    """Unique id; a village that is its own point lends its p-code."""
    village: str
    """P-code of the village it serves."""
    name: str
    """Name."""
    parcels_per_day: float | None = Field(default=None, ge=0)
    """Parcels that can be handed over in a day. None: no limit."""
    open_days: tuple[date, ...] | None = None
    """The campaign days on which it is open, ascending. None: every day."""
    opens: time | None = None
    """Time of day it opens."""
    closes: time | None = None
    """Time of day it closes."""
    largest_vehicle: str | None = None
    """Id of the largest vehicle (by payload) that can get there. None: any."""
