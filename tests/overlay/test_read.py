"""Overlays as files."""

from pathlib import Path

import pytest

from mizalla.overlay import find_overlay, read_overlay
from mizalla_models.errors import ScenarioError


def written(folder: Path, text: str) -> Path:
    path = folder / "late.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_file_is_named_after_itself(tmp_path: Path) -> None:
    """Every overlay would have to repeat its file's name."""
    found = read_overlay(written(tmp_path, "changes:\n- change: stock\n  multiply: 0.8\n"))
    assert (found.name, len(found.changes)) == ("late", 1)


@pytest.mark.parametrize(
    ("text", "row", "words"),
    [
        ("changes:\n- change: stok\n  multiply: 1\n", 2, "Did you mean 'stock'"),
        ("changes:\n- change: stock\n  multipl: 1\n", 3, "multipl"),
        ("changes:\n- change: stock\n", 2, "one of multiply, add and set"),
        ("chnages: []\n", 1, "Did you mean 'changes'"),
        ("- a\n", 1, "no keys and values"),
    ],
)
def test_a_fault_says_where_it_stands(tmp_path: Path, text: str, row: int, words: str) -> None:
    """A planner would have to guess which line is wrong."""
    with pytest.raises(ScenarioError, match=words) as refused:
        read_overlay(written(tmp_path, text))
    assert refused.value.faults[0].row == row


def test_an_overlay_is_found_by_name_in_its_scenario(tmp_path: Path) -> None:
    """Shipped variations could only be used with their whole path."""
    (tmp_path / "overlays").mkdir()
    path = written(tmp_path / "overlays", "changes: []\n")
    assert find_overlay("late", tmp_path) == path
    with pytest.raises(ScenarioError, match="Did you mean 'late'"):
        find_overlay("lat", tmp_path)
