"""Capacity sheets: written, filled in by hand, taken, kept, changed and withdrawn."""

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from mizalla.read import SHEETS, read
from mizalla.register import register, sheet, take, withdraw
from mizalla.store import Store
from mizalla_models.errors import ScenarioError, UsageError
from mizalla_models.rule import Forbid, Limit, SmallestDrop, Supply
from tiny import TABLES, write_folder

FIRST, SECOND = date(2027, 2, 8), date(2027, 2, 9)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The tiny scenario, with a store of another member's besides."""
    other = TABLES["warehouses"][0] | {"id": "W2", "organisation": "amal", "lat": 27.1}
    stock = [*TABLES["stock"], {"warehouse": "W2", "parcel": "dry", "quantity": 9}]
    return write_folder(tmp_path / "tiny", warehouses=[*TABLES["warehouses"], other], stock=stock)


@pytest.fixture
def fill(folder: Path, tmp_path: Path) -> Callable[..., Path]:
    """Writes the sheet of nour and fills cells in: ``sheet={"C2": value}``."""

    def write(**cells: dict[str, Any]) -> Path:
        path = tmp_path / "nour.xlsx"
        sheet(read(folder), "nour", path)
        book = openpyxl.load_workbook(path)
        for name, some in cells.items():
            for place, value in some.items():
                book[name][place] = value
        book.save(path)
        return path

    return write


def faults_of(folder: Path, path: Path) -> list[tuple[str | None, int | None, str | None, str]]:
    with pytest.raises(ScenarioError) as caught:
        take(folder, "nour", path)
    return [
        (fault.sheet, fault.row, (fault.column or "").split(" /")[0] or None, fault.problem)
        for fault in caught.value.faults
    ]


def test_the_workbook_has_a_sheet_for_each_thing_to_say_in_two_languages(
    folder: Path, tmp_path: Path
) -> None:
    """An officer could not read the headings, or would have to know ids by heart."""
    path = tmp_path / "nour.xlsx"
    names = sheet(read(folder), "nour", path)
    assert names == ("instructions", *(one.table.name for one in SHEETS), "lists")
    book = openpyxl.load_workbook(path)
    limits = book["daily_limits"]
    assert limits["A1"].value == "warehouse / المستودع"
    assert [row[0].value for row in limits.iter_rows(min_row=2) if row[0].value] == ["W1"]
    assert [row[0].value for row in book["trucks"].iter_rows(min_row=2, max_row=4)] == [
        row[0].value for row in book["volunteers"].iter_rows(min_row=2, max_row=4)
    ]
    offered = {cell.value for cell in book["lists"]["A"]}
    assert offered - {None} == {"warehouse", "W1"}
    for one in SHEETS:
        checks = book[one.table.name].data_validations.dataValidation
        assert checks, one.table.name
        assert all(check.prompt and check.error for check in checks)
    assert any("قدرات" in str(cell.value) for cell in book["instructions"]["B"])


def test_a_workbook_that_nobody_filled_in_says_nothing(
    folder: Path, fill: Callable[..., Path]
) -> None:
    """Prefilled rows would count as rules of nothing, or as faults."""
    assert [problem for *_, problem in faults_of(folder, fill())] == ["It says nothing."]


def test_every_sheet_becomes_rules(folder: Path, fill: Callable[..., Path]) -> None:
    """A filled-in sheet would be thrown away in silence."""
    path = fill(
        daily_limits={"D2": 150, "G2": "Half the crew."},
        days_off={"A2": FIRST, "B3": "الثلاثاء"},
        volunteers={"C2": 10, "D2": 8, "C3": 12, "D3": 8},
        trucks={"C2": 1},
        regions_served={"A2": "EG250101"},
        stock={"A2": "W1", "B2": "dry", "C2": 60, "F2": SECOND, "G2": "EG2501"},
        reserved_share={"A2": "EG250102", "C2": 0.25},
        least_drop={"A2": 20},
    )
    rules = {rule.name: rule for rule in take(folder, "nour", path).rules}
    limit = rules["daily limits"]
    assert isinstance(limit, Limit)
    assert (limit.at_most, limit.per, limit.reason) == (
        {"W1": 150},
        ("origin", "day"),
        "Half the crew.",
    )
    off = rules["days off"]
    assert isinstance(off, Forbid)
    assert off.where.by["day"] == ("2027-02-08", "2027-02-09")
    assert off.where.by["organisation"] == ("nour",)
    assert rules["volunteers"].at_most == {"W1|2027-02-08": 80, "W1|2027-02-09": 96}  # type: ignore[union-attr]
    assert rules["trucks"].at_most == {"F1|2027-02-08": 8}  # type: ignore[union-attr]
    assert rules["regions served"].unless.by == {"village": ("EG250101",)}  # type: ignore[union-attr]
    gift = rules["W1/nour-1"]
    assert isinstance(gift, Supply)
    assert (gift.quantity, gift.earmark) == (60, "EG2501")
    assert rules["W1/nour-1 kept for EG2501"].unless.by == {"district": ("EG2501",)}  # type: ignore[union-attr]
    assert rules["W1/nour-1 best before 2027-02-09"].where.by["day"] == ("2027-02-10",)  # type: ignore[union-attr]
    kept = rules["25% for EG250102"]
    assert isinstance(kept, Limit)
    assert kept.at_most == pytest.approx(0.75 * (240 + 60))
    drop = rules["least drop"]
    assert isinstance(drop, SmallestDrop)
    assert drop.quantity == 20


