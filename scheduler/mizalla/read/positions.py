"""Where places lie: in their country, and not with latitude and longitude swapped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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


def great_circle_km(lat: Floats, lon: Floats, to_lat: Floats, to_lon: Floats) -> Floats:
    """Great-circle distance, km: the haversine with the mean earth radius (IUGG)."""
    phi, to_phi = np.radians(lat), np.radians(to_lat)
    half = np.sin((to_phi - phi) / 2) ** 2
    half = half + np.cos(phi) * np.cos(to_phi) * np.sin(np.radians(to_lon - lon) / 2) ** 2
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


@dataclass
class _Place:
    frame: Frame
    index: int
    lat: float
    lon: float
    governorate: str | None
    country: str | None
    """ISO code; None: any of the campaign's."""


def check_positions(frames: Mapping[str, Frame]) -> None:
    """Write down places at 0, 0, outside their country, or with swapped coordinates."""
    places = _places(frames)
    known = boxes({place.country for place in places if place.country})
    inside = [place for place in places if not _tell_outside(place, known)]
    if known:
        _check_swapped(inside)


def _places(frames: Mapping[str, Frame]) -> list[_Place]:
    villages = frames["villages"]
    governorate = dict(zip(villages["pcode"], villages["governorate"], strict=True))
    ports = set(frames["lanes"]["from"])
    found: list[_Place] = []

    def take(name: str, governorates: Sequence[Any], pcodes: Sequence[Any]) -> None:
        frame = frames[name]
        rows = zip(frame["lat"], frame["lon"], governorates, pcodes, strict=True)
        for index, (lat, lon, group, pcode) in enumerate(rows):
            if lat is not None and lon is not None:
                found.append(_Place(frame, index, lat, lon, group, country_of(pcode)))

    take("villages", villages["governorate"], villages["pcode"])
    owners = frames["points"]["village"]
    take("points", [governorate.get(owner) for owner in owners], owners)
    warehouses = frames["warehouses"]
    take("warehouses", warehouses["governorate"], [None] * len(warehouses))
    return [
        place
        for place in found
        if not (place.frame is warehouses and warehouses["id"][place.index] in ports)
        or (place.lat == 0 and place.lon == 0)
    ]


def _tell_outside(place: _Place, known: Mapping[str, Box]) -> bool:
    """Whether a place lies nowhere that it can; if so it is written down."""
    lat, lon = place.lat, place.lon
    if lat == 0 and lon == 0:
        problem = "The position is 0, 0: in the sea off Africa."
        place.frame.fault(place.index, "lat", problem, "Write its true position.")
        return True
    mine = known.values() if place.country is None else filter(None, [known.get(place.country)])
    possible = list(mine)
    if not possible or any(box.holds(lat, lon) for box in possible):
        return False
    names = " or ".join(map(str, possible))
    swapped = next((box for box in possible if box.holds(lon, lat)), None)
    box = possible[0]
    column = "lat" if swapped or not box.south <= lat <= box.north else "lon"
    problem = f"The position {lat:g}, {lon:g} lies outside {names}."
    mend = (
        f"Latitude and longitude look swapped: write lat {lon:g} and lon {lat:g}."
        if swapped
        else "Write its true position, in degrees."
    )
    place.frame.fault(place.index, column, problem, mend)
    return True


def _check_swapped(places: Sequence[_Place]) -> None:
    """Write down places far from those around them that would be close with lat and lon swapped.

    A box alone does not find them: much of Egypt stays in Egypt when swapped.
    """
    if len(places) < _ENOUGH:
        return
    groups: dict[str | None, list[int]] = {}
    for number, place in enumerate(places):
        groups.setdefault(place.governorate or None, []).append(number)
    lat = np.array([place.lat for place in places])
    lon = np.array([place.lon for place in places])
    compact = len({place.governorate for place in places if place.governorate}) == 1
    middle = np.empty((2, len(places)))
    certain = np.full(len(places), compact)
    for group, members in groups.items():
        own = group is not None and len(members) >= _ENOUGH
        around = members if own else slice(None)
        middle[:, members] = [[np.median(lat[around])], [np.median(lon[around])]]
        if own:
            certain[members] = True
    away = great_circle_km(lat, lon, middle[0], middle[1])
    suspects = np.flatnonzero((away > _FAR_KM) & (np.abs(lon) <= 90))
    if len(suspects):
        closer = great_circle_km(
            lon[suspects], lat[suspects], middle[0, suspects], middle[1, suspects]
        )
        for number, km in zip(suspects.tolist(), closer.tolist(), strict=True):
            if km * _TIMES_CLOSER < away[number]:
                _tell_swapped(places[number], away[number], km, bool(certain[number]))


def _tell_swapped(place: _Place, away: float, closer: float, certain: bool) -> None:
    if place.governorate is None and away <= _VERY_FAR_KM:
        certain = False
    place.frame.fault(
        place.index,
        "lat",
        f"The position {place.lat:g}, {place.lon:g} lies {away:.0f} km from the places around it.",
        f"Latitude and longitude look swapped ({closer:.0f} km if they are): "
        f"write lat {place.lon:g} and lon {place.lat:g}, or correct its governorate.",
        "fault" if certain else "warning",
    )
