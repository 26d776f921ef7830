"""What does not fit, and the finder of records that a change means."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from mizalla.read import Closest
from mizalla_models.base import Word

T = TypeVar("T", bound=Word)


@dataclass(frozen=True)
class Misfit:
    """One thing in a change that does not fit the scenario."""

    column: str
    """Key within the change."""
    problem: str
    """What is wrong, naming the value found."""
    mend: str
    """What to do about it."""


Columns = Mapping[str, Callable[[T], str]]


def pick(
    records: Sequence[T], where: Mapping[str, Sequence[str]], columns: Columns[T]
) -> tuple[list[bool], list[Misfit]]:
    """Say which records a change means, and what in its ``where`` names nothing.

    Parameters
    ----------
    records
        The records of a table.
    where
        Names by column.
    columns
        Columns that may be named, each with how to take it from a record.
    """
    misfits = []
    means = [True] * len(records)
    for column, names in where.items():
        value = columns.get(column)
        if value is None:
            mend = Closest(columns).mend(column, f"Columns are {', '.join(columns)}.")
            misfits.append(Misfit(f"where.{column}", f"There is no column '{column}' here.", mend))
            continue
        values = [value(record) for record in records]
        known = set(values)
        for name in names:
            if name not in known:
                mend = Closest(known - {""}).mend(name, "Write a name that the scenario holds.")
                misfits.append(Misfit(f"where.{column}", f"Nothing is named '{name}'.", mend))
        means = [kept and found in names for kept, found in zip(means, values, strict=True)]
    if not misfits and not any(means):
        misfits.append(Misfit("where", "It picks nothing.", "Name what is there."))
    return means, misfits
