"""Rules of all or nothing: the engine against an outside integer program."""

import sys
from pathlib import Path

import pytest

from integration.choosy_campaigns import draw_choosy, misjudged
from integration.compare import make


def said(folder: Path, seed: int) -> str:
    return "\n".join(misjudged(make(draw_choosy(seed).write(folder / "drawn"))))


@pytest.mark.parametrize("seed", range(70))
def test_engine_and_outside_program_agree(tmp_path: Path, seed: int) -> None:
    """A plan would break a rule, a bound would be none, or rules that hold be called a conflict."""
    assert said(tmp_path, seed) == ""


@pytest.mark.parametrize("seed", range(100, 130))
def test_diving_agrees_too(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same on campaigns too large for an integer program with a door for each member."""
    monkeypatch.setattr(sys.modules["mizalla.solve.discrete.exact"], "LANES", 0)
    assert said(tmp_path, seed) == ""


@pytest.mark.parametrize("seed", range(200, 220))
def test_the_path_of_large_campaigns_agrees_too(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same where days are summed; a conflict is then only said not to be found otherwise."""
    # The face of the package hides the module of the same name.
    monkeypatch.setattr(sys.modules["mizalla.solve.solve"], "SMALL", 0)
    found = said(tmp_path, seed)
    assert found == "" or "called a conflict" in found
