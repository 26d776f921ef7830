"""A list of real villages."""

import csv
from pathlib import Path

from mizalla_models.errors import UsageError
from mizalla_models.place import Village

COLUMNS = ("pcode", "name_ar", "name_en", "adm1_pcode", "adm2_pcode", "lat", "lon", "coord_quality")


def real_villages(places: Path, governorate: str, count: int) -> list[Village]:
    """Villages of a governorate, without families yet; spread over the list where it has more.

    Parameters
    ----------
    places
        CSV in UTF-8 with the columns ``pcode``, ``name_ar``, ``name_en`` (may be empty),
        ``adm1_pcode``, ``adm2_pcode``, ``lat``, ``lon`` and ``coord_quality``; only rows whose
        ``coord_quality`` holds a ``+`` have a position of their own, and are used.
    governorate
        Its p-code.
    count
        Most villages to give.

    Raises
    ------
    UsageError
        If the list can't be read, lacks a column, or has a position that is no number.
    """
    try:
        with places.open(encoding="utf-8-sig", newline="") as file:
            rows = sorted(
                (
                    row
                    for row in csv.DictReader(file)
                    if row["adm1_pcode"] == governorate and "+" in row["coord_quality"]
                ),
                key=lambda row: row["pcode"],
            )
        step = max(1.0, len(rows) / count)
        chosen = [rows[int(place * step)] for place in range(min(count, len(rows)))]
        return [_village(row) for row in chosen]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"The list of places {places} can't be read: {error!r}.",
            mend=f"Give a CSV in UTF-8 with the columns {', '.join(COLUMNS)}.",
        ) from error


def _village(row: dict[str, str]) -> Village:
    return Village(
        pcode=row["pcode"],
        name=row["name_en"] or row["name_ar"],
        name_ar=row["name_ar"],
        governorate=row["adm1_pcode"],
        district=row["adm2_pcode"],
        lat=round(float(row["lat"]), 5),
        lon=round(float(row["lon"]), 5),
        households=0,
    )
