"""Routing engines that plugins bring."""

from pathlib import Path

import pytest

from mizalla.collect import plugin_manager, routing_engines
from mizalla.dispatch import route
from mizalla_models.errors import PluginError
from routing_cases import SMALL, prized
from tiny import tiny

DOCS = Path(__file__).parents[2] / "docs/reference/hooks.md"


def engines(folder: Path, text: str, organisation: str | None = "") -> tuple[object, ...]:
    (folder / "own.py").write_text(text, "utf-8")
    use = {"name": "own.py", "organisation": organisation}
    scenario = tiny(folder=str(folder), campaign={"plugins": [use]})
    return routing_engines(plugin_manager(scenario))


def example() -> str:
    text = DOCS.read_text("utf-8").split("## `mizalla_routing()`")[1]
    return text.split("```python\n")[1].split("```")[0]


def test_built_in_engines_come_by_the_hook() -> None:
    """What is built in would be more than a plugin may be."""
    found = routing_engines(plugin_manager(tiny()))
    assert [engine.name for engine in found] == ["insertion", "ortools", "pyvrp", "vroom"]


def test_the_example_of_the_hook_routes(tmp_path: Path) -> None:
    """An example that does not run teaches the wrong thing."""
    found = engines(tmp_path, example())
    answer = route(prized(SMALL), engine="single", engines=found)  # type: ignore[arg-type]
    assert len(answer.tours) == 2
    assert answer.cost == 20 + 40 + 3 * 1000


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("return 3", "no engine"),
        ("raise ValueError('oops')", "oops"),
        ("return type('E', (), {'name': 'pyvrp', 'features': set(), 'route': print})()", "so does"),
        ("return type('E', (), {'name': 'e', 'features': {'x'}, 'route': print})()", "features"),
    ],
)
def test_what_is_no_engine_is_refused(tmp_path: Path, text: str, word: str) -> None:
    """A run would break in the middle of its trips."""
    code = (
        f"from mizalla.hookspecs import hookimpl\n@hookimpl\ndef mizalla_routing():\n    {text}\n"
    )
    with pytest.raises(PluginError, match=word):
        engines(tmp_path, code)


def test_a_members_plugin_may_not_bring_one(tmp_path: Path) -> None:
    """A member's code would run in our own process, past all limits."""
    with pytest.raises(PluginError, match="own process"):
        engines(tmp_path, f'organisation = "nour"\n{example()}', None)
