"""Kinds of cell: what is read, and what is refused with its mend."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizalla.read.kinds import (
    Wrong,
    parse_clock,
    parse_day,
    parse_id,
    parse_number,
    parse_share,
    parse_whole,
)

EASTERN = str.maketrans("0123456789.-", "٠١٢٣٤٥٦٧٨٩٫−")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers(value: float) -> None:
    """A number would change on its way through a file."""
    assert parse_number(repr(value)) == value


@given(st.integers(0, 10**9))
def test_eastern_arabic_numbers(value: int) -> None:
    """Arabic digits, with or without Arabic thousands separators, would be read as another."""
    assert parse_whole(str(value).translate(EASTERN)) == value
    assert parse_whole(f"{value:,}".replace(",", "٬").translate(EASTERN)) == value
    assert parse_number(f"-{value}.5".translate(EASTERN)) == -value - 0.5


@given(st.dates(date(1900, 1, 1)))
def test_days(day: date) -> None:
    """A day would change on its way, in either digits or as a spreadsheet writes it."""
    for text in (day.isoformat(), day.isoformat().translate(EASTERN | {ord("-"): "-"})):
        assert parse_day(text) == day
        assert parse_day(f"{text} 00:00:00") == day


@given(st.text())
def test_any_text(text: str) -> None:
    """A cell that nobody thought of would end in a traceback."""
    for parse in (parse_number, parse_whole, parse_share, parse_day, parse_clock, parse_id):
        try:
            parse(text)
        except Wrong as wrong:
            problem = wrong.problem
            assert problem.endswith(".")


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("1,200", "1200 or 1.200"),
        ("1,200.50", "1200.50"),
        ("1 200", "1200"),
        ("27,18", "2718 or 27.18"),
        ("١،٢٠٠", "1200 or 1.200"),
        ("66.7%", "0.667"),
        ("12 kg", "12"),
        ("1_000", "number alone"),
        ("٬١٢", "number alone"),
        ("inf", "number alone"),
        ("0x1F", "number alone"),
        ("", "number alone"),
    ],
)
def test_refused_numbers(text: str, mend: str) -> None:
    """A doubtful number would be guessed."""
    with pytest.raises(Wrong) as caught:
        parse_number(text)
    assert mend in caught.value.mend


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("08/02/2027", "2027-02-08 or 2027-08-02"),
        ("13.2.2027", "2027-02-13"),
        ("2027-2-8", "2027-02-08"),
        ("2027/02/08", "2027-02-08"),
        ("46426", "2027-02-08"),
        ("1448-09-01", "Gregorian"),
        ("2027-02-29", "exists"),
        ("2027-02-08 10:30", "2027-02-08"),
        ("99/99/2027", "year-month-day"),
        ("soon", "2027-02-08"),
    ],
)
def test_refused_days(text: str, mend: str) -> None:
    """A doubtful day would be guessed."""
    with pytest.raises(Wrong) as caught:
        parse_day(text)
    assert mend in caught.value.mend


def test_clocks() -> None:
    """Opening hours would be misread."""
    assert parse_clock("8:05") == parse_clock("٠٨:٠٥:٠٠") == time(8, 5)
    for text in ("24:00", "8", "8:60", "8.30"):
        with pytest.raises(Wrong):
            parse_clock(text)
