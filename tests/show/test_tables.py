"""The look of tables."""

import pytest
from rich.cells import cell_len

from mizalla.show.tables import Sheet


def _sheet() -> Sheet:
    sheet = Sheet(
        "Villages",
        ("Village", "القرية", "Code", "Needs"),
        numbers=("Needs",),
        whole=("Code",),
        spare=("Code", "القرية"),
    )
    sheet.add("Beni Adi el-Bahariya", "\u2068بني عدي البحرية\u2069", "EG250302", "1,234")
    sheet.add("Tima", "\u2068طما\u2069", "EG270102", "9")
    return sheet


def test_columns_stand_straight_beside_arabic(see):
    """Numbers would not stand below each other in rows with Arabic names."""
    title, heading, _, first, second, *_ = see(_sheet(), width=100).split("\n")
    assert title.rstrip() == "Villages"
    ends = [cell_len(line.rstrip()) for line in (heading, first, second)]
    assert len(set(ends)) == 1
    starts = [cell_len(line[: line.index("EG")]) for line in (first, second)]
    assert len(set(starts)) == 1


@pytest.mark.parametrize(("width", "shown"), [(100, "both"), (48, "arabic"), (30, "neither")])
def test_narrow_terminals_lose_the_spare_columns_first(see, width, shown):
    """Numbers would be cut on a narrow terminal, with room spent on codes."""
    text = see(_sheet(), width=width)
    assert ("EG250302" in text) == (shown == "both")
    assert ("بني" in text) == (shown in ("both", "arabic"))
    assert "1,234" in text


def test_a_column_with_nothing_in_it_is_left_out(see):
    """Room would be spent on Arabic names that nobody gave."""
    sheet = Sheet("", ("Village", "القرية"))
    sheet.add("Tima", "")
    assert "القرية" not in see(sheet)


def test_a_table_without_rows_still_has_its_headings(see):
    """Nothing at all would be shown where there is nothing of a kind."""
    assert "Village" in see(Sheet("", ("Village", "Needs")))
