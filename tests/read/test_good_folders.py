"""Good folders: whatever the file format, the order of rows or the writing, the same scenario."""

import csv
import random
from collections.abc import Mapping, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from mizalla.read import inspect, read
from mizalla_models.scenario import Scenario
from tiny import NORTH, SOUTH, TABLES, tiny, write_folder

Rows = Sequence[Mapping[str, Any]]

POINTS = [
    {
        "id": f"P{number}",
        "village": village.pcode,
        "name": f"School {number}",
        "lat": village.lat,
        "lon": village.lon,
        "parcels_per_day": 120,
        "open_days": "الإثنين، tue; 2027-02-10",
        "opens": "08:30",
        "closes": "14:00",
        "largest_vehicle": "van",
    }
    for number, village in enumerate((NORTH, SOUTH), 1)
]
RICH: dict[str, Rows] = {
    "parcels": [
        {"id": "dry", "name": "Dry", "weight_kg": 12.5, "volume_m3": 0.03, "sugar_g": 1000},
        {"id": "wet", "name": "Wet", "weight_kg": 9, "volume_m3": 0.02, "sugar_g": 0},
    ],
    "stock": [
        {"warehouse": "W1", "parcel": "dry", "quantity": 240, "available_on": "2027-02-09"},
        {"warehouse": "W1", "parcel": "dry", "quantity": 60, "unit_cost": 410.5},
        {"warehouse": "W1", "parcel": "wet", "quantity": 60, "lot": "L1", "earmark": "EG2501"},
        {
            "warehouse": "W1",
            "parcel": "wet",
            "quantity": 90,
            "lot": "L1",
            "best_before": "2027-04-01",
        },
    ],
    "needs": [
        *TABLES["needs"],
        {"village": "EG250101", "parcel": "wet", "quantity": 9, "due": "2027-02-09"},
    ],
    "points": POINTS,
    "lanes": [
        {"from": "W2", "to": "W1", "cost_per_parcel": 2, "lead_days": 1},
        {"from": "W2", "to": "EG250101", "km": 40, "parcel": "wet"},
    ],
    "warehouses": [
        *TABLES["warehouses"],
        TABLES["warehouses"][0]
        | {"id": "W2", "name": "Port", "lat": 31.3, "lon": 32.3, "storage_m3": 900},
    ],
    "roads": [{"from_lat": 27.1, "from_lon": 31.1, "to_lat": 27.2, "to_lon": 31.1, "km": 12}],
}


