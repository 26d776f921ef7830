"""Limits of some days: rows that say the same twice, differ, or can never be reached."""

from collections.abc import Mapping
from datetime import date

from mizalla.read.officer_row import Row


def span(row: Row) -> tuple[date, date]:
    """First and last day of a row."""
    return row["from_day"] or date.min, row["until"] or date.max


def is_said_before(row: Row, earlier: list[Row]) -> bool:
    """Whether a limit of some days stands there already; one of the same days differs: a fault."""
    first, last = span(row)
    for other in earlier:
        start, end = span(other)
        if first > end or start > last:
            continue
        if row["parcels_per_day"] == other["parcels_per_day"]:
            if (first, last) == (start, end):
                return True
            continue
        row.tell(
            "parcels_per_day",
            f"For {max(first, start)}, {row['warehouse']} stands in an earlier row with another "
            "figure.",
            "Let each day lie in one row alone.",
        )
        return True
    return False


def check_spans(
    spans: Mapping[tuple[str, str | None], list[Row]], every: Mapping[str | None, list[Row]]
) -> None:
    """Tell of limits of some days that a lower one of all days makes pointless."""
    for (house, parcel), some in spans.items():
        for row in some:
            for other in every.get(parcel, ()):
                if other["warehouse"] != house:
                    continue
                if other["parcels_per_day"] < row["parcels_per_day"]:
                    row.tell(
                        "parcels_per_day",
                        f"A row for all days lets {other['parcels_per_day']:g} out of {house}, so "
                        f"{row['parcels_per_day']:g} are never reached.",
                        "Give the row for all days its own days, too: the lowest limit holds.",
                    )
