"""How far it is and how long it takes, after docs/explanation/model.md; no code of Mizalla's."""

import numpy as np

from benchmarks.allocate.instance import Figures

EARTH_RADIUS_KM = 6371.0088


def great_circle(first: Figures, second: Figures) -> Figures:
    """Haversine distances of positions (…, 2) in degrees that broadcast, km."""
    lat, lon = np.radians(first[..., 0]), np.radians(first[..., 1])
    to_lat, to_lon = np.radians(second[..., 0]), np.radians(second[..., 1])
    half = np.sin((to_lat - lat) / 2) ** 2
    half = half + np.cos(lat) * np.cos(to_lat) * np.sin((to_lon - lon) / 2) ** 2
    km: Figures = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))
    return km


def minutes(km: Figures, speed: Figures) -> Figures:
    """One-way minutes of a truck over roads of some km; ``speed`` of truck and roads, km/h."""
    result: Figures = km / speed.min() * 60
    return result