def write_book(folder: Path, tables: Mapping[str, Rows], name: str = "campaign.xlsx") -> None:
    """Write tables as sheets of a workbook, with dates and times as a spreadsheet keeps them."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for table, rows in tables.items():
        sheet = book.create_sheet(table)
        columns = list(dict.fromkeys(key for row in rows for key in row))
        sheet.append(columns)
        for row in rows:
            sheet.append([_typed(column, row.get(column)) for column in columns])
    book.save(folder / name)


def _typed(column: str, cell: Any) -> Any:
    if column in ("available_on", "best_before", "due"):
        return date.fromisoformat(cell) if cell else None
    if column in ("opens", "closes"):
        return time.fromisoformat(cell)
    return cell


def rewrite(path: Path, encoding: str = "utf-8", *, separator: str = ",", shuffle: int = 0) -> None:
    """Write a CSV file again in another way."""
    with path.open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    order = random.Random(shuffle)
    columns = list(range(len(heading)))
    if shuffle:
        order.shuffle(rows)
        order.shuffle(columns)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerows([row[column] for column in columns] for row in [heading, *rows])


def same(one: Scenario, other: Scenario) -> bool:
    return one == other.model_copy(update={"folder": one.folder})


@pytest.fixture
def rich(tmp_path: Path) -> Scenario:
    return read(write_folder(tmp_path / "rich", **RICH))


def test_tiny_folder(tmp_path: Path) -> None:
    """The folder and the scenario in memory that all other tests use would drift apart."""
    scenario, faults = inspect(write_folder(tmp_path / "tiny"))
    assert faults == ()
    assert scenario is not None
    assert scenario.needs is not None
    plain = tiny(
        folder=scenario.folder,
        inputs_hash=scenario.inputs_hash,
        needs=tuple(n.model_copy(update={"reason": "needs.csv"}) for n in tiny().needs or ()),
    )
    assert scenario == plain


def test_every_table(rich: Scenario) -> None:
    """A column would be read as another, or not at all."""
    dry, wet = rich.parcels
    assert dict(dry.measures) == {"sugar_g": 1000.0}
    assert wet.households == 1
    assert [(lot.id, lot.lot, lot.quantity) for lot in rich.stock] == [
        ("W1/L1", "L1", 60 if rich.stock[0].earmark else 90),
        ("W1/L1#2", "L1", 90 if rich.stock[0].earmark else 60),
        ("W1/dry", "W1/dry", 60),
        ("W1/dry#2", "W1/dry#2", 240),
    ]
    assert rich.points[0].open_days == tuple(date(2027, 2, day) for day in (8, 9, 10))
    assert (rich.points[0].opens, rich.points[0].closes) == (time(8, 30), time(14))
    assert [(lane.destination, lane.lead_days, lane.parcel) for lane in rich.lanes] == [
        ("EG250101", 0, "wet"),
        ("W1", 1, None),
    ]
    assert rich.roads[0].km == 12
    assert rich.needs is not None
    assert [need.due for need in rich.needs] == [None, date(2027, 2, 9), None]


def test_without_optional_files(tmp_path: Path) -> None:
    """A folder of only what must be there would be refused."""
    lanes = [{"from": "W1", "to": "EG250101"}]
    absent = {"needs": None, "fleets": None, "vehicles": None}
    scenario = read(write_folder(tmp_path / "small", lanes=lanes, **absent))
    assert scenario.needs is None
    assert scenario.fleets == ()
    assert [point.id for point in scenario.points] == ["EG250101", "EG250102"]


def test_order_of_rows_and_columns(rich: Scenario, tmp_path: Path) -> None:
    """The same campaign saved in another order would give another plan."""
    for seed in (1, 2, 3):
        folder = write_folder(tmp_path / f"{seed}", **RICH)
        for path in folder.glob("*.csv"):
            rewrite(path, shuffle=seed)
        assert same(rich, read(folder))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_separators_and_byte_order_mark(
    rich: Scenario, tmp_path: Path, separator: str, encoding: str
) -> None:
    """Files that Excel saved under an Arabic locale would be refused, or misread."""
    tables = RICH | {"points": [row | {"open_days": "mon tue wed"} for row in POINTS]}
    folder = write_folder(tmp_path / "again", **tables)
    for path in folder.glob("*.csv"):
        rewrite(path, encoding, separator=separator)
    assert same(rich, read(folder))


@pytest.mark.parametrize("ending", [b"\r\n", b"\n", b"\r"])
def test_line_endings(rich: Scenario, tmp_path: Path, ending: bytes) -> None:
    """Files from another system would be one endless row."""
    folder = write_folder(tmp_path / "again", **RICH)
    for path in folder.glob("*.csv"):
        path.write_bytes(path.read_bytes().replace(b"\r\n", ending))
    assert same(rich, read(folder))


def test_declared_separator(rich: Scenario, tmp_path: Path) -> None:
    """The line ``sep=;`` that Excel itself understands would be taken for the heading."""
    folder = write_folder(tmp_path / "again", **RICH)
    path = folder / "stock.csv"
    rewrite(path, separator=";")
    path.write_text("sep=;\n" + path.read_text("utf-8"), "utf-8")
    assert same(rich, read(folder))


def test_workbook(rich: Scenario, tmp_path: Path) -> None:
    """A workbook would mean something else than the same tables as CSV files."""
    folder = write_folder(tmp_path / "book", **dict.fromkeys(TABLES))
    write_book(folder, TABLES | RICH)
    again = read(folder)
    assert same(rich, again)
    assert again.inputs_hash == rich.inputs_hash


def test_workbook_of_one_table(rich: Scenario, tmp_path: Path) -> None:
    """``stock.xlsx`` with its sheet still called Sheet1 would not be found."""
    folder = write_folder(tmp_path / "book", **(RICH | {"stock": None}))
    write_book(folder, {"Sheet1": RICH["stock"]}, "stock.xlsx")
    (folder / "~$stock.xlsx").write_bytes(b"a lock file")
    assert same(rich, read(folder))


def test_eastern_arabic_digits(rich: Scenario, tmp_path: Path) -> None:
    """Numbers and dates as people in Egypt write them would be refused."""
    eastern = str.maketrans("0123456789.", "٠١٢٣٤٥٦٧٨٩٫")
    persian = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    tables = {name: [dict(row) for row in rows] for name, rows in (TABLES | RICH).items()}
    for rows in tables.values():
        for row in rows:
            for column, cell in row.items():
                if isinstance(cell, (int, float)):
                    row[column] = str(cell).translate(eastern)
                elif column in ("due", "available_on", "opens", "closes"):
                    row[column] = f"\u200f{cell.translate(persian)}\u200e"
    tables["parcels"][0]["sugar_g"] = "١٬٠٠٠"
    assert same(rich, read(write_folder(tmp_path / "eastern", **tables)))


def test_unseen_marks_and_blanks(rich: Scenario, tmp_path: Path) -> None:
    """An id with a blank or an unseen mark behind it would be unknown."""
    stock = [
        row | {"warehouse": "W1 ", "parcel": f"\u200f{row['parcel']}\u00a0"}
        for row in RICH["stock"]
    ]
    assert same(rich, read(write_folder(tmp_path / "marks", **(RICH | {"stock": stock}))))


def test_headings_in_another_writing(rich: Scenario, tmp_path: Path) -> None:
    """``Available on`` would not be known for ``available_on``."""
    stock = [
        {key.replace("_", " ").capitalize(): cell for key, cell in row.items()}
        for row in RICH["stock"]
    ]
    assert same(rich, read(write_folder(tmp_path / "headings", **(RICH | {"stock": stock}))))


def test_roads_by_nodes(rich: Scenario, tmp_path: Path) -> None:
    """Roads that name nodes would not be those between the nodes' positions."""
    tables = RICH | {
        "roads": [{"from": "a", "to": "b", "km": 12}],
        "road_nodes": [
            {"id": "b", "lat": 27.2, "lon": 31.1},
            {"id": "a", "lat": 27.1, "lon": 31.1},
        ],
    }
    assert same(rich, read(write_folder(tmp_path / "nodes", **tables)))


