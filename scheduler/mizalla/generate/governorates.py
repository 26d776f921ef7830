"""The 27 governorates of Egypt: public facts, with what is known of their source."""

import csv
from importlib.resources import files
from typing import Literal

from mizalla_models.base import Word


class Governorate(Word):
    """A row of ``facts/governorates.csv``."""

    pcode: str
    """P-code (OCHA), such as EG25."""
    name: str
    """Name in Latin script."""
    name_ar: str
    """Name in Arabic."""
    geonames_admin1: str
    """Code of the same governorate in GeoNames."""
    capital: int
    """Number of its capital in GeoNames."""
    landscape: Literal["valley", "delta", "desert"]
    """Where its people live: along the Nile, in the plain, or in oases and on coasts."""
    population_2017: int
    """People, census of 2017 (CAPMAS, recalled)."""
    poverty_rate: float
    """Share of people below the national poverty line, 2017/18, 0 to 1."""
    rate_status: Literal["sourced", "recalled", "national"]
    """``sourced``: re-found in print; ``recalled``: from press of the time, not re-found;
    ``national``: none published, the national rate stands in."""
    rate_source: str
    """Where the rate comes from."""


def facts(name: str) -> list[dict[str, str]]:
    """Rows of a table of facts that ships with this package."""
    text = files("mizalla.generate").joinpath("facts", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def governorates() -> dict[str, Governorate]:
    """Every governorate by its p-code."""
    rows = [Governorate.model_validate(row) for row in facts("governorates.csv")]
    return {row.pcode: row for row in rows}
