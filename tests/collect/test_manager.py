"""The plugin manager of a run: which plugins take part, and why a plugin is refused."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from collected import plugin_file, rules_of
from mizalla import __version__
from mizalla.builtin import BUILTIN
from mizalla.collect import AvailablePlugin, Manager, available, collect, plugin_manager
from mizalla_models.errors import PluginError
from mizalla_models.scenario import Scenario
from tiny import tiny

FORBID = """
@hookimpl
def mizalla_rules(scenario):
    yield Forbid(name="rest", reason="Rest.", where={"day": ["2027-02-09"]})
"""


def using(*plugins: object, folder: Path | str = "/nowhere") -> Scenario:
    return tiny(campaign={"plugins": plugins}, folder=str(folder))


EXAMPLES = {folder.name for folder in (Path(__file__).parents[2] / "plugins").iterdir()}


def others(manager: Manager) -> list[AvailablePlugin]:
    """Plugins that are there and take no part, besides the examples that tests install."""
    return [plugin for plugin in available(manager) if plugin.name not in EXAMPLES]


def install(folder: Path, name: str, code: str, entry: str = "ours", version: str = "1.2") -> None:
    """Lay a distribution into a folder as an installer would, with one entry point."""
    module = name.replace("-", "_")
    (folder / f"{module}.py").write_text("from mizalla.hookspecs import hookimpl\n" + code, "utf-8")
    facts = folder / f"{module}-{version}.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (facts / "entry_points.txt").write_text(f"[mizalla]\n{entry} = {module}\n")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the import path where a test installs distributions."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    before = set(sys.modules)
    yield folder
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_every_run_has_the_built_in_plugins_in_a_manager_of_its_own() -> None:
    """A manager shared by runs would leak one campaign's plugins into the next."""
    one, other = plugin_manager(tiny()), plugin_manager(tiny())
    assert {name for name, _ in one.list_name_plugin()} == set(BUILTIN)
    assert one is not other


def test_a_built_in_plugin_can_be_switched_off_and_on_again_by_the_command_line() -> None:
    """A what-if without loading rates needs no copy of the folder."""
    scenario = using({"name": "loading", "enabled": False})
    manager = plugin_manager(scenario)
    assert not manager.has_plugin("loading")
    assert others(manager) == [AvailablePlugin("loading", __version__, "mizalla")]
    assert plugin_manager(scenario, ["loading"]).has_plugin("loading")


def test_a_file_is_found_from_the_scenario_folder_and_on_the_command_line_from_the_working_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scenario that is moved must keep its plugins; a planner types paths from where she is."""
    scenario_folder, working = tmp_path / "with a space", tmp_path / "working"
    plugin_file(scenario_folder, FORBID, "rules/ours.py")
    plugin_file(working, FORBID, "mine.py")
    monkeypatch.chdir(working)
    path = list(sys.path)
    manager = plugin_manager(using("rules/ours.py", folder=scenario_folder), ["./mine.py"])
    assert manager.has_plugin("rules/ours.py")
    assert manager.has_plugin("mine.py")
    assert sys.path == path
    assert not list(tmp_path.rglob("__pycache__"))


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    """Cached code would plan with the rules of a minute ago."""
    scenario = using(plugin_file(tmp_path, FORBID), folder=tmp_path)
    assert rules_of(scenario, "ours.py")[0].where.by["day"] == ("2027-02-09",)
    plugin_file(tmp_path, FORBID.replace("-09", "-10"))
    assert rules_of(scenario, "ours.py")[0].where.by["day"] == ("2027-02-10",)


def test_a_file_may_hold_dataclasses_and_annotations_as_text(tmp_path: Path) -> None:
    """Both look their module up by name, and break where it is not to be found."""
    code = (
        "from dataclasses import dataclass\n"
        "@dataclass\nclass Crew:\n    people: 'int' = 3\n    base: 'ClassVar[str]' = ''\n" + FORBID
    )
    assert rules_of(using(plugin_file(tmp_path, code), folder=tmp_path), "ours.py")


def test_one_file_named_by_campaign_and_command_line_counts_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rules would hold twice, and a charge would be charged twice."""
    name = plugin_file(tmp_path, FORBID)
    monkeypatch.chdir(tmp_path)
    manager = plugin_manager(using(name, folder=tmp_path), [name, str(tmp_path / name)])
    assert len(manager.list_name_plugin()) == len(BUILTIN) + 1


def test_the_name_of_a_file_never_tells_where_it_lies(tmp_path: Path) -> None:
    """The same plan made on two machines must be the same, byte for byte."""
    name = str(tmp_path / plugin_file(tmp_path, FORBID))
    rules = collect(tiny(), plugin_manager(tiny(), [name]))
    assert str(tmp_path) not in rules.model_dump_json()


def test_two_files_of_one_name_are_refused_with_both(tmp_path: Path) -> None:
    """Nobody could tell whose rule a rule is."""
    for folder in ("a", "b"):
        plugin_file(tmp_path / folder, FORBID)
    with pytest.raises(PluginError) as caught:
        plugin_manager(tiny(), [str(tmp_path / "a/ours.py"), str(tmp_path / "b/ours.py")])
    assert str(tmp_path / "a/ours.py") in str(caught.value)
    assert str(tmp_path / "b/ours.py") in str(caught.value)