@pytest.mark.parametrize(
    ("sheet_name", "cells", "column", "said"),
    [
        ("daily_limits", {"D2": "many"}, "parcels_per_day", "'many' is not a number"),
        ("daily_limits", {"D2": -1}, "parcels_per_day", "below zero"),
        ("daily_limits", {"A2": "W9", "D2": 5}, "warehouse", "There is no warehouse 'W9'"),
        ("daily_limits", {"A2": "W2", "D2": 5}, "warehouse", "belongs to amal, not to nour"),
        ("daily_limits", {"A2": None, "D2": 5}, "warehouse", "The cell is empty"),
        ("daily_limits", {"D2": 5, "C2": "wet"}, "parcel", "There is no parcel 'wet'"),
        ("daily_limits", {"D2": 5, "E2": SECOND, "F2": FIRST}, "until", "lies before from_day"),
        ("daily_limits", {"D2": 5, "E2": "٣٠/٢"}, "from_day", "is not a date"),
        ("days_off", {"A2": date(2027, 3, 1)}, "day", "is no day of the campaign"),
        ("days_off", {"B2": "fryday"}, "weekday", "There is no weekday 'fryday'"),
        ("days_off", {"A2": FIRST, "B2": "friday"}, "weekday", "Both day and weekday"),
        ("days_off", {"D2": "Feast"}, "day", "Neither day nor weekday"),
        ("volunteers", {"C2": 5}, "parcels_each", "The cell is empty"),
        ("volunteers", {"C2": 2.5, "D2": 3}, "volunteers", "not a whole number"),
        ("trucks", {"C2": 3}, "trucks", "has 2 trucks, not 3"),
        ("trucks", {"B2": "F2", "C2": 1}, "fleet", "There is no fleet 'F2'"),
        ("regions_served", {"A2": "EG99"}, "area", "There is no area 'EG99'"),
        (
            "stock",
            {"A2": "W1", "B2": "dry", "C2": 5, "F2": date(2026, 1, 1)},
            "best_before",
            "is no",
        ),
        ("stock", {"A2": "W1", "B2": "dry"}, None, ""),
        ("stock", {"A2": "W1", "C2": 5}, "parcel", "The cell is empty"),
        ("stock", {"A2": "W1", "B2": "dry", "C2": 5, "G2": "x"}, "earmark", "no earmark 'x'"),
        ("reserved_share", {"A2": "EG25", "C2": 30}, "share", "'30' is above 1"),
        ("reserved_share", {"A2": "EG25", "C2": "130%"}, "share", "'130%' is above 1"),
        ("days_off", {"B2": "=1+1"}, "weekday", "a formula that was never worked out"),
        ("least_drop", {"A2": 0}, "quantity", "A drop of none"),
        ("daily_limits", {"D2": 1e300}, "parcels_per_day", "too many"),
        ("daily_limits", {"D2": 5, "G2": "a\u202eb"}, "reason", "can't be seen and steers"),
        ("daily_limits", {"D2": 5, "G2": "a_x001b_[2J"}, "reason", "can't be seen and steers"),
        ("volunteers", {"C2": 10**8, "D2": 10**8}, "parcels_each", "too many"),
        ("stock", {"A2": "W1", "B2": "dry", "C2": 5, "H2": 1e12}, "unit_cost", "too many"),
    ],
)
def test_a_mistake_is_told_by_sheet_row_and_column(
    folder: Path,
    fill: Callable[..., Path],
    sheet_name: str,
    cells: dict[str, Any],
    column: str | None,
    said: str,
) -> None:
    """An officer could not find it, and nobody would know that it was left out."""
    found = faults_of(folder, fill(**{sheet_name: cells}))
    if column is None:  # a row of which only prefilled columns are there says nothing
        assert found[0][3] == "It says nothing."
        return
    assert [(name, row, where) for name, row, where, _ in found] == [(sheet_name, 2, column)]
    assert said in found[0][3]


