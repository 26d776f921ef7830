"""HXL hashtags: skipped below our headings, and used where headings differ or are not there."""

import csv
from pathlib import Path

import pytest

from mizalla.read import inspect, read
from tiny import TABLES, write_folder

VILLAGES = {
    "pcode": "#adm3 +code",
    "name": "#adm3+name+i_en",
    "governorate": "#adm1+code",
    "district": "#ADM2+Code",
    "lat": "#geo+lat",
    "lon": "#geo+lon",
    "households": "#population+f+hh",
    "poverty_rate": "#indicator+poverty+num",
}


def write_villages(folder: Path, *headings: list[str]) -> None:
    with (folder / "villages.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows(headings)
        writer.writerows([row[column] for column in VILLAGES] for row in TABLES["villages"])


@pytest.mark.parametrize(
    "headings",
    [
        [list(VILLAGES), list(VILLAGES.values())],
        [[f"Column {number}" for number in range(len(VILLAGES))], list(VILLAGES.values())],
        [list(VILLAGES.values())],
    ],
    ids=["below our headings", "below other headings", "alone"],
)
def test_hashtags(tmp_path: Path, headings: list[list[str]]) -> None:
    """A dataset with hashtags, as humanitarians share them, would have to be typed again."""
    plain = read(write_folder(tmp_path / "plain"))
    folder = write_folder(tmp_path / "tagged")
    write_villages(folder, *headings)
    tagged = read(folder)
    assert tagged.villages == plain.villages
    assert tagged.inputs_hash == plain.inputs_hash


def test_rows_below_hashtags(tmp_path: Path) -> None:
    """Rows would be counted without the row of hashtags."""
    folder = write_folder(tmp_path / "tagged")
    tags = ["#loc+code", "#item+code", "#item+qty"]
    (folder / "stock.csv").write_text(
        f"warehouse,parcel,quantity\n{','.join(tags)}\nW1,dry,-1\n", "utf-8"
    )
    (fault,) = inspect(folder)[1]
    assert (fault.row, fault.column) == (3, "quantity")


def test_column_that_is_not_ours(tmp_path: Path) -> None:
    """A further column of a shared dataset would stop the run."""
    folder = write_folder(tmp_path / "tagged")
    (folder / "stock.csv").write_text(
        "store,what,number,contact\n#loc+code,#item+code,#item+qty,#contact+name\nW1,dry,9,Mona\n",
        "utf-8",
    )
    scenario, (warning,) = inspect(folder)
    assert scenario is not None
    assert (warning.severity, warning.row, warning.column) == ("warning", 1, "contact")


def test_two_columns_of_one_meaning(tmp_path: Path) -> None:
    """One of two columns would be taken, by chance."""
    folder = write_folder(tmp_path / "tagged")
    (folder / "stock.csv").write_text(
        "#loc+code,#item+code,#item+qty,#item+quantity\nW1,dry,9,8\n", "utf-8"
    )
    scenario, faults = inspect(folder)
    assert scenario is None
    assert [(fault.row, fault.column) for fault in faults] == [(1, "#item+quantity")]
