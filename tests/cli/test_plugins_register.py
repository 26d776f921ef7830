"""``mizalla plugins sheet``, ``register``, ``history``, ``show`` and ``withdraw``."""

LIMIT = "daily_limits:\n  - {warehouse: W1, parcels_per_day: 150, reason: Half the crew.}\n"


def test_a_sheet_is_registered_shown_and_withdrawn(mizalla, scenario, tmp_path):
    """A member could not see what it registered, or take it back."""
    (tmp_path / "mine.yaml").write_text(LIMIT)
    words = ("--organisation", "nour", scenario)
    made = mizalla("plugins", "register", *words, "mine.yaml", "--by", "Huda", "--json")
    assert made.code == 0
    assert made.data["registration"]["who"] == "Huda"
    assert "150" in made.data["registration"]["added"][0]
    assert mizalla("plan", scenario).code == 0
    shown = mizalla("plugins", "show", "nour", scenario, "--json")
    assert [rule["reason"] for rule in shown.data["rules"]] == ["Half the crew."]
    assert shown.data["uses"]
    assert "Half the crew." in mizalla("plugins", "show", "nour", scenario).out
    gone = mizalla("plugins", "withdraw", *words)
    assert "Withdrawn" in gone.out
    history = mizalla("plugins", "history", scenario, "--json").data["registrations"]
    assert [one["action"] for one in history] == ["register", "withdraw"]
    assert "Huda" in mizalla("plugins", "history", scenario).out
    assert mizalla("plugins", "show", "nour", scenario, "--json").data["rules"] == []


def test_a_fault_registers_nothing(mizalla, scenario, tmp_path):
    """Half of a member's rules would hold."""
    (tmp_path / "mine.yaml").write_text(LIMIT + "  - {warehouse: W9, parcels_per_day: 1}\n")
    words = ("--organisation", "nour", scenario, "mine.yaml")
    ended = mizalla("plugins", "register", *words, "--json")
    assert ended.code == 3
    assert [(fault["row"], fault["column"]) for fault in ended.data["faults"]] == [(3, "warehouse")]
    assert mizalla("plugins", "history", scenario, "--json").data["registrations"] == []
    assert not (scenario / "capacity").exists()


def test_a_workbook_is_written(mizalla, scenario, tmp_path):
    """An officer would have nothing to fill in."""
    ended = mizalla("plugins", "sheet", "--organisation", "nour", scenario, "out.xlsx", "--json")
    assert ended.code == 0
    assert "volunteers" in ended.data["sheets"]
    assert (tmp_path / "out.xlsx").exists()
    again = mizalla("plugins", "sheet", "--organisation", "noor", scenario, "out.xlsx")
    assert again.code == 2
    assert mizalla("plugins", "show", "noor", scenario).code == 2
