import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizalla.export.cell import cell


@given(st.floats(allow_nan=False))
def test_numbers_are_read_back_exactly(number: float) -> None:
    """Would break if a number were rounded for looks."""
    assert float(cell(number)) == number
    assert not cell(0.0 * number if abs(number) < 1 else 0.0).startswith("-")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (12, "12"),
        (-12, "-12"),
        (0.1, "0.1"),
        (-0.0, "0.0"),
        (-0.25, "-0.25"),
        (1e22, "1e+22"),
        (date(2027, 2, 8), "2027-02-08"),
        ("", ""),
        ("أسيوط", "أسيوط"),
        ("W1-a=b", "W1-a=b"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("=1+1", "'=1+1"),
        ("+20 100", "'+20 100"),
        ("-7", "'-7"),
        ("@nour", "'@nour"),
        ("\t=1", "'\t=1"),
        ("\r\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
    ],
)
def test_what_is_written(value: str | float | date, written: str) -> None:
    """Would break if a spreadsheet could take text for a formula, or numbers became text."""
    assert cell(value) == written


@given(st.text(st.sampled_from("'=+-@ \ta1"), max_size=6))
def test_one_apostrophe_off_gives_the_text_back(text: str) -> None:
    """Would break if an escaped id could not be told from one that has an apostrophe itself."""
    written = cell(text)
    assert re.sub(r"^'(?='*\s*[=+\-@])", "", written) == text
    assert not re.match(r"\s*[=+\-@]", written)
