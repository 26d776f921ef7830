"""Travel times on bad roads after rain."""

import numpy as np

from mizalla.hookspecs import hookimpl

plugin_name = "rainy-roads"
EARTH_KM = 6371.0088
CLOSED = "closed"


@hookimpl
def mizalla_travel(origins, destinations, scenario):
    """Longer minutes for ways that end where it rained; nan where it did not."""
    settings = scenario.campaign.settings(plugin_name)
    rain = settings.get("rain", [])
    if not rain:
        return None
    ends = _positions(destinations)
    starts = _positions(origins)
    slower = np.maximum(_factor(starts, rain)[:, None], _factor(ends, rain)[None, :])
    km = _great_circle(starts, ends) * settings.get("circuity", 1.3)
    minutes = km / settings.get("speed", 40) * 60 * slower
    # What is dry the built-in figures know best.
    wet = slower > 1
    blocked = np.isinf(slower)
    return (
        np.where(blocked, np.inf, np.where(wet, km, np.nan)),
        np.where(blocked, np.inf, np.where(wet, minutes, np.nan)),
    )


def _positions(places):
    return np.array([(place.lat, place.lon) for place in places], dtype=float).reshape(-1, 2)


def _factor(places, rain):
    """How much longer the way from or to each place takes: 1 where it is dry."""
    factor = np.ones(len(places))
    for cloud in rain:
        middle = np.array([[cloud["lat"], cloud["lon"]]])
        inside = _great_circle(places, middle)[:, 0] <= cloud["radius_km"]
        slower = np.inf if cloud["slower"] == CLOSED else float(cloud["slower"])
        factor = np.where(inside, np.maximum(factor, slower), factor)
    return factor


def _great_circle(ones, others):
    """Kilometres between each of one and each of the other: the haversine."""
    lat, lon = np.radians(ones).T
    lat_2, lon_2 = np.radians(others).T
    half = (
        np.sin((lat_2[None, :] - lat[:, None]) / 2) ** 2
        + np.cos(lat)[:, None]
        * np.cos(lat_2)[None, :]
        * np.sin((lon_2[None, :] - lon[:, None]) / 2) ** 2
    )
    return 2 * EARTH_KM * np.arcsin(np.sqrt(half))
