"""What members register in capacity/: one form in YAML, one in a spreadsheet, the same rules."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from mizalla.read import inspect, read
from mizalla_models.fault import Fault
from mizalla_models.rule import (
    AtMostActive,
    Charge,
    Forbid,
    Limit,
    Need,
    SmallestDrop,
    Supply,
    Vehicles,
)
from tiny import write_folder

YAML = """\
rules:
  - kind: limit
    name: packing line
    reason: Our line fills 100 a day.
    at_most: 100
    where: {origin: [W1], day: [2027-02-08, "2027-02-09"]}
    unless: {parcel: dry}
    per: [day]
    penalty: 2.5
  - kind: forbid
    reason: The road is too long.
    minutes_over: 90
  - kind: charge
    reason: Tolls.
    measure: parcels
    amount: 0.5
    where: {village: [EG250101, EG250102]}
  - kind: supply
    reason: A gift that is on its way.
    id: gift
    warehouse: W1
    parcel: dry
    quantity: 50
    available_on: 2027-02-09
  - kind: vehicles
    reason: Two vans on loan.
    fleet: loan
    organisation: nour
    warehouse: W1
    vehicle: van
    count: 2
    hours_per_day: 6
    from_day: 2027-02-09
  - kind: need
    reason: A fire.
    village: EG250101
    parcel: dry
    quantity: 20
    priority: 2
  - kind: at_most_active
    reason: One member for each village.
    of: organisation
    count: 1
    per: [village]
  - kind: smallest_drop
    reason: No trip for less.
    quantity: 10
