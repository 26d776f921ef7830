import zipfile
from io import BytesIO

import openpyxl
import pytest

from digests import FORMULA
from mizalla.language import language
from mizalla.workbook import members, workbook
from mizalla_models.errors import UsageError


def book(content):
    return openpyxl.load_workbook(BytesIO(content))


def rows(sheet):
    """Rows of the only table of a sheet, as dicts, without its line of sums."""
    (table,) = sheet.tables.values()
    cells = [[cell.value for cell in row] for row in sheet[table.ref]]
    body = cells[1:-1] if table.totalsRowCount else cells[1:]
    return [dict(zip(cells[0], row, strict=True)) for row in body]


@pytest.fixture(scope="module")
def alliance(made):
    """The alliance's workbook."""
    return book(workbook(made, language("en")))


def test_every_sheet_is_a_real_table_with_filters_and_a_frozen_head(alliance):
    """A member would scroll away from the headings, and could not filter."""
    for sheet in alliance:
        (table,) = sheet.tables.values()
        assert table.autoFilter is not None
        assert sheet.freeze_panes == "B4"
        assert table.ref.startswith("A3")


def test_the_workbook_says_what_the_store_says(made, alliance):
    """A member would add up other figures than the report shows."""
    summary = {row["Figure"]: row for row in rows(alliance["Summary"])}
    figures = made.figures
    assert summary["Worst-off village"]["Share"] == figures.coverage_min
    assert summary["Parcels served"]["Number"] == figures.served_parcels
    assert summary["Cost"]["Number"] == figures.cost
    villages = rows(alliance["Villages"])
    assert sum(row["Gets"] for row in villages) == figures.served_parcels
    assert [row["Coverage"] for row in villages] == [row.ratio for row in made.plan.coverage]
    assert sum(row["Parcels"] for row in rows(alliance["Deliveries"])) == figures.served_parcels


def test_sums_are_formulas_whose_results_are_kept(made):
    """A sum would not follow a filter, or show 0 in a reader that does not reckon."""
    content = workbook(made, language("en"))
    plain = openpyxl.load_workbook(BytesIO(content), data_only=True)["Deliveries"]
    live = book(content)["Deliveries"]
    column = [cell.value for cell in live[3]].index("Parcels") + 1
    assert "SUBTOTAL(109" in live.cell(live.max_row, column).value
    assert plain.cell(plain.max_row, column).value == made.figures.served_parcels


def test_days_are_days_and_shares_are_percentages(alliance):
    """Sorting by day would sort text, and a share would be a bare 0.6."""
    sheet = alliance["Deliveries"]
    assert sheet["A4"].is_date
    governorates = alliance["Governorates"]
    assert governorates["H4"].number_format == "0.0%"
    assert alliance["Villages"].conditional_formatting


def test_text_never_becomes_a_formula(made):
    """A batch's name would run in the member's spreadsheet."""
    content = workbook(made, language("en"))
    sheet = book(content)["Deliveries"]
    lots = [cell for row in sheet.iter_rows() for cell in row if cell.value == FORMULA]
    assert lots
    assert {cell.data_type for cell in lots} == {"s"}
    with zipfile.ZipFile(BytesIO(content)) as parts:
        text = b"".join(parts.read(name) for name in parts.namelist() if "sheet" in name)
    assert b"<f>HYPERLINK" not in text


def test_an_arabic_workbook_runs_from_right_to_left(made):
    """Readers of Arabic would start at the wrong end."""
    found = book(workbook(made, language("ar")))
    assert all(sheet.sheet_view.rightToLeft for sheet in found)
    assert "القرى" in found.sheetnames
    assert any("قرية الشمال" in row.values() for row in rows(found["القرى"]))


def test_a_member_gets_only_what_is_its_own(made):
    """A member would read the stock, costs and trucks of another."""
    assert members(made) == ("amal", "nour")
    found = book(workbook(made, language("en"), "amal"))
    assert "Governorates" not in found.sheetnames
    for row in rows(found["Deliveries"]) if made.plan.shipments else []:
        assert "amal" in (made.setting.owner(row["Warehouse id"] or ""), "") or not row["Day"]
    assert {row["Id"] for row in rows(found["Warehouse load"])} == {"W2"}
    assert {row["Id"] for row in rows(found["Truck hours by member"])} <= {"amal"}
    stock = rows(found["Stock that stays behind"])
    assert all(row["Row of stock"] is None or row["Row of stock"].startswith("W2") for row in stock)
    transfers = rows(found["Transfers"])
    assert sum(row["Parcels"] for row in transfers) == sum(
        row.quantity for row in made.plan.transfers
    )


def test_members_together_carry_all_deliveries(made):
    """A delivery would be in nobody's workbook."""
    carried = 0
    for member in members(made):
        found = rows(book(workbook(made, language("en"), member))["Summary"])
        carried += next(row["Number"] for row in found if row["Figure"] == "Parcels delivered")
    assert carried >= made.figures.served_parcels


def test_a_stranger_has_no_workbook(made):
    """A misspelt id would give an empty workbook that looks whole."""
    with pytest.raises(UsageError, match="No member nuor has a part"):
        workbook(made, language("en"), "nuor")


def test_equal_runs_give_equal_bytes(made):
    """Two exports of one run could not be told to be the same."""
    assert workbook(made, language("en")) == workbook(made, language("en"))
