"""Every hook and rule is documented, tested, and used by an example."""

from pathlib import Path
from typing import get_args

import pytest

from mizalla.reference.hooks import specs
from mizalla_models.rule import Rule

ROOT = Path(__file__).parents[2]
HOOKS = sorted(specs())
RULES = sorted(kind.__name__ for kind in get_args(get_args(Rule)[0]))


def texts(*patterns: str) -> str:
    files = (path for pattern in patterns for path in sorted(ROOT.glob(pattern)))
    return "\n".join(path.read_text("utf-8") for path in files if path != Path(__file__))


TESTS = texts("tests/**/*.py", "plugins/*/tests/*.py")
EXAMPLES = texts("plugins/*/src/**/*.py")


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_is_told_tested_and_used(hook: str) -> None:
    """A hook that nobody knows of, or that stopped working."""
    assert f"## `{hook}(" in (ROOT / "docs/reference/hooks.md").read_text("utf-8")
    assert f"def {hook}(" in TESTS
    assert f"def {hook}(" in EXAMPLES


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_told_tested_and_used(rule: str) -> None:
    """A rule that nobody knows of, or that stopped holding."""
    assert f"## `{rule}`" in (ROOT / "docs/reference/rules.md").read_text("utf-8")
    assert f"{rule}(" in TESTS
    assert f"{rule}(" in EXAMPLES


def test_each_example_is_a_distribution_of_its_own() -> None:
    """Outsiders copy them whole."""
    homes = sorted(path.name for path in (ROOT / "plugins").iterdir() if path.is_dir())
    assert len(homes) >= 7
    for home in homes:
        folder = ROOT / "plugins" / home
        assert {"pyproject.toml", "README.md", "src", "tests"} <= {p.name for p in folder.iterdir()}
        assert f"mizalla-{home}" in (ROOT / "pyproject.toml").read_text("utf-8")
        assert f'{home} = "mizalla_' in (folder / "pyproject.toml").read_text("utf-8")
