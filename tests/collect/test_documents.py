"""The documents of hooks, built-in plugins and how to write one say what the code does."""

import re
from pathlib import Path

import pluggy
import pytest
import yaml

from collected import rules_of
from mizalla import hookspecs
from mizalla.builtin import BUILTIN, CAPACITY
from mizalla.collect import collect, plugin_manager, travel_answers
from mizalla_models.scenario import Scenario
from tiny import tiny

DOCS = Path(__file__).parents[2] / "docs"
HOOKS = (DOCS / "reference/hooks.md").read_text("utf-8")
BUILT_IN = (DOCS / "reference/builtin-plugins.md").read_text("utf-8")
HOW_TO = (DOCS / "how-to/write-a-plugin.md").read_text("utf-8")


def sections(text: str) -> dict[str, str]:
    parts = re.split(r"^## `(.+)`$", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


def hooks() -> dict[str, tuple[str, ...]]:
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    return {
        name: tuple(caller.spec.argnames)
        for name, caller in vars(manager.hook).items()
        if isinstance(caller, pluggy.HookCaller) and caller.spec is not None
    }


def using(folder: Path, code: str, settings: object = None, **changes: object) -> Scenario:
    (folder / "nour.py").write_text(code, "utf-8")
    campaign = {"plugins": [{"name": "nour.py", "settings": settings or {}}]}
    return tiny(folder=str(folder), campaign=campaign, **changes)


def test_every_hook_has_a_section_with_its_arguments() -> None:
    """A hook that nobody can look up, or whose arguments have changed since."""
    assert set(sections(HOOKS)) == {
        f"{name}({', '.join(given)})" for name, given in hooks().items()
    }


@pytest.mark.parametrize("hook", sorted(hooks()))
def test_the_example_of_every_hook_runs(hook: str, tmp_path: Path) -> None:
    """An example that does not run teaches the wrong thing."""
    text = next(body for title, body in sections(HOOKS).items() if title.startswith(hook))
    scenario = using(tmp_path, blocks(text, "python")[0], needs=None)
    manager = plugin_manager(scenario)
    record = next(item for item in collect(scenario, manager).plugins if item.name == "nour.py")
    assert record.hooks == (hook,)
    assert record.rules or travel_answers(scenario, manager) is not None


def test_every_built_in_plugin_has_a_section_with_its_settings() -> None:
    """A setting that is not documented is a setting that nobody uses."""
    found = sections(BUILT_IN)
    assert set(found) == {*BUILTIN, CAPACITY}
    for name, module in BUILTIN.items():
        settings = getattr(module, "Settings", None)
        told = re.findall(r"^\| `(\w+)` \|", found[name], flags=re.MULTILINE)
        assert told == list(settings.model_fields if settings else [])


def test_the_settings_shown_for_built_in_plugins_are_taken() -> None:
    """A planner copies them into campaign.yaml."""
    for text in blocks(BUILT_IN, "yaml"):
        uses = yaml.safe_load(text)["plugins"]
        parcels = tuple(
            tiny().parcels[0].model_copy(update={"id": name}) for name in ("dry", "infant")
        )
        scenario = tiny(needs=None, parcels=parcels, campaign={"plugins": uses})
        assert collect(scenario, plugin_manager(scenario)).provided


def test_the_plugin_of_the_how_to_runs_with_the_settings_it_shows(tmp_path: Path) -> None:
    """It is the first plugin that a member's programmer writes."""
    settings = yaml.safe_load(blocks(HOW_TO, "yaml")[0])["plugins"]["nour.py"]
    limit, charge = rules_of(using(tmp_path, blocks(HOW_TO, "python")[0], settings), "nour.py")
    assert (limit.at_most, dict(limit.where)) == (5000, {"origin": ("W1",)})
    assert charge.amount == 1.2
