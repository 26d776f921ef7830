"""A comparison as CSV tables."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from mizalla.compare.comparison import Comparison, Place
from mizalla_models.errors import UsageError

Rows = Iterator[Sequence[Any]]


def write_tables(found: Comparison, folder: Path) -> tuple[Path, ...]:
    """Write a comparison to a folder: one row for each thing and run.

    Parameters
    ----------
    found
        The comparison.
    folder
        Where to; made where it is not there.

    Returns
    -------
    tuple of Path
        runs.csv, coverage.csv, members.csv, rules.csv and consignments.csv.

    Raises
    ------
    UsageError
        The folder can't be written.
    """
    runs = [run.run for run in found.runs]
    tables = {
        "runs": _runs(found),
        "coverage": _coverage(found, runs),
        "members": _members(found, runs),
        "rules": _rules(found, runs),
        "consignments": _consignments(found, runs),
    }
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in tables.items():
            path = folder / f"{name}.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
            written.append(path)
    except OSError as error:
        raise UsageError(
            f"{folder} can't be written ({error.strerror}).", mend="Name another folder."
        ) from error
    return tuple(written)


def _runs(found: Comparison) -> Rows:
    columns = list(type(found.runs[0]).model_fields)
    yield columns
    for run in found.runs:
        yield [getattr(run, column) for column in columns]


def _coverage(found: Comparison, runs: Sequence[str]) -> Rows:
    yield "level", "place", "run", "needed", "served", "coverage", "worst"
    levels: tuple[tuple[str, tuple[Place, ...]], ...] = (
        ("governorate", found.governorates),
        ("district", found.districts),
        ("village", found.villages),
    )
    for level, places in levels:
        for place in places:
            for number, run in enumerate(runs):
                figures = (place.needed, place.served, place.coverage, place.worst)
                yield level, place.id, run, *(column[number] for column in figures)


def _members(found: Comparison, runs: Sequence[str]) -> Rows:
    yield "organisation", "run", "carried", "given", "truck_hours", "cost"
    for member in found.members:
        for number, run in enumerate(runs):
            figures = (member.carried, member.given, member.truck_hours, member.cost)
            yield member.organisation, run, *(column[number] for column in figures)


def _rules(found: Comparison, runs: Sequence[str]) -> Rows:
    yield "rule", "organisation", "run", "full", "price", "goal"
    for rule in found.binding:
        for number, run in enumerate(runs):
            figures = (rule.full[number], rule.price[number], rule.goal[number])
            yield rule.rule, rule.organisation, run, *figures


def _consignments(found: Comparison, runs: Sequence[str]) -> Rows:
    names = ("day", "organisation", "fleet", "origin", "parcel", "destination", "village")
    yield *names, *runs
    for moved in found.consignments:
        yield *(getattr(moved, name) for name in names), *moved.quantity
