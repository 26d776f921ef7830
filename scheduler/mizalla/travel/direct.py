"""Distance and time without a road network: great circle × circuity."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mizalla_models.campaign import RoadSettings
from mizalla_models.place import Place

EARTH_RADIUS_KM = 6371.0088
"""Mean earth radius, km (IUGG)."""


def great_circle_km(
    lat: NDArray[np.float64],
    lon: NDArray[np.float64],
    other_lat: NDArray[np.float64],
    other_lon: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Great-circle distance by the haversine formula.

    Parameters
    ----------
    lat, lon, other_lat, other_lon
        Degrees (WGS 84) of the ends; shapes that broadcast.

    Returns
    -------
    array of the broadcast shape
        km on a sphere of the mean earth radius, 6371.0088 km.

    Notes
    -----
    R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984) 159.
    """
    phi, other_phi = np.radians(lat), np.radians(other_lat)
    half = np.sin((other_phi - phi) / 2) ** 2 + np.cos(phi) * np.cos(other_phi) * (
        np.sin(np.radians(other_lon - lon) / 2) ** 2
    )
    # Rounding lifts the half of opposite ends above 1.
    distance: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(half, 1)))
    return distance


def direct(
    origins: NDArray[np.float64], destinations: NDArray[np.float64], road: RoadSettings
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Length and road minutes of ways without a network.

    Parameters
    ----------
    origins, destinations
        Positions as of :func:`positions`; shapes (…, 2) that broadcast.
    road
        Circuity and speed.

    Returns
    -------
    tuple of two arrays of the broadcast shape without its last axis
        km = great circle × circuity; minutes = km ÷ speed × 60, or 0 where no speed is set.
    """
    km = road.circuity * great_circle_km(
        origins[..., 0], origins[..., 1], destinations[..., 0], destinations[..., 1]
    )
    return km, np.zeros_like(km) if road.speed is None else km / road.speed * 60


def positions(places: Sequence[Place]) -> NDArray[np.float64]:
    """Latitude and longitude in degrees, shape (places, 2)."""
    return np.array([(place.lat, place.lon) for place in places], dtype=np.float64).reshape(-1, 2)
