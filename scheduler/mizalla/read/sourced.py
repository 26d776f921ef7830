"""Rows that plugins bring from elsewhere: read and checked like those of files."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NoReturn

from mizalla.read.closest import Closest
from mizalla.read.frame import Frame
from mizalla_models.campaign import Campaign
from mizalla_models.errors import PluginError
from mizalla_models.said import Cell, Sourced

ALL = "*"
OWNERS = {
    "warehouses": "organisation",
    "fleets": "organisation",
    "stock": "warehouse",
    "lanes": "from",
}
"""Tables that a member may bring rows of, and the column that says whose a row is."""


Sources = Callable[[Campaign], Sequence[Sourced]]
"""Asks plugins for tables, once the campaign is read."""


def add_rows(frames: Mapping[str, Frame], sourced: Sequence[Sourced], campaign: Campaign) -> None:
    """Add rows of plugins to tables.

    Parameters
    ----------
    frames
        Every table by name, as the files have it.
    sourced
        What plugins bring, in an order that does not depend on that of the plugins.
    campaign
        The campaign, for what it grants.

    Raises
    ------
    PluginError
        If a plugin brings a table or column that is not there, or rows that are not its member's.
    """
    # Warehouses first: they say whose the rows of other tables are.
    for item in sorted(sourced, key=lambda item: item.table.table != "warehouses"):
        table = item.table
        frame = frames.get(table.table)
        if frame is None:
            _refuse(
                item,
                f"there is no table {table.table!r}.",
                Closest(frames).mend(table.table, f"Tables are {', '.join(frames)}."),
            )
        for name in table.columns:
            if name not in frame.table.by_name and not frame.table.measures:
                mend = Closest(frame.table.by_name).mend(
                    name, f"Columns are {', '.join(frame.table.by_name)}."
                )
                _refuse(item, f"the table {table.table} has no column {name!r}.", mend)
        if item.organisation:
            _check_own(item, frames, campaign)
            if table.replaces:
                frame.keep(
                    [not own for own in _own(frame[OWNERS[table.table]], item, frames, campaign)]
                )
        elif table.replaces:
            frame.keep([False] * len(frame))
        rows = [[_text(cell) for cell in row] for row in table.rows]
        frame.extend(table.columns, rows, f"{table.source} (plugin {item.plugin})")


def _own(
    values: Sequence[object], item: Sourced, frames: Mapping[str, Frame], campaign: Campaign
) -> list[bool]:
    grant = campaign.grant(item.plugin, item.organisation)
    members = {item.organisation, *grant.organisations}
    if OWNERS[item.table.table] == "organisation":
        return [ALL in members or value in members for value in values]
    houses = frames["warehouses"]
    own = {
        house
        for house, owner in zip(houses["id"], houses["organisation"], strict=True)
        if owner in members or ALL in members
    } | set(grant.warehouses)
    return [ALL in own or value in own for value in values]


def _check_own(item: Sourced, frames: Mapping[str, Frame], campaign: Campaign) -> None:
    table = item.table
    column = OWNERS.get(table.table)
    if column is None:
        _refuse(
            item,
            f"rows of {table.table} are for the alliance to give.",
            f"A member may bring {', '.join(OWNERS)}.",
        )
    if column not in table.columns:
        _refuse(item, f"its rows of {table.table} have no column {column}.", "Add it.")
    place = table.columns.index(column)
    values = [_text(row[place]).strip() for row in table.rows]
    for number, (value, own) in enumerate(
        zip(values, _own(values, item, frames, campaign), strict=True), start=1
    ):
        if not own:
            _refuse(
                item,
                f"row {number} of {table.source} brings {table.table} of {column} {value!r}, "
                "which is not its own.",
                "Bring its own alone, or let the alliance grant more under grants: in "
                "campaign.yaml.",
            )


def _refuse(item: Sourced, problem: str, mend: str) -> NoReturn:
    raise PluginError(
        item.plugin,
        problem,
        rule=f"source {item.table.source}",
        mend=mend,
        organisation=item.organisation,
    )


def _text(cell: Cell) -> str:
    """Write the text that the same cell would have in a CSV file."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)