"""
SHEETS: dict[str, list[list[Any]]] = {
    "limits": [
        ["name", "reason", "at_most", "origin", "day", "unless_parcel", "per", "penalty"],
        [
            "packing line",
            "Our line fills 100 a day.",
            100,
            "W1",
            "2027-02-08; 2027-02-09",
            "dry",
            "day",
            2.5,
        ],
    ],
    "forbids": [["reason", "minutes_over"], ["The road is too long.", 90]],
    "charges": [
        ["reason", "measure", "amount", "village"],
        ["Tolls.", "parcels", "٠٫٥", "EG250102;EG250101"],
    ],
    "supplies": [
        ["reason", "id", "warehouse", "parcel", "quantity", "available_on"],
        ["A gift that is on its way.", "gift", "W1", "dry", 50, date(2027, 2, 9)],
    ],
    "vehicles": [
        [
            "reason",
            "fleet",
            "organisation",
            "warehouse",
            "vehicle",
            "count",
            "hours_per_day",
            "from",
        ],
        ["Two vans on loan.", "loan", "nour", "W1", "van", 2, 6, date(2027, 2, 9)],
    ],
    "needs": [
        ["reason", "village", "parcel", "quantity", "priority"],
        ["A fire.", "EG250101", "dry", 20, 2],
    ],
    "at_most_active": [
        ["reason", "of", "count", "per"],
        ["One member for each village.", "organisation", 1, "village"],
    ],
    "smallest_drops": [["reason", "quantity"], ["No trip for less.", 10]],
}


def write_yaml(folder: Path, text: str, name: str = "nour.yaml") -> Path:
    (folder / "capacity").mkdir(exist_ok=True)
    (folder / "capacity" / name).write_text(text, "utf-8")
    return folder


def write_sheets(folder: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    (folder / "capacity").mkdir(exist_ok=True)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "capacity" / "nour.xlsx")
    return folder


def faults_of(folder: Path) -> list[Fault]:
    scenario, faults = inspect(folder)
    assert (scenario is None) == any(fault.severity == "fault" for fault in faults)
    return list(faults)


def test_every_kind(tmp_path: Path) -> None:
    """A kind of rule would be lost, or changed, on its way from the file."""
    (member,) = read(write_yaml(write_folder(tmp_path / "yaml"), YAML)).capacity
    assert (member.organisation, member.file) == ("nour", "capacity/nour.yaml")
    kinds = [Limit, Forbid, Charge, Supply, Vehicles, Need, AtMostActive, SmallestDrop]
    assert [type(rule) for rule in member.rules] == kinds
    limit = member.rules[0]
    assert isinstance(limit, Limit)
    assert dict(limit.where) == {"day": ("2027-02-08", "2027-02-09"), "origin": ("W1",)}


def test_sheets_say_the_same(tmp_path: Path) -> None:
    """A member with a spreadsheet would register something else than one with YAML."""
    one = read(write_yaml(write_folder(tmp_path / "yaml"), YAML))
    other = read(write_sheets(write_folder(tmp_path / "xlsx"), SHEETS))
    assert one.capacity[0].rules == other.capacity[0].rules
    assert one.inputs_hash == other.inputs_hash


def test_order_of_rules_is_not_hashed(tmp_path: Path) -> None:
    """Rows of a sheet in another order would look like another campaign."""
    one = read(write_sheets(write_folder(tmp_path / "one"), SHEETS))
    backwards = dict(reversed(SHEETS.items()))
    other = read(write_sheets(write_folder(tmp_path / "other"), backwards))
    assert one.inputs_hash == other.inputs_hash


@pytest.mark.parametrize(
    ("sheets", "row", "column", "words"),
    [
        ({"limits": [["reason", "at_most"], ["Why.", "many"]]}, 2, "at_most", "'many'"),
        ({"limits": [["reason", "at_most", "origin"], ["Why.", 5, "W3"]]}, 2, "origin", "'W1'"),
        ({"limits": [["reason", "at_most", "per"], ["Why.", 5, "dya"]]}, 2, "per", "'day'"),
        ({"limits": [["reason", "name"], ["Why.", "x"]]}, 2, None, "at_most or at_least"),
        ({"limits": [["reason", "at_moost"], ["Why.", 5]]}, 1, "at_moost", "'at_most'"),
        ({"limits": [["at_most"], [5]]}, 1, "reason", "missing"),
        ({"forbids": [["reason", "unless_orign"], ["x", "W1"]]}, 1, "unless_orign", "origin"),
        (
            {"needs": [["reason", "village", "parcel", "quantity"], ["x", "EG25", "dry", 1]]},
            2,
            "village",
            "EG2501",
        ),
        (
            {"needs": [["reason", "village", "parcel", "quantity"], ["", "EG250101", "dry", 1]]},
            2,
            "reason",
            "empty",
        ),
        (
            {"limit": [["reason", "at_most"], ["x", 5]], "limits": [["reason"], ["x"]]},
            None,
            None,
            "one sheet",
        ),
        ({"limitss": [["reason", "at_most"], ["x", 5]]}, None, None, "'limits'"),
    ],
)
def test_broken_sheets(
    tmp_path: Path,
    sheets: dict[str, list[list[Any]]],
    row: int | None,
    column: str | None,
    words: str,
) -> None:
    """A member would be sent to the wrong cell, or a rule silently left out."""
    faults = faults_of(write_sheets(write_folder(tmp_path / "campaign"), sheets))
    assert [(fault.file, fault.row, fault.column) for fault in faults][:1] == [
        ("capacity/nour.xlsx", row, column)
    ]
    assert words in faults[0].problem + faults[0].mend


@pytest.mark.parametrize(
    ("text", "row", "column", "words"),
    [
        ("", 1, "rules", "empty"),
        ("- kind: limit\n", 1, "rules", "list of rules"),
        ("rules:\n- 5\n", 2, "rules[0]", "keys and values"),
        ("note: x\nrules: []\n", 1, "note", "no key"),
        ("rules:\n- kind: limit\n  reason: x\n  at_most: [5]\n", 4, "rules[0].at_most", "number"),
        ("rules:\n- kind: limit\n  reason: x\n  at_most: .inf\n", 4, "rules[0].at_most", "finite"),
        (
            "rules:\n- kind: charge\n  reason: x\n  amount: 5\n  measure: cost\n",
            5,
            "rules[0].measure",
            "cost",
        ),
        (
            "rules:\n- kind: forbid\n  reason: x\n  where: {day: [2027-03-08]}\n",
            4,
            "rules[0].where.day",
            "campaign",
        ),
        (
            "rules:\n- kind: forbid\n  reason: x\n  where: {week: [2027-W07]}\n",
            4,
            "rules[0].where.week",
            "2027-W06",
        ),
        (
            "rules:\n- kind: forbid\n  reason: x\n  where: {colour: red}\n",
            4,
            "rules[0].where.colour",
            "'colour'",
        ),
        (
            "rules:\n- kind: limit\n  reason: x\n  per: [day]\n  at_most: {2027-02-08|W1: 5}\n",
            5,
            "rules[0].at_most.2027-02-08|W1",
            "per has 1",
        ),
        (YAML.replace("id: gift", "id: W1/dry"), 20, "rules[3].id", "taken"),
        (YAML.replace("fleet: loan", "fleet: F1"), 27, "rules[4].fleet", "taken"),
        (
            YAML.replace("from_day: 2027-02-09", "from_day: 9/2/2027"),
            33,
            "rules[4].from_day",
            "2027-02-09",
        ),
        (
            YAML.replace("available_on: 2027-02-09", "available_on: 2027-02-19"),
            24,
            "rules[3].available_on",
            "after the campaign",
        ),
    ],
)
def test_broken_yaml(
    tmp_path: Path, text: str, row: int | None, column: str | None, words: str
) -> None:
    """A member would be sent to the wrong line, or a rule silently left out."""
    (fault,) = faults_of(write_yaml(write_folder(tmp_path / "campaign"), text))
    assert (fault.file, fault.row, fault.column) == ("capacity/nour.yaml", row, column)
    assert words in fault.problem + fault.mend


def test_rules_may_name_what_rules_add(tmp_path: Path) -> None:
    """A limit on a fleet or lot that a member registers would be refused as unknown."""
    text = YAML + (
        "  - kind: forbid\n    reason: Not on loan.\n"
        "    where: {fleet: [loan, contract], supply: [gift], lot: [W1/dry]}\n"
    )
    assert len(read(write_yaml(write_folder(tmp_path / "campaign"), text)).capacity[0].rules) == 9


def test_other_files_are_told(tmp_path: Path) -> None:
    """A member's rules in a Word file would be left out without a word."""
    (fault,) = faults_of(write_yaml(write_folder(tmp_path / "c"), "Four a day.", "nour.docx"))
    assert (fault.severity, fault.file) == ("warning", "capacity/nour.docx")


