"""Distance and time without a road network."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizalla.travel import direct, great_circle_km
from mizalla_models.campaign import RoadSettings

LAT = st.floats(-90, 90)
LON = st.floats(-180, 180)


def km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    return float(great_circle_km(*(np.array(x) for x in (lat, lon, other_lat, other_lon))))


@given(lat=LAT, lon=LON, other_lat=LAT, other_lon=LON)
def test_the_haversine_agrees_with_the_angle_between_vectors(
    lat: float, lon: float, other_lat: float, other_lon: float
) -> None:
    """A slip in the formula would shift every distance of every plan."""

    def vector(lat: float, lon: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        a, b = math.radians(lat), math.radians(lon)
        return np.array([math.cos(a) * math.cos(b), math.cos(a) * math.sin(b), math.sin(a)])

    one, other = vector(lat, lon), vector(other_lat, other_lon)
    angle = math.atan2(float(np.linalg.norm(np.cross(one, other))), float(one @ other))
    # Opposite ends are where the haversine is least exact: metres in 20,000 km.
    assert km(lat, lon, other_lat, other_lon) == pytest.approx(6371.0088 * angle, abs=1e-3)
    assert km(lat, lon, other_lat, other_lon) == km(other_lat, other_lon, lat, lon)


def test_a_degree_of_latitude_is_as_long_as_the_sphere_says() -> None:
    """Another radius than the IUGG's would shift costs by a part in a thousand."""
    assert km(24, 31, 30, 31) == pytest.approx(6 * 111.19508, abs=1e-3)
    assert km(30, 179.5, 30, -179.5) == pytest.approx(km(30, 0, 30, 1), abs=1e-9)


@pytest.mark.parametrize(("speed", "minutes"), [(None, 0.0), (40.0, 1.5)])
def test_minutes_follow_the_speed_of_the_campaign_where_there_is_one(
    speed: float | None, minutes: float
) -> None:
    """Without a speed the truck alone says how long it takes."""
    ends = np.array([[27.0, 31.0]]), np.array([[27.1, 31.2]])
    road = RoadSettings(circuity=1.5, speed=speed)
    length, time = direct(*ends, road)
    assert length[0] == pytest.approx(1.5 * km(27.0, 31.0, 27.1, 31.2))
    assert time[0] == pytest.approx(minutes * length[0])
