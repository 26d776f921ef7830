"""``mizalla plugins list``."""

PACKING = """
from mizalla.hookspecs import hookimpl
from mizalla_models.rule import Limit

organisation = "nour"
__version__ = "1.5"


@hookimpl
def mizalla_rules(scenario):
    yield Limit(name="line", reason="Our line fills 100 a day.", per=("day",), at_most=100,
                where={"origin": ["W1"]})
"""


def test_lists_what_is_installed(mizalla):
    """Nobody would know what rules hold without having asked for them."""
    ended = mizalla("plugins", "list", "--json")
    assert ended.code == 0
    found = {plugin["name"]: plugin for plugin in ended.data["plugins"]}
    assert {"stock", "expiry", "earmarks", "loading", "points", "calendar", "fleets"} <= set(found)
    assert found["needs"]["hooks"] == ["mizalla_needs"]
    assert "loading" in mizalla("plugins", "list").out


def test_lists_a_members_plugin_with_the_rules_it_gave(mizalla, scenario, tmp_path):
    """A rule would hold with nobody to ask about it."""
    (tmp_path / "packing.py").write_text(PACKING)
    ended = mizalla("plugins", "list", scenario, "--plugin", "packing.py", "--json")
    [plugin] = [item for item in ended.data["plugins"] if item["name"] == "packing.py"]
    assert (plugin["version"], plugin["organisation"], plugin["rules"]) == ("1.5", "nour", 1)
    [rule] = [item for item in ended.data["rules"] if item["provider"]["plugin"] == "packing.py"]
    assert rule["rule"]["reason"] == "Our line fills 100 a day."
    table = mizalla("plugins", "list", scenario, "--plugin", "packing.py")
    assert "packing.py" in table.out
    assert "1 limit" in table.out
    assert "Our line fills" not in table.out
    in_full = mizalla("plugins", "list", scenario, "--plugin", "packing.py", "-v")
    assert "Our line fills 100 a day." in in_full.out


def test_a_plugin_without_a_scenario_is_wrong_use(mizalla):
    """A plugin that was named would silently be left out."""
    assert mizalla("plugins", "list", "--plugin", "packing.py").code == 2


def test_a_broken_folder_is_refused_with_its_faults(mizalla, tmp_path):
    """Half a scenario would be shown to plugins."""
    (tmp_path / "empty").mkdir()
    ended = mizalla("plugins", "list", tmp_path / "empty", "--json")
    assert ended.code == 3
    assert ended.data["faults"]
