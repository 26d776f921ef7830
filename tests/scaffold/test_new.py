"""New plugins, as ``mizalla plugins new`` writes them."""

import subprocess
import sys
from pathlib import Path

import pytest

from mizalla.scaffold import new_plugin
from mizalla_models.errors import UsageError


def test_a_new_plugin_passes_its_own_test(tmp_path: Path) -> None:
    """The first thing that a programmer sees would be a failure."""
    files = new_plugin("packing-line", "nour", tmp_path / "new")
    assert {file.relative_to(tmp_path / "new").as_posix() for file in files} == {
        "pyproject.toml",
        "README.md",
        "src/mizalla_packing_line/__init__.py",
        "tests/test_rules.py",
    }
    text = "\n".join(file.read_text("utf-8") for file in files)
    assert 'packing-line = "mizalla_packing_line"' in text
    assert "$" not in text
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=tmp_path / "new",
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.parametrize("name", ["Packing", "1st", "a b", "../x", ""])
def test_a_name_that_python_could_not_import_is_refused(name: str, tmp_path: Path) -> None:
    """The distribution could not be installed, or would lie elsewhere."""
    with pytest.raises(UsageError, match="no name"):
        new_plugin(name, "nour", tmp_path / "new")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A plugin that somebody works on would be gone."""
    (tmp_path / "mine.py").write_text("")
    with pytest.raises(UsageError, match="not empty"):
        new_plugin("ours", "nour", tmp_path)
    with pytest.raises(UsageError, match="no id"):
        new_plugin("ours", 'nour"', tmp_path / "new")
