"""``mizalla export``."""

TABLES = {"shipments.csv", "transfers.csv", "coverage.csv", "trips.csv", "rules.csv", "plan.json"}


def test_writes_the_tables_of_a_run(mizalla, scenario, tmp_path):
    """Trucks could not be sent out by any other program."""
    run = mizalla("plan", scenario, "--json").data["run"]
    ended = mizalla("export", "latest", "out", "--json")
    assert (ended.code, ended.data["run"]) == (0, run)
    assert set(ended.data["files"]) >= TABLES
    assert {file.name for file in (tmp_path / "out").iterdir()} == set(ended.data["files"])
    told = mizalla("export", "latest", "again").out
    assert "shipments.csv" in told


def test_hxl_tags_and_the_mark_for_excel(mizalla, scenario, tmp_path):
    """Humanitarian tools would not know the columns; Excel would show Arabic as gibberish."""
    assert mizalla("plan", scenario).code == 0
    assert mizalla("export", "latest", "out", "--hxl", "--bom").code == 0
    text = (tmp_path / "out" / "coverage.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.splitlines()[1].startswith(b"#")


def test_an_unknown_run_is_wrong_use(mizalla):
    """A misspelt id would end in a traceback."""
    ended = mizalla("export", "nosuch", "out", "--json")
    assert (ended.code, ended.data["error"]["kind"]) == (2, "usage")
