"""Where places lie: in their country, and not with latitude and longitude swapped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mizalla.read.country import Box, boxes, country_of
from mizalla.read.frame import Frame

_EARTH_KM = 6371.0088
_FAR_KM = 150.0
_VERY_FAR_KM = 300.0
_TIMES_CLOSER = 3.0
_ENOUGH = 3

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
class _Places:
    """Every place with a position, and the row that says so."""

    rows: list[tuple[Frame, int]] = field(default_factory=list)
    lat: list[float] = field(default_factory=list)
    lon: list[float] = field(default_factory=list)
    governorate: list[str | None] = field(default_factory=list)
    country: list[str | None] = field(default_factory=list)
    """ISO code; None: any of the campaign's."""
    exempt: list[bool] = field(default_factory=list)
    """Whether it may lie abroad."""

    def take(
        self,
        frame: Frame,
        governorates: Sequence[str | None],
        pcodes: Sequence[str | None],
        exempt: Sequence[bool],
    ) -> None:
        """Add the rows of a table that hold a position."""
        rows = zip(frame["lat"], frame["lon"], governorates, pcodes, exempt, strict=True)
        countries: dict[str | None, str | None] = {}
        for index, (lat, lon, governorate, pcode, free) in enumerate(rows):
            if lat is not None and lon is not None:
                if pcode not in countries:
                    countries[pcode] = country_of(pcode)
                self.rows.append((frame, index))
                self.lat.append(lat)
                self.lon.append(lon)
                self.governorate.append(governorate or None)
                self.country.append(countries[pcode])
                self.exempt.append(free)


def check_positions(frames: Mapping[str, Frame]) -> None:
    """Write down places at 0, 0, outside their country, or with swapped coordinates."""
    places = _places(frames)
    known = boxes(code for code in set(places.country) if code)
    lat, lon = np.array(places.lat), np.array(places.lon)
    wrong = (lat == 0) & (lon == 0)
    for number in np.flatnonzero(wrong).tolist():
        frame, index = places.rows[number]
        problem = "The position is 0, 0: in the sea off Africa."
        frame.fault(index, "lat", problem, "Write its true position.")
    wrong |= np.array(places.exempt, dtype=bool)
    country = np.array([code or "" for code in places.country])
    for code in np.unique(country).tolist():
        possible = [known[code]] if code in known else [] if code else list(known.values())
        if possible:
            mine = (country == code) & ~wrong
            outside = mine & ~np.any([box.holds(lat, lon) for box in possible], axis=0)
            wrong |= outside
            for number in np.flatnonzero(outside).tolist():
                _tell_outside(places, number, possible)
    if known:
        _check_swapped(places, lat, lon, np.flatnonzero(~wrong))


def _places(frames: Mapping[str, Frame]) -> _Places:
    villages, points, warehouses = frames["villages"], frames["points"], frames["warehouses"]
    governorate = dict(zip(villages["pcode"], villages["governorate"], strict=True))
    ports = set(frames["lanes"]["from"]) - {None}
    found = _Places()
    found.take(villages, villages["governorate"], villages["pcode"], [False] * len(villages))
    owners = points["village"]
    found.take(points, [governorate.get(v) for v in owners], owners, [False] * len(points))
    abroad = [key in ports for key in warehouses["id"]]
    found.take(warehouses, warehouses["governorate"], [None] * len(warehouses), abroad)
    return found


def _tell_outside(places: _Places, number: int, possible: Sequence[Box]) -> None:
    lat, lon = places.lat[number], places.lon[number]
    swapped = any(box.holds(lon, lat) for box in possible)
    box = possible[0]
    column = "lat" if swapped or not box.south <= lat <= box.north else "lon"
    mend = (
        f"Latitude and longitude look swapped: write lat {lon:g} and lon {lat:g}."
        if swapped
        else "Write its true position, in degrees."
    )
    problem = f"The position {lat:g}, {lon:g} lies outside {' or '.join(map(str, possible))}."
    frame, index = places.rows[number]
    frame.fault(index, column, problem, mend)


def _check_swapped(places: _Places, lat: Floats, lon: Floats, sound: NDArray[np.intp]) -> None:
    """Write down places far from those around them that would be close with lat and lon swapped.

    A box alone does not find them: much of Egypt stays in Egypt when swapped. The places around
    are those of the governorate, where it has a few; else all, and then a far place may be meant:
    it is only warned of, unless the campaign has one governorate.
    """
    if len(sound) < _ENOUGH:
        return
    groups: dict[str | None, list[int]] = {}
    for number in sound.tolist():
        groups.setdefault(places.governorate[number], []).append(number)
    compact = len(groups.keys() - {None}) == 1
    for governorate, members in groups.items():
        own = governorate is not None and len(members) >= _ENOUGH
        around = members if own else sound
        middle = np.median(lat[around]), np.median(lon[around])
        away = great_circle_km(lat[members], lon[members], *middle)
        for place in np.flatnonzero(away > _FAR_KM).tolist():
            number = members[place]
            if abs(lon[number]) <= 90:
                closer = float(great_circle_km(lon[number], lat[number], *middle))
                certain = own or (compact and away[place] > _VERY_FAR_KM)
                if closer * _TIMES_CLOSER < away[place]:
                    _tell_swapped(places, number, float(away[place]), closer, certain)


def _tell_swapped(places: _Places, number: int, away: float, closer: float, certain: bool) -> None:
    lat, lon = places.lat[number], places.lon[number]
    frame, index = places.rows[number]
    frame.fault(
        index,
        "lat",
        f"The position {lat:g}, {lon:g} lies {away:.0f} km from the places around it.",
        f"Latitude and longitude look swapped ({closer:.0f} km if they are): "
        f"write lat {lon:g} and lon {lat:g}, or correct its governorate.",
        "fault" if certain else "warning",
    )
