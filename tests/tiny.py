"""Tiny scenarios: in memory for stages, as folders for reading and commands."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from mizalla_models.campaign import Campaign
from mizalla_models.organisation import Organisation
from mizalla_models.parcel import Parcel
from mizalla_models.place import Point, Village, Warehouse
from mizalla_models.rule import Need
from mizalla_models.scenario import Scenario
from mizalla_models.stock import StockLot
from mizalla_models.vehicle import Fleet, Vehicle

FIRST = date(2027, 2, 8)

CAMPAIGN = {"name": "Tiny", "starts": FIRST, "ends": date(2027, 2, 10)}
NOUR = Organisation(id="nour", name="Nour", name_ar="نور")
AMAL = Organisation(id="amal", name="Amal", name_ar="أمل")
DRY = Parcel(id="dry", name="Dry carton", weight_kg=12, volume_m3=0.03)
STORE = Warehouse(id="W1", organisation="nour", name="Assiut store", lat=27.18, lon=31.18)
NORTH = Village(
    pcode="EG250101",
    name="North",
    governorate="EG25",
    district="EG2501",
    lat=27.25,
    lon=31.15,
    households=400,
    poverty_rate=0.5,
)
SOUTH = NORTH.model_copy(
    update={"pcode": "EG250102", "name": "South", "lat": 27.05, "households": 200}
)
VAN = Vehicle(
    id="van", payload_kg=3000, volume_m3=15, speed_kmh=50, cost_per_km=8, cost_per_day=900
)
FLEET = Fleet(id="F1", organisation="nour", warehouse="W1", vehicle="van", count=2)


def lot(warehouse: str = "W1", parcel: str = "dry", quantity: int = 300, **more: Any) -> StockLot:
    """A row of stock with an id like those that reading makes."""
    key = more.pop("id", f"{warehouse}/{more.get('lot', parcel)}")
    return StockLot(
        **{"id": key, "warehouse": warehouse, "parcel": parcel, "quantity": quantity, "lot": key}
        | more
    )


def need(village: str, quantity: int, parcel: str = "dry", **more: Any) -> Need:
    """A need with a reason."""
    return Need(
        reason="Registered families.", village=village, parcel=parcel, quantity=quantity, **more
    )


def village_points(villages: Sequence[Village]) -> tuple[Point, ...]:
    """Each village as its own point, as reading makes them."""
    return tuple(
        Point(id=v.pcode, village=v.pcode, name=v.name, lat=v.lat, lon=v.lon) for v in villages
    )


def tiny(**changes: Any) -> Scenario:
    """Two villages in need of 300 between them, one store that holds 240, two vans, three days.

    ``campaign`` may be a dict of changes to the campaign; every other keyword replaces a field.
    """
    campaign = Campaign.model_validate(CAMPAIGN | dict(changes.pop("campaign", {})))
    villages = tuple(changes.get("villages", (NORTH, SOUTH)))
    fields: dict[str, Any] = {
        "campaign": campaign,
        "organisations": (AMAL, NOUR),
        "parcels": (DRY,),
        "warehouses": (STORE,),
        "stock": (lot(quantity=240),),
        "villages": villages,
        "needs": (need("EG250101", 200), need("EG250102", 100)),
        "points": village_points(villages),
        "vehicles": (VAN,),
        "fleets": (FLEET,),
        "roads": (),
        "lanes": (),
        "capacity": (),
        "folder": "/nowhere",
        "inputs_hash": "0" * 64,
    }
    return Scenario(**(fields | changes))


TABLES: dict[str, list[dict[str, Any]]] = {
    "organisations": [
        {"id": "nour", "name": "Nour", "name_ar": "نور"},
        {"id": "amal", "name": "Amal", "name_ar": "أمل"},
    ],
    "parcels": [{"id": "dry", "name": "Dry carton", "weight_kg": 12, "volume_m3": 0.03}],
    "warehouses": [
        {"id": "W1", "organisation": "nour", "name": "Assiut store", "lat": 27.18, "lon": 31.18}
    ],
    "stock": [{"warehouse": "W1", "parcel": "dry", "quantity": 240}],
    "villages": [
        {
            "pcode": pcode,
            "name": name,
            "governorate": "EG25",
            "district": "EG2501",
            "lat": lat,
            "lon": 31.15,
            "households": households,
            "poverty_rate": 0.5,
        }
        for pcode, name, lat, households in (
            ("EG250101", "North", 27.25, 400),
            ("EG250102", "South", 27.05, 200),
        )
    ],
    "needs": [
        {"village": "EG250101", "parcel": "dry", "quantity": 200},
        {"village": "EG250102", "parcel": "dry", "quantity": 100},
    ],
    "vehicles": [
        {
            "id": "van",
            "payload_kg": 3000,
            "volume_m3": 15,
            "speed_kmh": 50,
            "cost_per_km": 8,
            "cost_per_day": 900,
        }
    ],
    "fleets": [
        {"id": "F1", "organisation": "nour", "warehouse": "W1", "vehicle": "van", "count": 2}
    ],
}


def write_folder(
    folder: Path,
    campaign: Mapping[str, Any] | None = None,
    **tables: Sequence[Mapping[str, Any]] | None,
) -> Path:
    """Write the tiny scenario as a folder; a keyword replaces a table, None leaves its file out."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = CAMPAIGN | dict(campaign or {})
    (folder / "campaign.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    for name, rows in (TABLES | tables).items():
        if rows is None:
            continue
        columns = list(dict.fromkeys(key for row in rows for key in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
    return folder
