"""Trips of made-up campaigns against a checker that knows only the files."""

import random
from pathlib import Path
from typing import Any

import pytest

from integration.outside_trips import Bounds, Checker
from mizalla.export import export
from mizalla.run import plan
from tiny import TABLES, write_folder

STEP = 0.05
DAYS = ("2027-02-08", "2027-02-09", "2027-02-10")
SUNSET = """
from mizalla.hookspecs import hookimpl
from mizalla_models.rule import Rest, Shift

__version__ = "1"


@hookimpl
def mizalla_rules(scenario):
    yield Shift(
        reason="Sunset.",
        leaves="12:00",
        breaks=(Rest(earliest="17:30", latest="18:00", minutes=40),),
    )
"""


def _roads(lot: random.Random) -> list[dict[str, Any]]:
    """A grid of 4 x 4 with one-way roads, classes, stated minutes and a closure."""
    rows: list[dict[str, Any]] = []
    for x in range(4):
        for y in range(4):
            for right, up in ((1, 0), (0, 1)):
                if x + right > 3 or y + up > 3:
                    continue
                row: dict[str, Any] = {
                    "from_lat": round(27 + STEP * y, 5),
                    "from_lon": round(31 + STEP * x, 5),
                    "to_lat": round(27 + STEP * (y + up), 5),
                    "to_lon": round(31 + STEP * (x + right), 5),
                    "km": round(lot.uniform(5, 9), 3),
                    "minutes": lot.choice(("", "", 9, 14)),
                    "road_class": lot.choice(("primary", "track", "track")),
                    "one_way": lot.choice(("yes", "no", "no", "no")),
                    "closed_from": "",
                    "closed_until": "",
                }
                if lot.random() < 0.15:
                    row |= {"closed_from": DAYS[1], "closed_until": DAYS[1]}
                rows.append(row)
    return rows


def _folder(folder: Path, seed: int, *, sunset: bool) -> Path:
    lot = random.Random(seed)
    villages, points = [], []
    for number in range(9):
        lat, lon = 27 + lot.uniform(0, 3 * STEP), 31 + lot.uniform(0, 3 * STEP)
        pcode = f"EG2501{number:02}"
        where = {"name": pcode, "lat": round(lat, 4), "lon": round(lon, 4)}
        villages.append(TABLES["villages"][0] | where | {"pcode": pcode})
        hours = lot.choice((("", ""), ("", ""), ("08:30", "13:00"), ("13:00", "16:00")))
        largest = lot.choice(("", "", "van"))
        points.append(
            {"id": f"P{number}", "village": pcode, **where}
            | {"opens": hours[0], "closes": hours[1], "largest_vehicle": largest}
        )
    needs = [
        {"village": row["pcode"], "parcel": "dry", "quantity": lot.choice((40, 90, 260, 700))}
        for row in villages
    ]
    vehicles = [
        TABLES["vehicles"][0],
        TABLES["vehicles"][0] | {"id": "lorry", "payload_kg": 7000, "speed_kmh": 40},
    ]
    fleets = [
        TABLES["fleets"][0] | {"count": 1, "hours_per_day": 9},
        TABLES["fleets"][0] | {"id": "F2", "vehicle": "lorry", "count": 1, "hours_per_day": 9},
    ]
    campaign: dict[str, Any] = {
        "road": {"circuity": 1.3, "speed": 30, "speeds": {"primary": 60}},
        "trips": {"rounds": lot.choice((0, 2)), "leaves": "07:00", "home": "20:00"}
        | {"shift_hours": 7.5, "stop_minutes": 10, "parcel_seconds": 3, "reload_minutes": 20}
        | {"trips_per_day": 4},
    }
    campaign["road"]["bans"] = {"track": ["lorry"]} if lot.random() < 0.3 else {}
    if sunset:
        campaign["plugins"] = [{"name": "sunset.py"}]
    made = write_folder(
        folder,
        campaign,
        villages=villages,
        points=points,
        needs=needs,
        vehicles=vehicles,
        fleets=fleets,
        roads=_roads(lot),
        stock=[{"warehouse": "W1", "parcel": "dry", "quantity": 3000}],
        warehouses=[TABLES["warehouses"][0] | {"lat": 27.06, "lon": 31.07}],
    )
    (folder / "sunset.py").write_text(SUNSET, "utf-8")
    return made


@pytest.mark.parametrize("seed", range(6))
def test_trips_pass_a_checker_that_knows_only_the_files(seed: int, tmp_path: Path) -> None:
    """Trucks would be too full, late, in two places, on closed roads or where they don't get in."""
    sunset = seed % 3 == 2
    folder = _folder(tmp_path / "s", seed, sunset=sunset)
    found = plan(folder)
    assert found.plan.findings == ()
    assert found.plan.trips
    export(found.plan, tmp_path / "out")
    bans = found.scenario.campaign.road.bans
    bounds = Bounds(
        leaves=720 if sunset else 420,
        home=1200,
        longest=450,
        stop=10,
        per_parcel=0.05,
        reload=20,
        trips=4,
        road_speed=30,
        speeds={"primary": 60},
        bans=bans,
        rest=(1050, 1080, 40) if sunset else None,
    )
    assert Checker(folder, bounds).check(tmp_path / "out") == []
    written = tmp_path / "out" / "trips.csv"
    text = written.read_text("utf-8")
    for before, after in ((found.plan.trips[0].depart, "23:59"), (",dry,", ",dry,1")):
        written.write_text(text.replace(before, after), "utf-8")
        assert Checker(folder, bounds).check(tmp_path / "out"), "The checker sees nothing."