@pytest.mark.parametrize("share", ["30%", " 30 ٪", "٣٠٪", 0.3])
def test_a_share_may_be_a_percentage(folder: Path, fill: Callable[..., Path], share: Any) -> None:
    """The sheet's instructions would say what its reader refuses."""
    taken = take(folder, "nour", fill(reserved_share={"A2": "EG25", "C2": share}))
    assert [rule.name for rule in taken.rules] == ["30% for EG25"]


def test_all_mistakes_are_told_at_once(folder: Path, fill: Callable[..., Path]) -> None:
    """An officer would send the sheet back and forth for each of them."""
    path = fill(
        daily_limits={"A2": "W2", "C2": "wet", "D2": -1},
        trucks={"C2": 9},
        days_off={"B2": "fryday"},
    )
    assert len(faults_of(folder, path)) == 5


def test_a_sheet_that_was_renamed_is_told(folder: Path, fill: Callable[..., Path]) -> None:
    """All that stands in it would be lost."""
    path = fill(daily_limits={"D2": 5})
    book = openpyxl.load_workbook(path)
    book["daily_limits"].title = "daily_limit"
    book.save(path)
    assert faults_of(folder, path)[0][0] == "daily_limit"


def edited(fill: Callable[..., Path], change: Callable[[Any], None], **cells: Any) -> Path:
    path = fill(**(cells or {"daily_limits": {"D2": 5}}))
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def merge(book: Any) -> None:
    book["daily_limits"]["A3"], book["daily_limits"]["G3"] = "W1", "Fewer hands."
    book["daily_limits"].merge_cells("D2:D3")


@pytest.mark.parametrize(
    ("change", "row", "column", "said"),
    [
        (lambda book: book["daily_limits"].delete_cols(1), 1, "warehouse", "is missing"),
        (lambda book: book["daily_limits"].delete_cols(4), 1, "parcels_per_day", "is missing"),
        (merge, 3, "parcels_per_day", "The cell is merged with D2"),
        (
            lambda book: setattr(book["daily_limits"].row_dimensions[2], "hidden", True),
            2,
            None,
            "The row is hidden",
        ),
        (
            lambda book: setattr(book["daily_limits"].column_dimensions["D"], "hidden", True),
            2,
            "parcels_per_day",
            "The column is hidden",
        ),
        (
            lambda book: setattr(book["daily_limits"], "sheet_state", "hidden"),
            2,
            None,
            "The sheet is hidden",
        ),
    ],
    ids=["no warehouse", "no figure", "merged", "hidden row", "hidden column", "hidden sheet"],
)
def test_what_is_not_there_or_not_seen_is_told(
    folder: Path,
    fill: Callable[..., Path],
    change: Callable[[Any], None],
    row: int,
    column: str | None,
    said: str,
) -> None:
    """A filter that was left on would register what its officer does not see."""
    ((name, where, place, problem),) = faults_of(folder, edited(fill, change))
    assert (name, where, place) == ("daily_limits", row, column)
    assert said in problem


def test_hidden_rows_that_say_nothing_are_let_be(folder: Path, fill: Callable[..., Path]) -> None:
    """An officer hides what is empty, and means nothing by it."""

    def hide(book: Any) -> None:
        book["daily_limits"].row_dimensions[9].hidden = True
        book["daily_limits"].column_dimensions["B"].hidden = True
        book["trucks"].sheet_state = "hidden"

    assert len(take(folder, "nour", edited(fill, hide)).rules) == 1


def test_a_sheet_of_another_name_is_known_by_its_headings(
    folder: Path, fill: Callable[..., Path]
) -> None:
    """Its limits would not hold, and nobody would hear of it."""

    def rename(book: Any) -> None:
        book["daily_limits"].title = "our figures"

    path = edited(fill, rename, daily_limits={"D2": 5}, trucks={"C2": 1})
    with pytest.raises(ScenarioError) as caught:
        take(folder, "nour", path)
    (fault,) = caught.value.faults
    assert fault.sheet == "our figures"
    assert "those of daily_limits" in fault.mend


