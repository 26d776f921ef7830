"""Every place of a folder with a position, whichever table it stands in."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mizalla.read.country import country_of
from mizalla.read.frame import Frame

_EARTH_KM = 6371.0088
Floats = NDArray[np.float64]


def great_circle_km(
    lat: Floats | float, lon: Floats | float, to_lat: Floats | float, to_lon: Floats | float
) -> Floats:
    """Great-circle distance, km: the haversine with the mean earth radius (IUGG)."""
    phi, to_phi = np.radians(lat), np.radians(to_lat)
    half = np.sin((to_phi - phi) / 2) ** 2
    half = half + np.cos(phi) * np.cos(to_phi) * np.sin(np.radians(to_lon - lon) / 2) ** 2
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


@dataclass
class Places:
    """Every place with a position, and the row that says so."""

    rows: list[tuple[Frame, int]] = field(default_factory=list)
    lat: list[float] = field(default_factory=list)
    lon: list[float] = field(default_factory=list)
    governorate: list[str | None] = field(default_factory=list)
    district: list[str | None] = field(default_factory=list)
    country: list[str | None] = field(default_factory=list)
    """ISO code; None: any of the campaign's."""
    exempt: list[bool] = field(default_factory=list)
    """Whether it may lie abroad."""

    def take(
        self,
        frame: Frame,
        areas: Sequence[tuple[str | None, str | None]],
        pcodes: Sequence[str | None],
        exempt: Sequence[bool],
    ) -> None:
        """Add the rows of a table that hold a position.

        ``areas`` are their governorates and districts, ``pcodes`` what their country is known by.
        """
        rows = zip(frame["lat"], frame["lon"], areas, pcodes, exempt, strict=True)
        countries: dict[str | None, str | None] = {}
        for index, (lat, lon, area, pcode, free) in enumerate(rows):
            if lat is not None and lon is not None:
                if pcode not in countries:
                    countries[pcode] = country_of(pcode)
                self.rows.append((frame, index))
                self.lat.append(lat)
                self.lon.append(lon)
                self.governorate.append(area[0] or None)
                self.district.append(area[1] or None)
                self.country.append(countries[pcode])
                self.exempt.append(free)
