"""Distances and small steps on the globe."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mizalla_models.place import Place

EARTH_RADIUS_KM = 6371.0088
KM_PER_DEGREE = 111.195


def coordinates(places: Sequence[Place]) -> NDArray[np.float64]:
    """Positions as an array of shape (places, 2): latitude and longitude, degrees."""
    return np.array([(place.lat, place.lon) for place in places], dtype=np.float64).reshape(-1, 2)


def distances(origins: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Great-circle distances of shape (origins, others), km, by the haversine."""
    first, second = np.radians(origins)[:, None, :], np.radians(others)[None, :, :]
    half = (second - first) / 2
    inner = (
        np.sin(half[..., 0]) ** 2
        + np.cos(first[..., 0]) * np.cos(second[..., 0]) * np.sin(half[..., 1]) ** 2
    )
    km: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(inner))
    return km


def shifted(lat: float, lon: float, north_km: float, east_km: float) -> tuple[float, float]:
    """A position some km north and east of another, rounded to 5 decimals (about a metre)."""
    east_degree = KM_PER_DEGREE * float(np.cos(np.radians(lat)))
    return round(lat + north_km / KM_PER_DEGREE, 5), round(lon + east_km / east_degree, 5)


def leg(start: Place, end: Place) -> tuple[float, float]:
    """Km north and km east from one place to a near one."""
    east_degree = KM_PER_DEGREE * float(np.cos(np.radians(start.lat)))
    return (end.lat - start.lat) * KM_PER_DEGREE, (end.lon - start.lon) * east_degree