def test_a_name_in_place_of_an_id_is_told_with_the_id(
    folder: Path, fill: Callable[..., Path]
) -> None:
    """An officer knows the store by its name, and would search for its id."""
    with pytest.raises(ScenarioError) as caught:
        take(folder, "nour", fill(daily_limits={"A2": "assiut store", "D2": 5}))
    assert "write the id, 'W" in caught.value.faults[0].mend


def test_stock_that_stands_there_twice_is_told(folder: Path, fill: Callable[..., Path]) -> None:
    """A row that was pasted twice would promise parcels that nobody has."""
    row = ("W1", "dry", 10)
    for lot in (None, "L1"):
        twice = {f"{c}{n}": v for n in (2, 3) for c, v in zip("ABCD", (*row, lot), strict=True)}
        assert faults_of(folder, fill(stock=twice))[0][:2] == ("stock", 3)
    other = {f"{c}{n}": v for n in (2, 3) for c, v in zip("ABC", (*row[:2], 9 + n), strict=True)}
    assert len(take(folder, "nour", fill(stock=other)).rules) == 2


def test_rules_in_the_raw_form_keep_to_the_members_own(folder: Path, tmp_path: Path) -> None:
    """A member could stop another's warehouse by a row of its sheet."""
    path = tmp_path / "nour.yaml"
    path.write_text(
        "rules:\n"
        "  - {kind: forbid, reason: Ours., where: {origin: [W1]}}\n"
        "  - {kind: forbid, reason: Theirs., where: {origin: [W2]}}\n"
        "  - {kind: need, reason: Us first., village: EG250101, parcel: dry, quantity: 9, "
        "priority: 9}\n"
    )
    found = faults_of(folder, path)
    assert [row for _, row, _, _ in found] == [3, 4]
    assert "lanes of others" in found[0][3]


def test_yaml_of_the_same_content_gives_the_same_rules(
    folder: Path, fill: Callable[..., Path], tmp_path: Path
) -> None:
    """A member without a spreadsheet could say less, or something else."""
    path = tmp_path / "nour.yaml"
    path.write_text(
        "daily_limits:\n  - {warehouse: W1, parcels_per_day: 150}\n"
        "days_off:\n  - {day: 2027-02-08}\n  - {weekday: الثلاثاء}\n"
        "reserved_share:\n  - {area: EG250102, share: 0.25}\n",
        "utf-8",
    )
    same = fill(
        daily_limits={"D2": 150},
        days_off={"A2": FIRST, "B3": "الثلاثاء"},
        reserved_share={"A2": "EG250102", "C2": 0.25},
    )
    assert take(folder, "nour", path).rules == take(folder, "nour", same).rules
    path.write_text("daily_limits:\n  - {warehouse: W9, parcels_per_day: 1}\n")
    assert [(row, column) for _, row, column, _ in faults_of(folder, path)] == [(2, "warehouse")]


def test_a_registration_is_kept_with_hash_and_what_it_changed(
    folder: Path, fill: Callable[..., Path]
) -> None:
    """Nobody could say since when a rule holds, and who brought it."""
    with Store(f"sqlite:///{folder.parent / 'runs.db'}") as store:
        path = fill(daily_limits={"D2": 150})
        first = register(take(folder, "nour", path), folder, store, who="Huda")
        assert (first.number, first.who, len(first.added)) == (1, "Huda", 1)
        assert read(folder).capacity[0].rules == first.rules
        path = fill(daily_limits={"D2": 90}, least_drop={"A2": 5})
        second = register(take(folder, "nour", path), folder, store, who="Amr")
        assert "W1 90" in second.added[0]
        assert "W1 150" in second.removed[0]
        assert len(second.added) == 2
        assert store.registered_file(second) == path.read_bytes()
        assert [one.number for one in store.registrations("Tiny", "nour")] == [1, 2]
        gone = withdraw("Tiny", folder, "nour", store, who="Amr")
        assert (gone.action, len(gone.removed)) == ("withdraw", 2)
        assert read(folder).capacity == ()
        with pytest.raises(UsageError, match="nothing registered"):
            withdraw("Tiny", folder, "nour", store, who="Amr")


