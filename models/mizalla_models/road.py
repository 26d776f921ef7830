"""Pieces of road."""

from datetime import date

from pydantic import Field

from mizalla_models.base import Word


class Road(Word):
    """A piece of road, two-way unless it says otherwise: a row of ``roads.csv``."""

    from_lat: float = Field(ge=-90, le=90)
    """Latitude of one end, degrees."""
    from_lon: float = Field(ge=-180, le=180)
    """Longitude of one end, degrees."""
    to_lat: float = Field(ge=-90, le=90)
    """Latitude of the other end, degrees."""
    to_lon: float = Field(ge=-180, le=180)
    """Longitude of the other end, degrees."""
    km: float = Field(ge=0)
    """Length, km."""
    minutes: float | None = Field(default=None, ge=0)
    """Least time it takes any truck, minutes. None: its length at the campaign's road speed."""
    road_class: str = ""
    """Class, such as motorway, trunk, primary."""
    closed_from: date | None = None
    """First day it is closed. None with closed_until: from the first day."""
    closed_until: date | None = None
    """Last day it is closed. None with closed_from: to the last day."""
    one_way: bool = False
    """Whether it only leads from its first end to its other."""
