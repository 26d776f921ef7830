"""Broken folders: each is refused at the right file, row and column, and nothing else is blamed."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from mizalla.read import inspect, read
from mizalla_models.errors import ScenarioError
from tiny import TABLES, write_folder

Place = tuple[str, int | None, str | None]
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Broken:
    """A tiny folder with something wrong in it, and where that must be told."""

    name: str
    told: Sequence[tuple[Place, str]]
    """Place and a piece of the text of every fault, no more and no fewer."""
    campaign: Mapping[str, Any] = field(default_factory=dict)
    tables: Mapping[str, Rows | None] = field(default_factory=dict)
    files: Mapping[str, str | bytes | None] = field(default_factory=dict)
    """Files as they are; None: a folder of that name."""
    gone: Sequence[str] = ()
    """Files that are taken out."""


def change(table: str, row: int = 2, **cells: Any) -> dict[str, Rows]:
    """The tiny table with some cells of a row changed, rows counted as a spreadsheet does."""
    return {
        table: [
            record | (cells if number == row else {})
            for number, record in enumerate(TABLES[table], 2)
        ]
    }


def add(table: str, *more: Mapping[str, Any]) -> dict[str, Rows]:
    """The tiny table with some rows more, each like its first one but for some cells."""
    return {table: [*TABLES[table], *(TABLES[table][0] | dict(row) for row in more)]}


def text(table: str, edit: Callable[[str], str] = str) -> str:
    """The tiny table as CSV text, edited."""
    rows = TABLES[table]
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)))
    writer.writeheader()
    writer.writerows(rows)
    return edit(file.getvalue().replace("\r\n", "\n"))


def point(key: str, village: str = "EG250101", **cells: Any) -> dict[str, Any]:
    """A point beside the first village."""
    place = {"id": key, "village": village, "name": key, "lat": 27.25, "lon": 31.15}
    return place | cells


def points(*rows: Mapping[str, Any]) -> dict[str, Rows]:
    """A point for each village, with some cells of the first changed, and more rows."""
    first, *more = rows or ({},)
    return {
        "points": [point("P1", **dict(first)), point("P2", "EG250102"), *(dict(r) for r in more)]
    }


LANE = {"from": "W1", "to": "EG250101", "cost_per_parcel": 3}
ROAD = {"from_lat": 27.1, "from_lon": 31.1, "to_lat": 27.2, "to_lon": 31.1, "km": 12}
RULE = "rules:\n  - kind: limit\n    reason: Our line.\n"
YAML = "name: Tiny\nstarts: 2027-02-08\nends: 2027-02-10\n"

BROKEN = [
    # the campaign
    Broken("no campaign", [(("campaign.yaml", None, None), "missing")], gone=["campaign.yaml"]),
    Broken(
        "campaign is a folder",
        [(("campaign.yaml", None, None), "a folder")],
        gone=["campaign.yaml"],
        files={"campaign.yaml": None},
    ),
    Broken(
        "campaign is not YAML",
        [(("campaign.yaml", 3, None), "not YAML")],
        files={"campaign.yaml": "name: Tiny\nstarts: [2027-02-08\nends: 2027-02-10\n"},
    ),
    Broken(
        "campaign is a list",
        [(("campaign.yaml", 1, None), "keys and values")],
        files={"campaign.yaml": "- a\n- b\n"},
    ),
    Broken(
        "campaign is empty",
        [(("campaign.yaml", 1, None), "empty")],
        files={"campaign.yaml": ""},
    ),
    Broken(
        "campaign lacks a key",
        [(("campaign.yaml", None, "ends"), "missing")],
        files={"campaign.yaml": "name: Tiny\nstarts: 2027-02-08\n"},
    ),
    Broken(
        "campaign has an unknown key",
        [(("campaign.yaml", 4, "sharng"), "'sharing'")],
        files={"campaign.yaml": YAML + "sharng: own\n"},
    ),
    Broken(
        "campaign has a key twice",
        [(("campaign.yaml", 4, "ends"), "line 3")],
        files={"campaign.yaml": YAML + "ends: 2027-02-11\n"},
    ),
    Broken(
        "campaign ends before it starts",
        [(("campaign.yaml", 3, "ends"), "before it starts")],
        files={"campaign.yaml": "name: Tiny\nstarts: 2027-02-08\nends: 2027-02-07\n"},
    ),
    Broken(
        "campaign ends on no day",
        [(("campaign.yaml", 3, "ends"), "2027-02-30")],
        files={"campaign.yaml": "name: Tiny\nstarts: 2027-02-08\nends: 2027-02-30\n"},
    ),
    Broken(
        "campaign starts in another writing",
        [(("campaign.yaml", 2, "starts"), "2027-02-08 or 2027-08-02")],
        files={"campaign.yaml": "name: Tiny\nstarts: 08/02/2027\nends: 2027-02-10\n"},
    ),
    Broken(
        "campaign of a lifetime",
        [(("campaign.yaml", 3, "ends"), "16,467 days")],
        files={"campaign.yaml": "name: Tiny\nstarts: 2027-02-08\nends: 2072-03-09\n"},
    ),
    Broken(
        "several faults of the campaign",
        [
            (("campaign.yaml", 4, "timezone"), "'Africa/Cairo'"),
            (("campaign.yaml", 5, "goals[1]"), "'coverage'"),
            (("campaign.yaml", 6, "closed_weekdays[0]"), "'friday'"),
            (("campaign.yaml", 8, "road.speed"), "greater than 0"),
            (("campaign.yaml", 9, "reach"), "whole number"),
        ],
        files={
            "campaign.yaml": YAML
            + "timezone: Africa/Kairo\ngoals: [cost, coverag]\nclosed_weekdays: [fryday]\n"
            "road:\n  speed: 0\nreach: many\n"
        },
    ),
    Broken(
        "a plugin file that is not there",
        [(("campaign.yaml", 5, "plugins[0]"), "rules.py")],
        files={"campaign.yaml": YAML + "plugins:\n  - rules.py\n"},
    ),
    Broken(
        "a YAML bomb",
        [(("campaign.yaml", 2, None), "alias")],
        files={"campaign.yaml": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"},
    ),
    Broken(
        "YAML nested without end",
        [(("campaign.yaml", 1, None), "nested")],
        files={"campaign.yaml": "a: " + "[" * 5000 + "]" * 5000},
    ),
    # files
    Broken("no stock", [(("stock.csv", None, None), "missing")], gone=["stock.csv"]),
    Broken(
        "needs under another name",
        [(("need.csv", None, None), "'needs'")],
        gone=["needs.csv"],
        files={"need.csv": text("needs")},
    ),
    Broken(
        "a folder named stock.csv",
        [(("stock.csv", None, None), "a folder")],
        gone=["stock.csv"],
        files={"stock.csv": None},
    ),
    Broken("an empty file", [(("villages.csv", None, None), "empty")], files={"villages.csv": ""}),
    Broken(
        "a heading alone",
        [(("organisations.csv", None, None), "no rows")],
        files={"organisations.csv": "id,name\n"},
    ),
    Broken(
        "no heading",
        [(("stock.csv", 1, None), "no heading")],
        files={"stock.csv": "W1,dry,240\n"},
    ),
    Broken(
        "a picture",
        [(("stock.csv", None, None), "picture")],
        files={"stock.csv": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff"},
    ),
    Broken(
        "a workbook named csv",
        [(("stock.csv", None, None), "workbook")],
        files={"stock.csv": b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\xff"},
    ),
    Broken(
        "UTF-16",
        [(("stock.csv", None, None), "UTF-16")],
        files={"stock.csv": text("stock").encode("utf-16")},
    ),
    Broken(
        "Windows-1256",
        [(("organisations.csv", 2, None), "Windows-1256")],
        files={"organisations.csv": text("organisations").encode("windows-1256")},
    ),
    Broken(
        "a NUL",
        [(("stock.csv", 2, None), "NUL")],
        files={"stock.csv": text("stock", lambda t: t.replace("240", "24\x000"))},
    ),
    Broken(
        "a quote that is never closed",
        [(("stock.csv", 2, None), "never closed")],
        files={"stock.csv": 'warehouse,parcel,quantity\n"W1,dry,240\n'},
    ),
    Broken(
        "no fleets and no lanes",
        [(("vehicles.csv", None, None), "lanes.csv"), (("fleets.csv", None, None), "missing")],
        gone=["fleets.csv", "vehicles.csv"],
    ),
    # columns and rows
    Broken(
        "a missing column",
        [(("stock.csv", 1, "quantity"), "missing")],
        files={"stock.csv": "warehouse,parcel\nW1,dry\n"},
    ),
    Broken(
        "an unknown column",
        [(("needs.csv", 1, "priorty"), "'priority'")],
        tables=change("needs", priorty=2),
    ),
    Broken(
        "a column twice",
        [(("stock.csv", 1, "parcel"), "twice")],
        files={"stock.csv": "warehouse,parcel,quantity,parcel\nW1,dry,240,dry\n"},
    ),
    Broken(
        "a column without heading",
        [(("stock.csv", 1, "D"), "no heading")],
        files={"stock.csv": "warehouse,parcel,quantity,\nW1,dry,240,soon\n"},
    ),
    Broken(
        "too few cells",
        [(("stock.csv", 2, None), "2 cells")],
        files={"stock.csv": "warehouse,parcel,quantity\nW1,dry\n"},
    ),
    Broken(
        "too many cells",
        [(("stock.csv", 2, None), "4 cells")],
        files={"stock.csv": "warehouse,parcel,quantity\nW1,dry,1,200\n"},
    ),
    Broken(
        "rows are counted over blank lines and quoted line breaks",
        [(("organisations.csv", 5, "name"), "empty")],
        files={"organisations.csv": 'id,name\nnour,"Nour\nof Assiut"\n\namal,Amal\nhoda,\n'},
    ),
    Broken(
        "an empty cell",
        [(("villages.csv", 3, "households"), "empty")],
        tables=change("villages", 3, households=""),
    ),
    Broken(
        "an id with a bar",
        [(("warehouses.csv", 2, "id"), "bar")],
        tables=change("warehouses", id="W|1")
        | change("stock", warehouse="W|1")
        | change("fleets", warehouse="W|1"),
    ),
    Broken(
        "an id twice",
        [(("villages.csv", 4, "pcode"), "row 2")],
        tables=add("villages", {"name": "Again"}),
    ),
    # numbers
    Broken(
        "fewer than none",
        [(("stock.csv", 2, "quantity"), "'-240' is below zero")],
        tables=change("stock", quantity=-240),
    ),
    Broken(
        "half a parcel",
        [(("needs.csv", 3, "quantity"), "100 or 101")],
        tables=change("needs", 3, quantity=100.5),
    ),
    Broken(
        "more than there can be",
        [(("needs.csv", 2, "quantity"), "too many")],
        tables=change("needs", quantity=10**12),
    ),
    Broken(
        "a comma in a number",
        [(("stock.csv", 2, "quantity"), "1200 or 1.200")],
        tables=change("stock", quantity="1,200"),
    ),
    Broken(
        "a unit in a number",
        [(("parcels.csv", 2, "weight_kg"), "alone: 12")],
        tables=change("parcels", weight_kg="12 kg"),
    ),
    Broken(
        "no number",
        [(("vehicles.csv", 2, "speed_kmh"), "'nan'")],
        tables=change("vehicles", speed_kmh="nan"),
    ),
    Broken(
        "an endless number",
        [(("warehouses.csv", 2, "storage_m3"), "larger")],
        tables=change("warehouses", storage_m3="1e999"),
    ),
    Broken(
        "no weight",
        [(("parcels.csv", 2, "weight_kg"), "above 0")],
        tables=change("parcels", weight_kg=0),
    ),
    Broken(
        "a percentage",
        [(("villages.csv", 2, "poverty_rate"), "0.667")],
        tables=change("villages", poverty_rate=66.7),
    ),
    Broken(
        "a day of 25 hours",
        [(("fleets.csv", 2, "hours_per_day"), "up to 24")],
        tables=change("fleets", hours_per_day=25),
    ),
    Broken(
        "a measure that is no number",
        [(("parcels.csv", 2, "protein_g"), "'much'")],
        tables=change("parcels", protein_g="much"),
    ),
    Broken(
        "a measure of our name",
        [(("parcels.csv", 1, "km"), "another heading")],
        tables=change("parcels", km=3),
    ),
    # references
    Broken(
        "an unknown warehouse",
        [(("stock.csv", 2, "warehouse"), "'W1'")],
        tables=change("stock", warehouse="W11"),
    ),
    Broken(
        "an unknown member",
        [(("fleets.csv", 2, "organisation"), "'nour'")],
        tables=change("fleets", organisation="noor"),
    ),
    Broken(
        "an unknown village",
        [(("needs.csv", 2, "village"), "EG2501")],
        tables=change("needs", village="EG25O101"),
    ),
    Broken(
        "a point with no village",
        [(("points.csv", 4, "village"), "'EG250103'")],
        tables=points({}, point("P3", "EG250103")),
    ),
    Broken(
        "a village with a need and no point",
        [(("needs.csv", 3, "village"), "no point")],
        tables={"points": [point("P1")]},
    ),
    Broken(
        "an unknown vehicle at a point",
        [(("points.csv", 2, "largest_vehicle"), "'van'")],
        tables=points({"largest_vehicle": "vann"}),
    ),
    Broken(
        "fleets without vehicles",
        [(("fleets.csv", 2, "vehicle"), "vehicles.csv")],
        tables={"vehicles": None, "lanes": [LANE | {"from": "W2"}]}
        | add("warehouses", {"id": "W2"}),
    ),
    Broken(
        "an earmark for nobody",
        [(("stock.csv", 2, "earmark"), "'EG25'")],
        tables=change("stock", earmark="EG52"),
    ),
    Broken(
        "faults of a row are no faults of those who name it",
        [(("warehouses.csv", 2, "lat"), "not a number")],
        tables=change("warehouses", lat="north"),
    ),
    # days
    Broken(
        "a date in another writing",
        [(("stock.csv", 2, "available_on"), "2027-02-13")],
        tables=change("stock", available_on="13/2/2027"),
    ),
    Broken(
        "a day that does not exist",
        [(("stock.csv", 2, "best_before"), "no day")],
        tables=change("stock", best_before="2027-02-29"),
    ),
    Broken(
        "stock after the campaign",
        [(("stock.csv", 2, "available_on"), "after the campaign")],
        tables=change("stock", available_on="2027-02-11"),
    ),
    Broken(
        "stock that expires before it arrives",
        [(("stock.csv", 2, "best_before"), "before it is there")],
        tables=change("stock", available_on="2027-02-10", best_before="2027-02-09"),
    ),
    Broken(
        "stock that has expired",
        [(("stock.csv", 2, "best_before"), "before the campaign")],
        tables=change("stock", best_before="2027-02-07"),
    ),
    Broken(
        "the same stock twice",
        [(("stock.csv", 3, "warehouse"), "row 2")],
        tables=add("stock", {}),
    ),
    Broken(
        "a need due outside the campaign",
        [(("needs.csv", 2, "due"), "outside the campaign")],
        tables=change("needs", due="2028-02-09"),
    ),
    Broken(
        "the same need twice",
        [(("needs.csv", 4, "village"), "row 2")],
        tables=add("needs", {"quantity": 5}),
    ),
    Broken(
        "two priorities of one need",
        [(("needs.csv", 4, "priority"), "row 2")],
        tables=add("needs", {"due": "2027-02-09", "priority": 2}),
    ),
    Broken(
        "a fleet after the campaign",
        [(("fleets.csv", 2, "from"), "after the campaign")],
        tables=change("fleets", **{"from": "2027-03-01"}),
    ),
    Broken(
        "a fleet that ends before it begins",
        [(("fleets.csv", 2, "until"), "before it starts")],
        tables=change("fleets", **{"from": "2027-02-10", "until": "2027-02-09"}),
    ),
    Broken(
        "a point that is never open",
        [(("points.csv", 2, "open_days"), "no day of the campaign")],
        tables=points({"open_days": "fri sat"}),
    ),
    Broken(
        "a point open on no weekday",
        [(("points.csv", 2, "open_days"), "'moonday'")],
        tables=points({"open_days": "moonday"}),
    ),
    Broken(
        "a point that closes before it opens",
        [(("points.csv", 2, "closes"), "before it opens")],
        tables=points({"opens": "15:00", "closes": "08:00"}),
    ),
    Broken(
        "a point that opens at no time",
        [(("points.csv", 2, "opens"), "time of day")],
        tables=points({"opens": "8am"}),
    ),
    # positions
    Broken(
        "north of the pole",
        [(("villages.csv", 2, "lat"), "above 90")],
        tables=change("villages", lat=272.5),
    ),
    Broken(
        "at 0, 0",
        [(("warehouses.csv", 2, "lat"), "0, 0")],
        tables=change("warehouses", lat=0, lon=0),
    ),
    Broken(
        "outside the country",
        [(("villages.csv", 2, "lon"), "Egypt")],
        tables=change("villages", lon=41.15),
    ),
    Broken(
        "swapped, and so outside the country",
        [(("villages.csv", 2, "lat"), "swapped")],
        tables=change("villages", lat=33.8, lon=27.2),
    ),
    Broken(
        "swapped within the country",
        [(("villages.csv", 2, "lat"), "swapped")],
        tables=change("villages", lat=31.15, lon=27.25),
    ),
    Broken(
        "a warehouse swapped within the country",
        [(("warehouses.csv", 2, "lat"), "swapped")],
        tables=change("warehouses", lat=31.18, lon=27.18),
    ),
    # transport
    Broken(
        "a lane to nowhere",
        [(("lanes.csv", 2, "to"), "EG2501")],
        tables={"lanes": [LANE | {"to": "EG25010"}]},
    ),
    Broken(
        "a lane from nowhere",
        [(("lanes.csv", 2, "from"), "'W1'")],
        tables={"lanes": [LANE | {"from": "W"}]},
    ),
    Broken(
        "a lane to itself",
        [(("lanes.csv", 2, "to"), "ends where it starts")],
        tables={"lanes": [LANE | {"to": "W1"}]},
    ),
    Broken(
        "a lane twice",
        [(("lanes.csv", 3, "from"), "row 2")],
        tables={"lanes": [LANE, LANE | {"cost_per_parcel": 4}]},
    ),
    Broken(
        "a delivery with lead days",
        [(("lanes.csv", 2, "lead_days"), "no warehouse")],
        tables={"lanes": [LANE | {"lead_days": 2}]},
    ),
    Broken(
        "a lane to a point that is another village",
        [(("lanes.csv", 2, "to"), "both a village and a point")],
        tables={"lanes": [LANE]} | points({"id": "EG250102"}, point("EG250101", "EG250102")),
    ),
    Broken(
        "a point with the id of a warehouse",
        [(("points.csv", 2, "id"), "warehouse too")],
        tables=points({"id": "W1"}),
    ),
    Broken(
        "a road with one end",
        [(("roads.csv", 1, "to_lon"), "missing")],
        tables={"roads": [{key: cell for key, cell in ROAD.items() if key != "to_lon"}]},
    ),
    Broken(
        "a road by nodes that are not there",
        [(("roads.csv", 1, "from"), "road_nodes.csv")],
        tables={"roads": [{"from": "a", "to": "b", "km": 3}]},
    ),
    Broken(
        "a road to an unknown node",
        [(("roads.csv", 2, "to"), "road node")],
        tables={
            "roads": [{"from": "a", "to": "c", "km": 3}],
            "road_nodes": [{"id": "a", "lat": 27, "lon": 31}, {"id": "b", "lat": 27, "lon": 31}],
        },
    ),
    Broken(
        "a road that opens before it closes",
        [(("roads.csv", 2, "closed_until"), "before it closes")],
        tables={"roads": [ROAD | {"closed_from": "2027-02-09", "closed_until": "2027-02-08"}]},
    ),
    Broken(
        "a speed of a class that no road has",
        [(("campaign.yaml", 6, "road.speeds.trnk"), "Did you mean 'trunk'")],
        tables={"roads": [ROAD | {"road_class": "trunk"}]},
        files={"campaign.yaml": YAML + "road:\n  speeds:\n    trnk: 70\n    trunk: 70\n"},
    ),
    Broken(
        "bans of a class and of trucks that there are not",
        [
            (("campaign.yaml", 6, "road.bans.dirt"), "No road of roads.csv has the class 'dirt'"),
            (("campaign.yaml", 7, "road.bans.trunk"), "There is no vehicle 'vam'"),
        ],
        tables={"roads": [ROAD | {"road_class": "trunk"}]},
        files={"campaign.yaml": YAML + "road:\n  bans:\n    dirt: [van]\n    trunk: [van, vam]\n"},
    ),
    Broken(
        "a ban without roads",
        [(("campaign.yaml", 4, "road.bans.trunk"), "There is no roads.csv")],
        files={"campaign.yaml": YAML + "road: {bans: {trunk: [van]}}\n"},
    ),
    # what members registered
    Broken(
        "rules of nobody",
        [(("capacity/nuor.yaml", None, None), "'nour'")],
        files={"capacity/nuor.yaml": RULE + "    at_most: 5\n"},
    ),
    Broken(
        "a rule without bounds",
        [(("capacity/nour.yaml", 2, "rules[0]"), "at_most or at_least")],
        files={"capacity/nour.yaml": RULE},
    ),
    Broken(
        "a rule of no kind",
        [(("capacity/nour.yaml", 2, "rules[0].kind"), "'limit'")],
        files={"capacity/nour.yaml": "rules:\n  - kind: limits\n    reason: Why.\n"},
    ),
    Broken(
        "a rule with an unknown key",
        [(("capacity/nour.yaml", 5, "rules[0].at_mots"), "'at_most'")],
        files={"capacity/nour.yaml": RULE + "    at_least: 5\n    at_mots: 5\n"},
    ),
    Broken(
        "a rule on an unknown warehouse",
        [(("capacity/nour.yaml", 6, "rules[0].where.origin"), "'W1'")],
        files={"capacity/nour.yaml": RULE + "    at_most: 5\n    where:\n      origin: [W2]\n"},
    ),
    Broken(
        "a rule with a bound for an unknown group",
        [(("capacity/nour.yaml", 6, "rules[0].at_most.W7"), "'W1'")],
        files={"capacity/nour.yaml": RULE + "    per: [origin]\n    at_most:\n      W7: 5\n"},
    ),
    Broken(
        "a rule on an unknown measure",
        [(("capacity/nour.yaml", 5, "rules[0].measure"), "'parcels'")],
        files={"capacity/nour.yaml": RULE + "    at_most: 5\n    measure: parcel\n"},
    ),
    Broken(
        "a rule without a reason",
        [(("capacity/nour.yaml", 2, "rules[0].reason"), "missing")],
        files={"capacity/nour.yaml": "rules:\n  - kind: limit\n    at_most: 5\n"},
    ),
    # workbooks
    Broken(
        "a workbook that is a web page",
        [(("stock.xlsx", None, None), "web page")],
        gone=["stock.csv"],
        files={"stock.xlsx": "<html><table><tr><td>W1</td></tr></table></html>"},
    ),
    Broken(
        "a workbook that is CSV",
        [(("stock.xlsx", None, None), "text named .xlsx")],
        gone=["stock.csv"],
        files={"stock.xlsx": text("stock")},
    ),
    Broken(
        "a damaged workbook",
        [(("stock.xlsx", None, None), "damaged")],
        gone=["stock.csv"],
        files={"stock.xlsx": b"PK\x03\x04" + bytes(range(256))},
    ),
]


def folder_of(case: Broken, path: Path) -> Path:
    write_folder(path, case.campaign, **case.tables)
    for name in case.gone:
        (path / name).unlink()
    for name, content in case.files.items():
        target = path / name
        target.parent.mkdir(exist_ok=True)
        if content is None:
            target.mkdir()
        else:
            target.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.name)
def test_broken_folder(case: Broken, tmp_path: Path) -> None:
    """A planner would look for the fault in the wrong place, or plan with it."""
    scenario, found = inspect(folder_of(case, tmp_path / "campaign"))
    faults = [fault for fault in found if fault.severity == "fault"]
    assert [(fault.file, fault.row, fault.column) for fault in faults] == [
        place for place, _ in case.told
    ]
    for fault, (_, words) in zip(faults, case.told, strict=True):
        assert words in f"{fault.problem} {fault.mend}"
        assert fault.problem.endswith(".")
        assert fault.mend.endswith(".")
    assert scenario is None


def test_every_fault_at_once(tmp_path: Path) -> None:
    """A planner would mend one file only to be told of the next."""
    folder = write_folder(
        tmp_path / "campaign",
        {"timezone": "Africa/Kairo"},
        **change("stock", quantity=-1),
        **change("villages", lat="north"),
        **change("needs", parcel="wet"),
        **change("fleets", count=1.5),
    )
    with pytest.raises(ScenarioError) as caught:
        read(folder)
    assert [fault.file for fault in caught.value.faults] == [
        "campaign.yaml",
        "stock.csv",
        "villages.csv",
        "needs.csv",
        "fleets.csv",
    ]
    assert "5 faults" in str(caught.value)


def test_no_folder(tmp_path: Path) -> None:
    """A mistyped path would end in a traceback."""
    scenario, faults = inspect(tmp_path / "nowhere")
    assert scenario is None
    assert ["is not there" in fault.problem for fault in faults] == [True]


def test_a_file_for_a_folder(tmp_path: Path) -> None:
    """A path to a file would end in a traceback."""
    (tmp_path / "file").touch()
    scenario, faults = inspect(tmp_path / "file")
    assert scenario is None
    assert ["is not a folder" in fault.problem for fault in faults] == [True]
