"""What is handed out."""

from types import MappingProxyType
from typing import Annotated

from pydantic import Field, PlainSerializer, PlainValidator

from mizalla_models.base import Word


def _read_only(value: object) -> MappingProxyType[str, float]:
    return MappingProxyType({str(key): float(number) for key, number in dict(value).items()})  # type: ignore[call-overload]


Measures = Annotated[
    MappingProxyType[str, float],
    PlainValidator(_read_only, json_schema_input_type=dict[str, float]),
    PlainSerializer(dict, return_type=dict[str, float]),
]


class Parcel(Word):
    """A kind of food parcel: a row of ``parcels.csv``."""

    id: str = Field(min_length=1)
    """Short unique id."""
    name: str
    """Name in Latin script."""
    name_ar: str = ""
    """Name in Arabic."""
    weight_kg: float = Field(gt=0)
    """Gross weight of one parcel, kg."""
    volume_m3: float = Field(gt=0)
    """Volume of one parcel as stacked, m3."""
    kcal: float = Field(default=0, ge=0)
    """Food energy of one parcel, kcal."""
    households: float = Field(default=1, gt=0)
    """Households that one parcel serves."""
    measures: Measures = Field(default_factory=lambda: MappingProxyType({}))
    """Any further number column of ``parcels.csv``, per parcel, by its heading."""
