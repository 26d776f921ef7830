"""A small campaign, planned: two members, a transfer, names that mean harm."""

from pathlib import Path
from typing import Any

from mizalla.figures import Digest, Setting, digest
from mizalla.run import plan
from mizalla.store import new_run
from plans import NOW
from tiny import TABLES, write_folder

EVIL = "</script><script>alert(1)</script>"
FORMULA = "=HYPERLINK(1)"

ORGANISATIONS = [
    {"id": "nour", "name": "Nour", "name_ar": "جمعية نور الأمل"},
    {"id": "amal", "name": EVIL, "name_ar": "جمعية الأمل"},
]
WAREHOUSES = [
    {
        "id": "W1",
        "organisation": "nour",
        "name": "Assiut store",
        "name_ar": "مخزن أسيوط",
        "lat": 27.18,
        "lon": 31.18,
        "loading_parcels_per_day": 70,
    },
    {
        "id": "W2",
        "organisation": "amal",
        "name": "Ship store",
        "name_ar": "مخزن السفينة",
        "lat": 27.3,
        "lon": 31.2,
        "loading_parcels_per_day": None,
    },
]
STOCK = [
    {"warehouse": "W1", "parcel": "dry", "quantity": 150, "lot": FORMULA},
    {"warehouse": "W2", "parcel": "dry", "quantity": 400, "lot": "SHIP"},
]
LANES = [{"from": "W2", "to": "W1", "cost_per_parcel": 1}]
VILLAGES = [
    row | {"name_ar": name}
    for row, name in zip(TABLES["villages"], ("قرية الشمال", "قرية الجنوب"), strict=True)
]


def folder_of(path: Path, **changes: Any) -> Path:
    """Write the campaign as a folder."""
    tables: dict[str, Any] = {
        "organisations": ORGANISATIONS,
        "warehouses": WAREHOUSES,
        "stock": STOCK,
        "lanes": LANES,
        "villages": VILLAGES,
    }
    return write_folder(path, {"name": f"حملة {EVIL}", "currency": "EGP"}, **(tables | changes))


def planned(path: Path, **changes: Any) -> Digest:
    """Plan the campaign."""
    outcome = plan(folder_of(path, **changes))
    run = new_run(outcome.plan, folder=path, seconds=outcome.seconds, now=NOW)
    return digest(
        run.model_copy(update={"id": "20270208-153000-abcd"}),
        outcome.plan,
        outcome.rules,
        Setting.of(outcome.scenario),
    )