def test_a_file_of_another_kind_takes_the_place_of_the_one_before(
    folder: Path, fill: Callable[..., Path], tmp_path: Path
) -> None:
    """Both would hold, the old one unseen."""
    with Store(f"sqlite:///{tmp_path / 'runs.db'}") as store:
        register(take(folder, "nour", fill(daily_limits={"D2": 150})), folder, store, who="Huda")
        path = tmp_path / "mine.yaml"
        path.write_text("least_drop:\n  - {quantity: 5}\n")
        register(take(folder, "nour", path), folder, store, who="Huda")
    assert [file.name for file in (folder / "capacity").iterdir()] == ["nour.yaml"]


def test_nothing_is_registered_for_nobody(folder: Path, fill: Callable[..., Path]) -> None:
    """A sheet under a misspelt name would never hold."""
    path = fill(daily_limits={"D2": 150})
    with pytest.raises(ScenarioError, match="There is no organisation 'noor'"):
        take(folder, "noor", path)
    with pytest.raises(UsageError, match="no organisation"):
        sheet(read(folder), "noor", path)
    with pytest.raises(UsageError, match="no workbook"):
        take(folder, "nour", path.with_suffix(".txt"))


def test_shares_of_different_places_are_at_most_all(
    folder: Path, fill: Callable[..., Path]
) -> None:
    """What is kept for two places at once would reach neither."""
    path = fill(reserved_share={"A2": "EG250101", "C2": 0.7, "A3": "EG250102", "C3": 0.7})
    assert faults_of(folder, path) == [
        ("reserved_share", 3, "share", "With the rows above, 140% of the stock is kept.")
    ]
    # One within the other may be kept twice.
    both = take(
        folder, "nour", fill(reserved_share={"A2": "EG25", "C2": 0.7, "A3": "EG2501", "C3": 0.7})
    )
    assert len(both.rules) == 2


def test_a_weekday_that_never_comes_is_told(folder: Path, fill: Callable[..., Path]) -> None:
    """An officer would be told that the sheet says nothing, and would look for the mistake."""
    assert faults_of(folder, fill(days_off={"B2": "الجمعة"})) == [
        ("days_off", 2, "weekday", "The campaign has no such day.")
    ]


def test_a_chart_is_no_table(folder: Path, fill: Callable[..., Path]) -> None:
    """A workbook with a chart in it would be refused as too large."""
    path = fill(daily_limits={"D2": 40})
    book = openpyxl.load_workbook(path)
    book.create_chartsheet("Chart")
    book.save(path)
    assert len(take(folder, "nour", path).rules) == 1


def packed(path: Path, change: Callable[[str], str]) -> Path:
    """Change the XML of the first table of a workbook."""
    parts = {}
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    page = "xl/worksheets/sheet2.xml"
    parts[page] = change(parts[page].decode("utf-8")).encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize("dimension", ["A1:B2", "A1:XFD1048576", "A1:Z100000", "nonsense", ""])
@pytest.mark.parametrize("cell", ["XFD1048576", "A1000000000", "ZZ99999"])
def test_a_cell_far_away_is_told_whatever_the_sheet_says_of_its_size(
    folder: Path, fill: Callable[..., Path], dimension: str, cell: str
) -> None:
    """Memory for all cells in between would be asked for, and the program would be killed."""
    row = re.sub("[A-Z]", "", cell)

    def change(xml: str) -> str:
        xml = re.sub('<dimension ref="[^"]*"', f'<dimension ref="{dimension}"', xml)
        far = f'<row r="{row}"><c r="{cell}"><v>5</v></c></row><row r="1" />'
        return xml.replace("</sheetData>", f"{far}</sheetData>")

    ((sheet_name, _, _, problem),) = faults_of(folder, packed(fill(), change))
    assert sheet_name == "daily_limits"
    assert f"reaches to row {int(row):,}" in problem


