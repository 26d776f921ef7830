"""Every command is documented and tested."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from mizalla.cli.main import cli

ROOT = Path(__file__).parents[2]


def commands(group: click.Group = cli, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        yield from (
            commands(command, (*above, name))
            if isinstance(command, click.Group)
            else [(*above, name)]
        )


COMMANDS = sorted(commands())
TESTS = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "tests").rglob("*.py")))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_is_told_and_tested(words: tuple[str, ...]) -> None:
    """A command that nobody knows of, or that stopped working."""
    page = (ROOT / "docs/reference/commands.md").read_text("utf-8")
    assert f"## mizalla {' '.join(words)}\n" in page
    said = r",\s*".join(f'"{word}"' for word in words)
    assert re.search(rf"[(\[]\s*{said}[,)\]]", TESTS), f"no test runs mizalla {' '.join(words)}"
