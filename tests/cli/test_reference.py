"""The reference page of all commands."""

from pathlib import Path

from mizalla.cli.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"


def test_the_page_is_what_help_says():
    """The documentation would promise options that are gone, or miss new ones."""
    assert PAGE.read_text("utf-8") == reference(), "run: make reference"
