import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizalla.generate.geo import coordinates, distances, leg, shifted
from mizalla_models.place import Place

lats, lons, steps = st.floats(22, 32), st.floats(25, 36), st.floats(-40, 40)


def test_a_degree_of_latitude_is_111_km() -> None:
    """Every distance of the generator would be off."""
    km = distances(np.array([[27.0, 31.0]]), np.array([[28.0, 31.0], [27.0, 31.0]]))
    assert km[0, 0] == pytest.approx(6371.0088 * np.pi / 180)
    assert km[0, 1] == 0


@given(lats, lons, steps, steps)
def test_shifted_and_leg_are_inverse(lat: float, lon: float, north: float, east: float) -> None:
    """Villages would lie beside the way that they are meant to be on."""
    start = Place(lat=lat, lon=lon)
    to = shifted(lat, lon, north, east)
    assert leg(start, Place(lat=to[0], lon=to[1])) == pytest.approx((north, east), abs=0.002)


def test_no_places_have_two_columns_all_the_same() -> None:
    """A governorate without real places would break the positions of made-up ones."""
    assert coordinates([]).shape == (0, 2)
