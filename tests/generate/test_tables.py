import csv
from pathlib import Path

from mizalla.generate import Recipe
from mizalla.generate.draft import Draft
from mizalla.generate.tables import tables, write_table


def test_columns_are_those_of_the_design(small: Recipe, small_draft: Draft) -> None:
    """Reading would refuse a column that it does not know, or miss one."""
    rows = tables(small, small_draft)
    assert {name: list(table[0]) for name, table in rows.items()} == {
        "organisations": ["id", "name", "name_ar"],
        "parcels": ["id", "name", "name_ar", "weight_kg", "volume_m3", "kcal", "households"],
        "warehouses": [
            *("id", "organisation", "name", "name_ar", "lat", "lon", "governorate", "district"),
            *("loading_parcels_per_day", "storage_m3"),
        ],
        "stock": [
            *("warehouse", "parcel", "quantity", "lot", "available_on", "best_before", "earmark"),
            "unit_cost",
        ],
        "villages": [
            *("pcode", "name", "name_ar", "governorate", "district", "lat", "lon", "households"),
            *("poverty_rate", "already_served"),
        ],
        "vehicles": [
            *("id", "payload_kg", "volume_m3", "speed_kmh", "cost_per_km", "cost_per_day"),
        ],
        "fleets": [
            *("id", "organisation", "warehouse", "vehicle", "count", "hours_per_day"),
            *("from", "until"),
        ],
        "needs": ["village", "parcel", "quantity", "due"],
        "points": [
            *("id", "village", "name", "lat", "lon", "parcels_per_day", "open_days"),
            "largest_vehicle",
        ],
        "roads": [
            *("from_lat", "from_lon", "to_lat", "to_lon", "km", "minutes", "road_class"),
            *("closed_from", "closed_until"),
        ],
        "lanes": ["from", "to", "cost_per_kg", "lead_days"],
    }


def test_scored_needs_are_not_written(assiut: Recipe, assiut_draft: Draft) -> None:
    """The need-scoring plugin would never be asked."""
    assert "needs" not in tables(assiut, assiut_draft)


def test_positions_have_five_decimals(small: Recipe, small_draft: Draft) -> None:
    """Bytes would differ with how a machine prints numbers."""
    for row in tables(small, small_draft)["villages"]:
        assert len(row["lat"].split(".")[1]) == len(row["lon"].split(".")[1]) == 5


def test_cells_are_quoted_where_they_must_be(tmp_path: Path) -> None:
    """A comma in a name would shift every cell after it."""
    rows = [{"id": "1", "name": 'a, "b"'}, {"id": "2", "name": "مخزن، بدر"}]
    write_table(tmp_path / "t.csv", rows)
    text = (tmp_path / "t.csv").read_bytes()
    assert b"\r" not in text
    assert list(csv.DictReader(text.decode().splitlines())) == rows
