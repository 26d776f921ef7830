"""The terminal."""

import sys

import pytest

from mizalla.show import console


def test_what_is_piped_is_as_wide_as_a_page(monkeypatch):
    """Tables in a file would be squeezed into 80 columns."""
    monkeypatch.delenv("COLUMNS", raising=False)
    assert console(sys.stdout).width == 120
    monkeypatch.setenv("COLUMNS", "90")
    assert console(sys.stdout).width == 90


def test_a_reader_that_goes_away_is_told_to_the_program():
    """Rich would end the process with 1, the exit code of our own defects."""
    with pytest.raises(BrokenPipeError):
        console(sys.stdout).on_broken_pipe()
