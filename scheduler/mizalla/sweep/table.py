"""The result table of a sweep: a row for each case."""

import csv
from pathlib import Path

from mizalla.store import Store
from mizalla.sweep.sweep import Swept
from mizalla_models.base import Word
from mizalla_models.errors import UsageError
from mizalla_models.sweep import CaseStatus


class Row(Word):
    """A case, with what its plan comes to; None where there is no plan."""

    place: int
    """Place in the sweep; 0 is the scenario as it is."""
    case: str
    """Name."""
    status: CaseStatus
    """What became of it."""
    run: str
    """Id of its run."""
    worst: float | None = None
    """Least coverage of any need."""
    level: float | None = None
    """Value of the coverage goal: the least coverage ÷ priority."""
    level_bound: float | None = None
    """Proven most of it."""
    mean: float | None = None
    """Mean coverage."""
    gini: float | None = None
    """Gini coefficient of coverage."""
    served: int | None = None
    """Parcels served."""
    households: float | None = None
    """Households served."""
    lateness: float | None = None
    """Parcel-days late."""
    cost: float | None = None
    """Total cost."""
    cost_bound: float | None = None
    """Proven least of it, for what this plan serves."""
    km: float | None = None
    """Truck km."""
    seconds: float
    """Wall time that it took to plan, s."""
    problem: str = ""
    """Why there is no plan."""


def table(store: Store, swept: Swept) -> tuple[Row, ...]:
    """Make the result table of a sweep from its runs in the store."""
    rows = []
    for result in swept.results:
        fields: dict[str, object] = {}
        if result.run:
            run = store.run(result.run)
            goals = {goal.goal: goal for goal in store.part(result.run, "goals")}
            figures = run.figures
            fields = {
                "worst": figures.coverage_min,
                "mean": figures.coverage_mean,
                "gini": figures.coverage_gini,
                "served": figures.served_parcels,
                "households": figures.served_households,
                "cost": figures.cost,
                "km": figures.km,
            }
            if "coverage" in goals:
                goal = goals["coverage"]
                fields |= {"level": goal.value, "level_bound": goal.bound}
            if "cost" in goals:
                fields |= {"cost_bound": goals["cost"].bound}
            if "lateness" in goals:
                fields |= {"lateness": goals["lateness"].value}
        rows.append(
            Row.model_validate(
                {
                    "place": result.place,
                    "case": result.name,
                    "status": result.status,
                    "run": result.run,
                    "seconds": result.seconds,
                    "problem": result.problem,
                }
                | fields
            )
        )
    return tuple(rows)


def write_csv(rows: tuple[Row, ...], path: Path) -> None:
    """Write the table as CSV.

    Raises
    ------
    UsageError
        The file can't be written.
    """
    columns = list(Row.model_fields)
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows([getattr(row, column) for column in columns] for row in rows)
    except OSError as error:
        raise UsageError(
            f"{path} can't be written ({error.strerror}).", mend="Name another file."
        ) from error
