"""``mizalla init``."""


def test_the_starter_is_a_sound_scenario(mizalla, tmp_path):
    """The first thing that a newcomer does would fail."""
    ended = mizalla("init", "ramadan 1448")
    assert ended.code == 0
    assert "mizalla plan 'ramadan 1448'" in ended.out
    assert (tmp_path / "ramadan 1448" / "campaign.yaml").is_file()
    assert mizalla("check", "ramadan 1448").code == 0


def test_nothing_is_overwritten(mizalla, tmp_path):
    """A member's tables would be lost."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "stock.csv").write_text("mine")
    ended = mizalla("init", "old", "--json")
    assert (ended.code, ended.data["error"]["kind"]) == (2, "usage")
    assert [file.name for file in (tmp_path / "old").iterdir()] == ["stock.csv"]
    assert (tmp_path / "old" / "stock.csv").read_text() == "mine"


def test_json_names_the_files(mizalla, tmp_path):
    """A program could not tell what was written."""
    ended = mizalla("init", "new", "--json")
    assert sorted(ended.data["files"]) == sorted(file.name for file in (tmp_path / "new").iterdir())