def test_an_installed_plugin_takes_part_only_where_it_is_named(site: Path) -> None:
    """A plan must not depend on what happens to be installed."""
    code = "@hookimpl\ndef mizalla_rules(scenario):\n    return []\n"
    install(site, "mizalla-ours", code)
    plain = plugin_manager(tiny())
    assert not plain.has_plugin("ours")
    assert others(plain) == [AvailablePlugin("ours", "1.2", "mizalla-ours")]
    for manager in (plugin_manager(using("ours")), plugin_manager(tiny(), ["ours"])):
        assert manager.has_plugin("ours")
        assert others(manager) == []


def test_an_installed_plugin_has_the_version_of_its_distribution(site: Path) -> None:
    """A stored run must tell which release of a member's rules it was planned with."""
    install(site, "mizalla-ours", "@hookimpl\ndef mizalla_rules(scenario):\n    return []\n")
    scenario = using("ours")
    records = collect(scenario, plugin_manager(scenario)).plugins
    assert next(record.version for record in records if record.name == "ours") == "1.2"


def test_two_distributions_of_one_name_are_refused_with_both(site: Path) -> None:
    """The first on the import path would win, and the other's rules be lost."""
    code = "@hookimpl\ndef mizalla_rules(scenario):\n    return []\n"
    install(site, "mizalla-ours", code)
    install(site, "mizalla-theirs", code)
    with pytest.raises(PluginError, match=r"mizalla-ours.*mizalla-theirs"):
        plugin_manager(using("ours"))


def test_a_distribution_with_the_name_of_a_built_in_plugin_is_refused(site: Path) -> None:
    """A campaign that names loading must not get one or the other by chance."""
    install(
        site, "mizalla-fast", "@hookimpl\ndef mizalla_rules(scenario):\n    return []\n", "loading"
    )
    assert plugin_manager(tiny()).get_plugin("loading") is BUILTIN["loading"]
    with pytest.raises(PluginError, match=r"built-in plugin and .*mizalla-fast"):
        plugin_manager(using("loading"))


def test_one_module_under_two_names_is_refused(site: Path) -> None:
    """Its rules would hold twice, and a charge would be charged twice."""
    install(site, "mizalla-ours", "@hookimpl\ndef mizalla_rules(scenario):\n    return []\n")
    facts = site / "mizalla_ours-1.2.dist-info/entry_points.txt"
    facts.write_text(facts.read_text() + "same = mizalla_ours\n")
    with pytest.raises(PluginError, match="same code as plugin ours"):
        plugin_manager(using("ours", "same"))


def test_an_installed_plugin_that_does_not_import_is_refused(site: Path) -> None:
    """Skipped, its rules would silently not hold."""
    install(site, "mizalla-ours", "import nothing_of_that_name\n")
    with pytest.raises(PluginError, match=r"Plugin ours: Loading it broke.*nothing_of_that_name"):
        plugin_manager(using("ours"))


@pytest.mark.parametrize(
    ("use", "said"),
    [
        ("loadng", "Did you mean 'loading'"),
        ({"name": "loadng", "enabled": False}, "Did you mean 'loading'"),
        ("capacity/nobody.yaml", "no such plugin"),
        ({"name": "stock", "settings": {"rows": 3}}, "takes no settings"),
        ("missing.py", "no file"),
    ],
)
def test_what_the_campaign_names_and_is_not_there_is_refused(use: object, said: str) -> None:
    """A typo that is skipped is a rule that does not hold."""
    with pytest.raises(PluginError, match=said):
        plugin_manager(using(use))


def test_a_plugin_named_twice_is_refused() -> None:
    """Only one of its two settings could hold."""
    with pytest.raises(PluginError, match="twice"):
        plugin_manager(using("needs", "needs"))


def test_a_missing_file_suggests_its_neighbour(tmp_path: Path) -> None:
    """A typo in a path is mended fastest by the name that is there."""
    plugin_file(tmp_path, FORBID, "nour.py")
    with pytest.raises(PluginError, match=r"Did you mean 'nour\.py'"):
        plugin_manager(using("noor.py", folder=tmp_path))


READ = """
@hookimpl
def mizalla_rules(scenario):
    from pathlib import Path
    text = Path(__file__).with_name("said.txt").read_text()
    yield Forbid(reason=text, where={"origin": ["W1"], "day": ["2027-02-09"]})
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what the kernel holds back")
def test_a_plugin_reads_its_own_folder_and_a_member_no_table_of_others(tmp_path: Path) -> None:
    """Data beside a plugin would be of no use; or a member could read everybody's costs."""
    for name in ("ours.py", "nour/rules.py", "theirs.py"):
        member = "" if name == "ours.py" else 'organisation = "nour"\n'
        plugin_file(tmp_path, member + READ, name)
        (tmp_path / name).with_name("said.txt").write_text("Ours.")
    for name in ("ours.py", "nour/rules.py"):
        assert rules_of(using(name, folder=tmp_path), name)[0].reason == "Ours."
    with pytest.raises(PluginError, match="PermissionError"):
        rules_of(using("theirs.py", folder=tmp_path), "theirs.py")
