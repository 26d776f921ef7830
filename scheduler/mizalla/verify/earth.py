"""Great-circle distance."""

import math

from mizalla_models.place import Place

RADIUS_KM = 6371.0088
"""Mean radius of the earth, IUGG."""


def great_circle(one: Place, other: Place) -> float:
    """Great-circle distance of two places, km: haversine on the mean earth radius."""
    return haversine(one.lat, one.lon, other.lat, other.lon)


def haversine(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance of two positions in degrees, km."""
    up, across = math.radians(other_lat - lat) / 2, math.radians(other_lon - lon) / 2
    chord = (
        math.sin(up) ** 2
        + math.cos(math.radians(lat)) * math.cos(math.radians(other_lat)) * math.sin(across) ** 2
    )
    return 2 * RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))
