"""Tables that plugins bring from elsewhere."""

from pathlib import Path

import pytest

from mizalla.collect import sources
from mizalla.read import inspect
from mizalla_models.errors import PluginError
from mizalla_models.scenario import Scenario
from tiny import TABLES, write_folder

HEAD = """
from mizalla.hookspecs import hookimpl
from mizalla_models.said import SourceTable

organisation = "nour"


@hookimpl
def mizalla_sources(campaign):
    yield SourceTable(source="our scales", """


def brought(folder: Path, table: str, head: str = HEAD, **tables: object) -> Scenario:
    """The tiny scenario with a table that a plugin brings."""
    other = TABLES["warehouses"][0] | {"id": "W2", "organisation": "amal", "lat": 27.1}
    stock = [*TABLES["stock"], {"warehouse": "W2", "parcel": "dry", "quantity": 9}]
    houses = {"warehouses": [*TABLES["warehouses"], other], "stock": stock}
    write_folder(folder, {"plugins": ["nour.py", "needs"]}, **(houses | tables))  # type: ignore[arg-type]
    (folder / "nour.py").write_text(f"{head}{table})\n", "utf-8")
    scenario, faults = inspect(folder, sources(folder))
    if scenario is None:
        raise AssertionError("; ".join(f"{f.place()}: {f.problem}" for f in faults))
    return scenario


COLUMNS = 'table="stock", columns=("quantity", "warehouse", "parcel"), '


def test_rows_are_added_to_those_of_the_file(tmp_path: Path) -> None:
    """A member's database would have to be typed off."""
    scenario = brought(tmp_path / "a", f'{COLUMNS}rows=((50, "W1", "dry"),)')
    assert [(row.id, row.quantity) for row in scenario.stock] == [
        ("W1/dry", 50),
        ("W1/dry#2", 240),
        ("W2/dry", 9),
    ]


def test_rows_stand_in_for_the_members_own(tmp_path: Path) -> None:
    """What lies there would be counted twice, or the other's stock be lost."""
    scenario = brought(tmp_path / "a", f'{COLUMNS}rows=((50, "W1", "dry"),), replaces=True')
    assert [(row.id, row.quantity) for row in scenario.stock] == [("W1/dry", 50), ("W2/dry", 9)]


def test_a_table_that_has_no_file_may_come_whole(tmp_path: Path) -> None:
    """Other formats of files could not be read at all."""
    alliance = HEAD.replace('organisation = "nour"', "")
    scenario = brought(
        tmp_path / "a",
        'table="needs", columns=("village", "parcel", "quantity", "due"), '
        'rows=(("EG250101", "dry", 7, "2027-02-09"),)',
        head=alliance,
        needs=None,
    )
    assert scenario.needs is not None
    assert [(need.village, need.quantity) for need in scenario.needs] == [("EG250101", 7)]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (f'{COLUMNS}rows=((-5, "W1", "dry"),)', "our scales (plugin nour.py), row 1, column qua"),
        (f'{COLUMNS}rows=((5, "W1", "dri"),)', "There is no parcel 'dri'"),
        (f'{COLUMNS}rows=((None, "W1", "dry"),)', "The cell is empty"),
        (
            'table="stock", columns=("warehouse", "parcel"), rows=(("W1", "dry"),)',
            "'quantity' must be given",
        ),
    ],
)
def test_a_fault_is_told_by_source_and_row(tmp_path: Path, table: str, said: str) -> None:
    """Nobody could find a row that stands in no file."""
    with pytest.raises(AssertionError) as caught:
        brought(tmp_path / "a", table)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (f'{COLUMNS}rows=((5, "W2", "dry"),)', "brings stock of warehouse 'W2'"),
        ('table="stok", columns=("a",), rows=()', "there is no table 'stok'"),
        ('table="stock", columns=("warehouse", "size"), rows=()', "no column 'size'"),
        ('table="villages", columns=("pcode",), rows=()', "are for the alliance to give"),
        ('table="stock", columns=("parcel",), rows=()', "have no column warehouse"),
        ('table="stock", columns=("a", "a"), rows=()', "names a column twice"),
        ('table="stock", columns=("a",), rows=((1, 2),)', "row 1 has 2 cells"),
    ],
)
def test_what_is_not_the_members_own_is_refused(tmp_path: Path, table: str, said: str) -> None:
    """A member could empty another's store, or make villages of its own."""
    with pytest.raises(PluginError) as caught:
        brought(tmp_path / "a", table)
    assert said in str(caught.value)
    assert caught.value.plugin == "nour.py"
