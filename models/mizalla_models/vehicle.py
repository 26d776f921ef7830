"""Trucks and the fleets they belong to."""

from datetime import date

from pydantic import ConfigDict, Field

from mizalla_models.base import Word


class Vehicle(Word):
    """A type of truck: a row of ``vehicles.csv``."""

    id: str = Field(min_length=1)
    """Short unique id."""
    payload_kg: float = Field(gt=0)
    """Most it carries, kg."""
    volume_m3: float = Field(gt=0)
    """Most it carries, m3."""
    speed_kmh: float = Field(gt=0)
    """Speed of its own on a free road, km/h."""
    cost_per_km: float = Field(ge=0)
    """Cost of one km driven, loaded or empty, campaign currency."""
    cost_per_day: float = Field(ge=0)
    """Cost of one truck for one full day of ``hours_per_day``, campaign currency."""


class Fleet(Word):
    """Trucks of one type of one member at one base: a row of ``fleets.csv``."""

    id: str = Field(min_length=1)
    """Short unique id."""
    organisation: str
    """Id of the member whose trucks they are."""
    warehouse: str
    """Id of the warehouse that is their base: where they load and return to."""
    vehicle: str
    """Id of the vehicle type."""
    count: int = Field(ge=0)
    """Trucks."""
    hours_per_day: float = Field(default=8, gt=0, le=24)
    """Hours that each truck works in a day."""
    from_day: date | None = Field(default=None, alias="from", serialization_alias="from")
    """First day they work. None: from the first day."""
    until: date | None = None
    """Last day they work. None: to the last day."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        validate_by_name=True,
        validate_by_alias=True,
    )
