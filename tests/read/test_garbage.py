"""Garbage in any file ends in faults, never in a traceback."""

import contextlib
import shutil
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mizalla.read import TABLES, read
from mizalla_models.errors import ScenarioError
from tiny import write_folder

NAMES = [
    "campaign.yaml",
    *(table.file for table in TABLES),
    "stock.xlsx",
    "capacity/nour.yaml",
    "capacity/nour.xlsx",
]
CELLS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["", "id", "W1", "dry", "#geo+lat", "EG250101", "-1", "1e999", "٣", "nan", "|"]
    ),
    st.sampled_from(
        ["2027-02-08", "8/2/2027", "from", "quantity", "lat", "0x1", "=1/0", '"', "\x00"]
    ),
)
TEXTS = st.lists(st.lists(CELLS, max_size=6), max_size=6).flatmap(
    lambda rows: st.sampled_from([",", ";", "\t"]).map(
        lambda separator: "\n".join(separator.join(row) for row in rows)
    )
)
YAML_LINES = """\
name: x
starts: 2027-02-08
ends: 2027-02-31
goals: {}
goals: [cost, 5]
? []
plugins: {a: 5}
plugins: [{}, 3, {name: []}]
road: []
closed_weekdays: {a: b}
rules:
- kind: limit
  reason: 3
  per: day
<<: 1
  at_most: {a: .nan}
  where: {day: [2027-02-08, null]}
  where: {origin: {a: b}}
  unless: 7
a: !!set {b}
timezone: Africa
name: !!python/name:os.system x
name: "\\ud800"
reach: 1e99
plugins: {a: {b: "\\ud800", c: !!binary gA==, d: 2027-02-08, e: [.inf]}}
"\\ud800": 5
- kind: supply
  available_on: 5
  id: []
"""
YAMLS = st.lists(st.sampled_from(YAML_LINES.splitlines()), max_size=8).map("\n".join)
CONTENTS = st.one_of(
    st.binary(max_size=400),
    st.one_of(TEXTS, YAMLS).map(lambda text: text.encode("utf-8", "surrogatepass")),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(NAMES), CONTENTS, min_size=1, max_size=4))
def test_garbage(files: dict[str, bytes]) -> None:
    """A file that nobody thought of would end in a traceback."""
    folder = Path(tempfile.mkdtemp())
    try:
        write_folder(folder)
        (folder / "capacity").mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        read_or_refuse(folder)
    finally:
        shutil.rmtree(folder)


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{CONTENT_TYPES}">'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
    f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="stock" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><dimension ref="A1:C2"/><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>warehouse</t></is></c><c r="B1" t="inlineStr">'
    '<is><t>parcel</t></is></c><c r="C1" t="str"><v>quantity</v></c></row><row r="2">'
    '<c r="A2" t="inlineStr"><is><t>W1</t></is></c><c r="B2" t="str"><f>A1</f><v>dry</v></c>'
    '<c r="C2"><v>240</v></c></row></sheetData></worksheet>',
}
EDITS = st.tuples(
    st.sampled_from(sorted(PARTS)),
    st.floats(0, 1),
    st.integers(0, 6),
    st.sampled_from(["", "<", "x", '"', "9", "e", "</c>", "\x00", "&amp;", "&#0;", "A0", "ن", "r"]),
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EDITS, max_size=4), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4))))
def test_damaged_workbook(
    edits: list[tuple[str, float, int, str]], cuts: list[tuple[float, bytes]]
) -> None:
    """A workbook that another program wrote, or that lost bytes on a stick, would end in one."""
    parts = dict(PARTS)
    for part, where, length, text in edits:
        at = int(where * len(parts[part]))
        parts[part] = parts[part][:at] + text + parts[part][at + length :]
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode())
    whole = file.getvalue()
    for where, content in cuts:
        at = int(where * len(whole))
        whole = whole[:at] + content + whole[at + 2 * len(content) :]
    folder = Path(tempfile.mkdtemp())
    try:
        write_folder(folder, stock=None)
        (folder / "stock.xlsx").write_bytes(whole)
        read_or_refuse(folder)
    finally:
        shutil.rmtree(folder)


def test_whole_workbook(tmp_path: Path) -> None:
    """The workbook that is damaged above would be broken to begin with."""
    folder = write_folder(tmp_path / "campaign", stock=None)
    with zipfile.ZipFile(folder / "stock.xlsx", "w") as archive:
        for name, text in PARTS.items():
            archive.writestr(name, text)
    assert read(folder).stock[0].quantity == 240


def read_or_refuse(folder: Path) -> None:
    with contextlib.suppress(ScenarioError):
        read(folder)


@pytest.mark.parametrize("name", ["stock.csv", "campaign.yaml", "capacity/nour.yaml"])
def test_long_cells(tmp_path: Path, name: str) -> None:
    """A cell as long as a book would take minutes to look at, or fill the screen."""
    folder = write_folder(tmp_path / "campaign")
    (folder / "capacity").mkdir()
    long = "9" * 120_000
    texts = {
        "stock.csv": f"warehouse,parcel,quantity,lot\nW{long},dry,{long}x,\nW,dry,{long},{long}|\n",
        "campaign.yaml": f"name: {long}\nstarts: {long}\nends: 2027-02-10\n{long}: 5\n",
        "capacity/nour.yaml": f"rules:\n- kind: {long}\n- kind: limit\n  at_most: {long}\n",
    }
    (folder / name).write_text(texts[name], "utf-8")
    with pytest.raises(ScenarioError) as caught:
        read(folder)
    told = [fault for fault in caught.value.faults if fault.file == name]
    assert told
    assert max(len(fault.problem) + len(fault.mend) for fault in told) < 600
