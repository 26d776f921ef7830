"""Where places lie: somewhere, and in their country."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mizalla.read.country import Box, boxes
from mizalla.read.frame import Frame
from mizalla.read.places import Floats, Places
from mizalla.read.swapped import check_swapped

_A_FEW = 5
_NEARLY_ALL = 0.8


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
    for code in sorted(set(country.tolist()), key=lambda code: (not code, code)):
        possible = [known[code]] if code in known else [] if code else list(known.values())
        if possible:
            mine = (country == code) & ~wrong
            outside = mine & ~_inside(possible, lat, lon)
            abroad = outside & ~_inside(possible, lon, lat)
            if _means_no_country(code, int(abroad.sum()), int(mine.sum())):
                del known[code]
                continue
            wrong |= outside
            for number in np.flatnonzero(outside).tolist():
                _tell_outside(places, number, possible)
    if known:
        check_swapped(places, lat, lon, np.flatnonzero(~wrong))


def _inside(possible: Sequence[Box], lat: Floats, lon: Floats) -> NDArray[np.bool_]:
    return np.asarray(np.any([box.holds(lat, lon) for box in possible], axis=0))


def _means_no_country(code: str, abroad: int, places: int) -> bool:
    """Whether codes only happen to begin like a country's: AL01 for Aleppo is not in Albania."""
    return code not in ("", "EG") and places >= _A_FEW and abroad > _NEARLY_ALL * places


def _places(frames: Mapping[str, Frame]) -> Places:
    villages, points, warehouses = frames["villages"], frames["points"], frames["warehouses"]
    areas = list(zip(villages["governorate"], villages["district"], strict=True))
    area = dict(zip(villages["pcode"], areas, strict=True))
    ports = set(frames["lanes"]["from"]) - {None}
    found = Places()
    found.take(villages, areas, villages["pcode"], [False] * len(villages))
    owners = points["village"]
    around = [area.get(owner, (None, None)) for owner in owners]
    found.take(points, around, owners, [False] * len(points))
    areas = list(zip(warehouses["governorate"], warehouses["district"], strict=True))
    abroad = [key in ports for key in warehouses["id"]]
    found.take(warehouses, areas, [None] * len(warehouses), abroad)
    return found


def _tell_outside(places: Places, number: int, possible: Sequence[Box]) -> None:
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