def test_several_files_of_a_member(tmp_path: Path) -> None:
    """A member with a spreadsheet and a YAML file would lose one of them."""
    folder = write_sheets(write_folder(tmp_path / "campaign"), {"forbids": SHEETS["forbids"]})
    write_yaml(folder, "rules: []\n", "amal.yml")
    write_yaml(folder, "rules: []\n")
    assert [(member.file, len(member.rules)) for member in read(folder).capacity] == [
        ("capacity/amal.yml", 0),
        ("capacity/nour.xlsx", 1),
        ("capacity/nour.yaml", 0),
    ]


def test_who_is_left_out_is_not_read(tmp_path: Path) -> None:
    """A broken file of one member would stop all others, though the run does without it."""
    folder = write_folder(tmp_path / "tiny")
    (folder / "capacity").mkdir()
    (folder / "capacity" / "nour.xlsx").write_bytes(b"no workbook")
    (folder / "capacity" / "stranger.yaml").write_text("rules: [", "utf-8")
    assert inspect(folder)[0] is None
    scenario, faults = inspect(folder, None, ["nour", "capacity/stranger.yaml"])
    assert scenario is not None
    assert not faults
    assert [(member.file, member.rules) for member in scenario.capacity] == [
        ("capacity/nour.xlsx", ()),
        ("capacity/stranger.yaml", ()),
    ]


def test_sheets_that_say_nothing_are_not_read(tmp_path: Path) -> None:
    """What stands beside a list of names, or an error in it, would refuse a member's figures."""
    folder = write_folder(tmp_path / "tiny")
    (folder / "capacity").mkdir()
    book = openpyxl.Workbook()
    book.active.title = "Lists"
    book.active["A1"] = "#REF!"
    book.active["A1"].data_type = "e"
    page = book.create_sheet("daily_limits")
    page.append(["warehouse", "parcels_per_day"])
    page.append(["W1", 40])
    book.save(folder / "capacity" / "nour.xlsx")
    scenario, faults = inspect(folder)
    assert not faults
    assert scenario is not None
    (member,) = scenario.capacity
    assert [rule.at_most for rule in member.rules] == [{"W1": 40}]
