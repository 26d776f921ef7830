"""The one look of all tables."""

from rich import box
from rich.table import Table


def table(title: str = "", *columns: str, numbers: tuple[str, ...] = ()) -> Table:
    """Start a table.

    Parameters
    ----------
    title
        What stands over it; nothing where empty.
    columns
        Headings, left to right.
    numbers
        The headings among them whose cells are numbers.
    """
    made = Table(
        title=title or None,
        title_justify="left",
        title_style="head",
        box=box.SIMPLE_HEAD,
        header_style="quiet",
        pad_edge=False,
        padding=(0, 1),
    )
    for column in columns:
        is_number = column in numbers
        made.add_column(
            column, justify="right" if is_number else "left", no_wrap=is_number, overflow="fold"
        )
    return made
