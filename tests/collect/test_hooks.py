"""Whether the functions of a plugin are hooks of ours."""

from pathlib import Path

import pytest

from collected import plugin_file
from mizalla.collect import plugin_manager
from mizalla_models.errors import PluginError
from tiny import tiny


def refusal(folder: Path, code: str) -> str:
    scenario = tiny(campaign={"plugins": [plugin_file(folder, code)]}, folder=str(folder))
    with pytest.raises(PluginError) as caught:
        plugin_manager(scenario)
    assert caught.value.plugin == "ours.py"
    assert caught.value.exit_code == 4
    return str(caught.value)


def test_a_misspelt_hook_is_refused_with_the_closest(tmp_path: Path) -> None:
    """It would never be called, and its rules never hold."""
    said = refusal(tmp_path, "@hookimpl\ndef mizalla_rule(scenario):\n    return []\n")
    assert "no hook mizalla_rule." in said
    assert "'mizalla_rules'" in said


def test_a_misspelt_argument_is_refused_with_the_closest(tmp_path: Path) -> None:
    """The error of the library names a set of arguments and no mend."""
    said = refusal(tmp_path, "@hookimpl\ndef mizalla_rules(scenaro):\n    return []\n")
    assert "'scenaro'" in said
    assert "'scenario'" in said


def test_a_function_that_is_not_marked_is_refused(tmp_path: Path) -> None:
    """A forgotten @hookimpl is the silent way to have no rules."""
    said = refusal(tmp_path, "def mizalla_rules(scenario):\n    return []\n")
    assert "@hookimpl" in said


def test_a_wrapper_is_refused(tmp_path: Path) -> None:
    """It could take away what another member said, and no plan would show it."""
    code = "@hookimpl(wrapper=True)\ndef mizalla_rules(scenario):\n    yield\n    return []\n"
    assert "wraps" in refusal(tmp_path, code)


def test_a_file_without_hooks_is_refused(tmp_path: Path) -> None:
    """Somebody named it because it should say something."""
    assert "it has no hook" in refusal(tmp_path, "x = 1\n")


def test_a_class_that_nobody_made_an_object_of_is_refused(tmp_path: Path) -> None:
    """Its hooks would be called without self, which reads like a fault of ours."""
    code = "class Ours:\n    @hookimpl\n    def mizalla_rules(self, scenario):\n        return []\n"
    assert "it has no hook" in refusal(tmp_path, code)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import nothing_of_that_name\n", "No module named 'nothing_of_that_name'"),
        ("def f(:\n", "SyntaxError"),
        ("1 / 0\n", "ours.py, line 3: 1 / 0"),
        ("raise SystemExit(0)\n", "SystemExit"),
    ],
)
def test_a_file_that_breaks_says_where(tmp_path: Path, code: str, said: str) -> None:
    """A plugin that fails to load must stop the run, and tell its author the line."""
    text = refusal(tmp_path, code)
    assert "Loading it broke" in text
    assert said in text


def test_an_optional_hook_of_a_later_version_is_let_be(tmp_path: Path) -> None:
    """A plugin may serve several versions of Mizalla."""
    code = (
        "@hookimpl(optionalhook=True)\ndef mizalla_weather(scenario):\n    return []\n"
        "@hookimpl\ndef mizalla_rules(scenario, more=1):\n    return []\n"
    )
    scenario = tiny(campaign={"plugins": [plugin_file(tmp_path, code)]}, folder=str(tmp_path))
    assert plugin_manager(scenario).has_plugin("ours.py")
