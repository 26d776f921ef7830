"""Warnings: what a planner should look at, and what does not stop the run."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from mizalla.read import inspect
from tiny import NORTH, TABLES, write_folder

FIRST_VILLAGE, SECOND_VILLAGE = TABLES["villages"]
STORE = TABLES["warehouses"][0]
POINT = {"id": "P1", "village": NORTH.pcode, "name": "P", "lat": NORTH.lat, "lon": NORTH.lon}
LANES = [{"from": "W1", "to": "EG250101"}]
PORT = STORE | {"id": "PORT", "lat": 43.3, "lon": 5.4}


@pytest.mark.parametrize(
    ("tables", "place", "words"),
    [
        (
            {"villages": [FIRST_VILLAGE | {"already_served": 401}, SECOND_VILLAGE]},
            ("villages.csv", 2, "already_served"),
            "401",
        ),
        (
            {"villages": [FIRST_VILLAGE, SECOND_VILLAGE | {"district": "EG2601"}]},
            ("villages.csv", 3, "district"),
            "EG2601",
        ),
        ({"warehouses": [STORE | {"storage_m3": 7}]}, ("warehouses.csv", 2, "storage_m3"), "7.2"),
        ({"lanes": LANES}, ("fleets.csv", 2, "warehouse"), "stands still"),
        (
            {
                "roads": [
                    {"from_lat": 27, "from_lon": 31, "to_lat": 28, "to_lon": 31, "km": 100},
                ]
            },
            ("roads.csv", 2, "km"),
            "111",
        ),
        (
            {"points": [POINT | {"open_days": "mon 2027-03-01"}], "needs": TABLES["needs"][:1]},
            ("points.csv", 2, "open_days"),
            "2027-03-01",
        ),
        ({"points": [POINT], "needs": None}, ("villages.csv", 3, "pcode"), "no point"),
        (
            {"parcels": [TABLES["parcels"][0] | {"kcall": 5}]},
            ("parcels.csv", 1, "kcall"),
            "'kcal'",
        ),
        (
            {
                "parcels": [
                    TABLES["parcels"][0] | {"sugar_g": 5},
                    TABLES["parcels"][0] | {"id": "wet", "sugar_g": ""},
                ]
            },
            ("parcels.csv", 3, "sugar_g"),
            "taken as 0",
        ),
        ({"notes": [{"who": "Mona"}]}, ("notes.csv", None, None), "not read"),
    ],
)
def test_warning(
    tmp_path: Path,
    tables: Mapping[str, Any],
    place: tuple[str, int | None, str | None],
    words: str,
) -> None:
    """A planner would not be told, or could not plan."""
    scenario, (warning,) = inspect(write_folder(tmp_path / "campaign", **tables))
    assert scenario is not None
    assert warning.severity == "warning"
    assert (warning.file, warning.row, warning.column) == place
    assert words in warning.problem + warning.mend


def test_speeds_without_roads_say_that_they_change_nothing(tmp_path: Path) -> None:
    """A planner would wonder why trucks are no slower on bad roads."""
    folder = write_folder(tmp_path / "campaign", campaign={"road": {"speeds": {"trunk": 70}}})
    scenario, (warning,) = inspect(folder)
    assert scenario is not None
    assert (warning.file, warning.column) == ("campaign.yaml", "road.speeds.trunk")
    assert warning.severity == "warning"


def test_a_port_abroad(tmp_path: Path) -> None:
    """Stock that is still in a port abroad could not be planned with."""
    port = write_folder(
        tmp_path / "port",
        warehouses=[STORE, PORT],
        lanes=[{"from": "PORT", "to": "W1", "lead_days": 1}],
    )
    scenario, faults = inspect(port)
    assert scenario is not None
    assert faults == ()
    scenario, faults = inspect(write_folder(tmp_path / "store", warehouses=[STORE, PORT]))
    assert scenario is None
    assert [(fault.file, fault.row, fault.column) for fault in faults] == [
        ("warehouses.csv", 3, "lat")
    ]


@pytest.mark.parametrize(
    ("prefix", "lat", "lon", "sound"),
    [("SD", 15.6, 32.5, True), ("SD", 51.5, 0.1, False), ("XX", 51.5, 0.1, True)],
)
def test_other_countries(tmp_path: Path, prefix: str, lat: float, lon: float, sound: bool) -> None:
    """A campaign outside Egypt would be refused, or its positions not be looked at."""
    villages = [
        row
        | {key: row[key].replace("EG", prefix) for key in ("pcode", "governorate", "district")}
        | {"lat": lat + step, "lon": lon}
        for step, row in zip((0, 0.1), TABLES["villages"], strict=True)
    ]
    folder = write_folder(
        tmp_path / "campaign",
        villages=villages,
        needs=None,
        warehouses=[STORE | {"lat": lat, "lon": lon}],
    )
    assert (inspect(folder)[0] is not None) == sound


def test_codes_that_mean_no_country(tmp_path: Path) -> None:
    """A campaign whose own codes begin like a country's would be refused, place by place."""
    villages = [
        FIRST_VILLAGE
        | {
            "pcode": f"AL{number:04}",
            "governorate": "AL",
            "district": "AL00",
            "lat": 36 + number / 9,
        }
        for number in range(9)
    ]
    folder = write_folder(
        tmp_path / "aleppo",
        villages=villages,
        needs=None,
        warehouses=[STORE | {"lat": 36.2, "lon": 37.2}],
    )
    scenario, faults = inspect(folder)
    assert scenario is not None
    assert faults == ()