def test_a_workbook_that_unpacks_to_gigabytes_is_told(
    folder: Path, fill: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small file would fill the memory of the planner's machine."""
    monkeypatch.setattr("mizalla.read.workbook.MOST_BYTES", 1 << 20)
    blanks = " " * (1 << 20)
    path = packed(fill(), lambda xml: xml.replace("</sheetData>", f"{blanks}</sheetData>"))
    ((_, _, _, problem),) = faults_of(folder, path)
    assert "unpacks to more than 1 MB" in problem


def test_an_old_or_locked_workbook_is_told(folder: Path, tmp_path: Path) -> None:
    """An officer would read that the file is damaged, and it opens well."""
    path = tmp_path / "nour.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    ((_, _, _, problem),) = faults_of(folder, path)
    assert "(.xls), or locked by a password" in problem


def test_limits_of_some_days_that_differ_or_are_never_reached_are_told(
    folder: Path, fill: Callable[..., Path]
) -> None:
    """The lower of two would hold, and its officer would wait for the higher."""
    one = {"D2": 150, "E2": FIRST, "F2": SECOND}
    other = {"A3": "W1", "D3": 90, "E3": SECOND}
    found = faults_of(folder, fill(daily_limits=one | other))
    assert found[0][:3] == ("daily_limits", 3, "parcels_per_day")
    assert "For 2027-02-09, W1 stands in an earlier row" in found[0][3]
    same = one | {"A3": "W1", "D3": 150, "E3": FIRST, "F3": SECOND}
    assert len(take(folder, "nour", fill(daily_limits=same)).rules) == 1
    apart = one | {"A3": "W1", "D3": 90, "E3": date(2027, 2, 10)}
    assert len(take(folder, "nour", fill(daily_limits=apart)).rules) == 2
    higher = {"D2": 150, "A3": "W1", "D3": 300, "E3": FIRST}
    assert "300 are never reached" in faults_of(folder, fill(daily_limits=higher))[0][3]
    lower = {"D2": 150, "A3": "W1", "D3": 30, "E3": FIRST}
    assert len(take(folder, "nour", fill(daily_limits=lower)).rules) == 2


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("{reason: x, at_most: 1.0e+300}", "more than anybody can plan with"),
        ('{reason: "a\\e[2Jb", at_most: 1}', "control character"),
        (f"{{reason: {'x' * 6000}, at_most: 1}}", "its reason than 5,000"),
    ],
)
def test_no_rule_is_registered_that_would_stop_every_plan(
    folder: Path, tmp_path: Path, rule: str, said: str
) -> None:
    """What is refused of a plugin would be taken of a file, and break the next plan of all."""
    path = tmp_path / "nour.yaml"
    path.write_text(f"rules:\n  - {{kind: limit, where: {{origin: [W1]}}, {rule[1:]}\n")
    found = faults_of(folder, path)
    assert found[0][1] == 2
    assert said in found[0][3]


def test_a_misspelt_table_of_yaml_is_told_with_the_right_one(folder: Path, tmp_path: Path) -> None:
    """An officer would be sent to rules that nobody asked for."""
    path = tmp_path / "nour.yaml"
    path.write_text("daily_limit:\n  - {warehouse: W1, parcels_per_day: 5}\n")
    with pytest.raises(ScenarioError) as caught:
        take(folder, "nour", path)
    assert "Did you mean 'daily_limits'?" in caught.value.faults[0].mend


def test_a_file_without_end_is_refused_before_it_is_read(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fill: Callable[..., Path]
) -> None:
    """The plans of all would wait for the file of one."""
    text = tmp_path / "nour.yaml"
    text.write_bytes(b"a" * (6 << 20))
    assert "larger than 5 MB" in faults_of(folder, text)[0][3]
    with text.open("r+b") as file:
        file.truncate(65 << 20)
    with pytest.raises(UsageError, match="larger than 64 MB"):
        take(folder, "nour", text)
    monkeypatch.setattr("mizalla.read.capacity_sheets.MOST_ROWS", 1)
    path = fill(days_off={"A2": FIRST, "A3": SECOND})
    assert faults_of(folder, path)[0][:2] == ("days_off", 3)


def test_cells_that_do_not_say_where_they_are_are_found_all_the_same(
    folder: Path, fill: Callable[..., Path]
) -> None:
    """Some programs leave it out: an error in one would be taken for an empty cell."""

    def nameless(xml: str) -> str:
        xml = re.sub(r'<c r="D2"([^>]*) t="n"><v>5</v>', r'<c r="D2"\1 t="e"><v>#REF!</v>', xml)
        return re.sub(r'<(row|c) r="[A-Z]*[0-9]+"', r"<\1", xml)

    path = fill(daily_limits={"B2": "x", "C2": "dry", "D2": 5})
    packed(path, nameless)
    ((name, row, column, problem),) = faults_of(folder, path)
    assert (name, row, column) == ("daily_limits", 2, "parcels_per_day")
    assert "the error #REF!" in problem
