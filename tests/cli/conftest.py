"""The command line, run in a folder of its own."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mizalla.cli.main import cli
from tiny import write_folder


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        """The JSON object on stdout; fails where there is anything else."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


Mizalla = Callable[..., Ended]


@pytest.fixture
def mizalla(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mizalla:
    """Runs a command in an empty folder, where its database is too."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.delenv("MIZALLA_DB", raising=False)

    def run(*words: str | Path, **env: str) -> Ended:
        result = CliRunner().invoke(cli, [str(word) for word in words], env=env)
        return Ended(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """The tiny scenario: two villages in need of 300, one store that holds 240."""
    return write_folder(tmp_path / "مظلة tiny")