def test_folder_and_content_in_the_hash(tmp_path: Path) -> None:
    """Runs of one campaign could not be told from runs of another."""
    one = read(write_folder(tmp_path / "one"))
    other = read(write_folder(tmp_path / "other"))
    more = read(write_folder(tmp_path / "more", {"currency": "USD"}))
    assert one.inputs_hash == other.inputs_hash
    assert one.inputs_hash != more.inputs_hash
    assert one.folder != other.folder


def test_days_as_text_in_the_campaign(tmp_path: Path) -> None:
    """Quoted and Eastern Arabic dates of campaign.yaml would be refused."""
    plain = read(write_folder(tmp_path / "plain"))
    quoted = read(write_folder(tmp_path / "quoted", {"starts": "2027-02-08", "ends": "٢٠٢٧-٠٢-١٠"}))
    assert same(plain, quoted)
    assert plain.inputs_hash == quoted.inputs_hash


def test_weekdays_and_plugins_in_the_campaign(tmp_path: Path) -> None:
    """The order in which a planner names weekdays and plugins would change the plan."""
    one = {"closed_weekdays": ["sat", "الجمعة"], "plugins": ["storage", {"name": "fleets"}]}
    other = {"closed_weekdays": ["friday", "Saturday"], "plugins": {"fleets": {}, "storage": None}}
    first = read(write_folder(tmp_path / "one", one))
    second = read(write_folder(tmp_path / "other", other))
    assert same(first, second)
    assert first.inputs_hash == second.inputs_hash
