"""Places whose latitude and longitude are swapped, which a country's box alone does not find.

Much of Egypt stays in Egypt when swapped. But a place that is swapped lies far from those around
it, and close to them when it is swapped back.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mizalla.read.places import Floats, Places, great_circle_km

_ENOUGH = 3
"""Fewest places of an area that say where it lies."""
_FAR_FROM_DISTRICT_KM = 40.0
_FAR_KM = 150.0
_VERY_FAR_KM = 300.0
_TIMES_CLOSER = 3.0


def check_swapped(places: Places, lat: Floats, lon: Floats, sound: NDArray[np.intp]) -> None:
    """Write down places that would lie with the others of their area if they were swapped.

    Where an area has too few places, those of the whole campaign stand in; a place far from them
    may be meant, so it is only warned of, unless the campaign has one governorate.

    Parameters
    ----------
    places
        Every place.
    lat, lon
        Their positions, degrees.
    sound
        Which of them lie somewhere that they can.
    """
    if len(sound) < _ENOUGH:
        return
    districts = _groups(places.district, sound.tolist())
    governorates = _groups(places.governorate, sound.tolist())
    told: set[int] = set()
    for groups, far in ((districts, _FAR_FROM_DISTRICT_KM), (governorates, _FAR_KM)):
        for members in groups.values():
            for number, away, closer in _strays(lat, lon, members, members, far):
                if number not in told:
                    told.add(number)
                    _tell(places, number, away, closer, certain=True)
    compact = len({places.governorate[number] for number in sound.tolist()} - {None}) == 1
    lonely = [n for n in sound.tolist() if places.governorate[n] not in governorates]
    for number, away, closer in _strays(lat, lon, lonely, sound, _FAR_KM):
        if number not in told:
            _tell(places, number, away, closer, certain=compact and away > _VERY_FAR_KM)


def _groups(areas: Sequence[str | None], sound: Sequence[int]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number in sound:
        area = areas[number]
        if area is not None:
            found.setdefault(area, []).append(number)
    return {area: members for area, members in found.items() if len(members) >= _ENOUGH}


def _strays(
    lat: Floats,
    lon: Floats,
    members: list[int],
    around: list[int] | NDArray[np.intp],
    far: float,
) -> list[tuple[int, float, float]]:
    """Members far from the middle that swapped are much closer: distance now, and swapped, km."""
    middle = np.median(lat[around]), np.median(lon[around])
    away = great_circle_km(lat[members], lon[members], *middle)
    found = []
    for place in np.flatnonzero(away > far).tolist():
        number = members[place]
        if abs(lon[number]) <= 90:
            closer = float(great_circle_km(lon[number], lat[number], *middle))
            if closer * _TIMES_CLOSER < away[place]:
                found.append((number, float(away[place]), closer))
    return found


def _tell(places: Places, number: int, away: float, closer: float, *, certain: bool) -> None:
    lat, lon = places.lat[number], places.lon[number]
    frame, index = places.rows[number]
    frame.fault(
        index,
        "lat",
        f"The position {lat:g}, {lon:g} lies {away:.0f} km from the places around it.",
        f"Latitude and longitude look swapped ({closer:.0f} km if they are): "
        f"write lat {lon:g} and lon {lat:g}, or correct its governorate or district.",
        "fault" if certain else "warning",
    )
