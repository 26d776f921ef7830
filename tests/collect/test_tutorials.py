"""The tutorials for members do what they say, step by step."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from mizalla.cli.main import cli

DOCS = Path(__file__).parents[2] / "docs/tutorial"
STEP = re.compile(
    r"```sh(?: exit=(?P<code>\d))?\n(?P<sh>.*?)```|(?P<rows>(?:^\| `\w+` \| \w\d+ \| .* \|\n)+)"
    r"|Put this into `(?P<file>\w+\.py)`.*?```python\n(?P<python>.*?)```",
    re.DOTALL | re.MULTILINE,
)
ROW = re.compile(r"^\| `(\w+)` \| (\w\d+) \| (.*) \|$", re.MULTILINE)


def cell(text: str) -> object:
    """What a person's spreadsheet makes of what is typed."""
    if text.isdigit():
        return int(text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def run(words: list[str], expected: int) -> None:
    if words[0] == "pytest":
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words[1:]]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ended.returncode == expected, ended.stdout + ended.stderr
        return
    assert words[0] == "mizalla", words
    result = CliRunner().invoke(cli, words[1:])
    assert result.exit_code == expected, f"{words}: {result.output}"


@pytest.mark.parametrize("name", ["officer-sheet.md", "first-plugin.md"])
def test_a_tutorial_does_what_it_says(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first thing that a member tries would fail."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MIZALLA_DB", raising=False)
    steps = 0
    for step in STEP.finditer((DOCS / name).read_text("utf-8")):
        steps += 1
        if step["sh"]:
            for line in step["sh"].strip().splitlines():
                run(line.split(), int(step["code"] or 0))
        elif step["rows"]:
            book = openpyxl.load_workbook("nada.xlsx")
            for sheet, place, text in ROW.findall(step["rows"]):
                book[sheet][place] = cell(text)
            book.save("nada.xlsx")
        else:
            Path(step["file"]).write_text(step["python"], "utf-8")
    assert steps >= 6
