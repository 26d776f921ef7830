"""Reports, waybills and workbooks by the command line."""

from io import BytesIO

import pytest
from pypdf import PdfReader


@pytest.fixture
def run(mizalla, scenario):
    """A run that is kept."""
    return mizalla("plan", scenario, "--json").data["run"]


def test_report_is_one_file(mizalla, run, tmp_path):
    """A report would be written somewhere else, or not said where."""
    ended = mizalla("report", run, "-o", tmp_path / "new" / "page.html", "--json")
    page = (tmp_path / "new" / "page.html").read_bytes()
    assert (ended.code, ended.data["bytes"]) == (0, len(page))
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["page.html"]
    assert mizalla("report", run).out.strip() == f"{run}.html"


def test_a_report_that_can_not_be_written_is_wrong_use(mizalla, run, tmp_path):
    """A full stick would end in a traceback."""
    (tmp_path / "file").write_text("x")
    ended = mizalla("report", run, "-o", tmp_path / "file" / "page.html", "--json")
    assert (ended.code, ended.data["error"]["kind"]) == (2, "usage")


def test_waybills_of_a_day_are_a_pdf(mizalla, run, tmp_path):
    """A storekeeper would get the papers of all days."""
    whole = mizalla("waybills", run, "-o", tmp_path / "all.pdf", "--json").data
    days = {
        row["day"] for row in mizalla("show", run, "--shipments", "--json").data["shipment_rows"]
    }
    counts = [
        mizalla("waybills", run, "-o", tmp_path / "a.pdf", "--day", day, "--json").data["waybills"]
        for day in sorted(days)
    ]
    assert min(counts) > 0
    assert sum(counts) == whole["waybills"]
    pages = PdfReader(BytesIO((tmp_path / "all.pdf").read_bytes())).pages
    assert len(pages) >= whole["waybills"] + whole["loading_lists"]


def test_waybills_of_nowhere_are_wrong_use(mizalla, run):
    """An empty PDF would look like a day off."""
    ended = mizalla("waybills", run, "--warehouse", "W9", "--json")
    assert (ended.code, ended.data["error"]["kind"]) == (2, "usage")
    assert "W1" in ended.data["error"]["mend"]


def test_a_workbook_for_all_and_one_for_each(mizalla, run, tmp_path):
    """A member would have no workbook, or the alliance none."""
    ended = mizalla("export", run, tmp_path / "out", "--xlsx", "--every-member", "--json")
    assert ended.data["files"] == [f"{run}.xlsx", f"{run}-amal.xlsx", f"{run}-nour.xlsx"]
    one = mizalla("export", run, tmp_path / "one", "--xlsx", "--member", "nour", "--json")
    assert one.data["files"] == [f"{run}-nour.xlsx"]


@pytest.mark.parametrize(
    "words",
    [[], ["out", "--member", "nour"], ["--xlsx", "--hxl"], ["--xlsx", "--member", "nobody"]],
)
def test_what_does_not_go_together_is_wrong_use(mizalla, run, words):
    """An option would be taken and do nothing."""
    assert mizalla("export", run, *words, "--json").code == 2


def test_arabic_on_the_terminal(mizalla, run, scenario):
    """A reader of Arabic would read English."""
    shown = mizalla("show", run, "--lang", "ar", "--digits", "eastern").out
    assert "القرية الأقل حظًّا" in shown
    assert "٪" in shown
    assert "الخيارات" in mizalla("plan", "--help", "--lang", "ar").out
    assert "الخيارات" in mizalla("plan", "--lang=ar", "--help").out
    assert "الأوامر" in mizalla("--help", MIZALLA_LANG="ar").out
    assert "القرية الأقل حظًّا" in mizalla("--lang", "ar", "show", run).out
    assert "الأوامر" in mizalla("--lang", "ar", "--help").out
    lost = mizalla("show", "zzz", "--lang", "ar")
    assert lost.code == 2
    assert "لا يوجد تشغيل" in lost.err
    assert "لا يوجد خيار" in mizalla("show", "--nosuch", "--lang", "ar").err


def test_programs_read_the_same_in_every_language(mizalla, run):
    """A script would break as soon as its user reads Arabic."""
    english = mizalla("show", run, "--json").data
    assert mizalla("show", run, "--json", "--lang", "ar", "--digits", "eastern").data == english
    error = mizalla("show", "zzz", "--json").data
    assert mizalla("show", "zzz", "--json", "--lang", "ar").data == error
