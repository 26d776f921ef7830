"""The price of fairness: coverage of the worst-off against cost, and what of it is proven."""

from collections import defaultdict

from mizalla.sweep.kin import kin_of
from mizalla.sweep.table import Row
from mizalla_models.base import Word
from mizalla_models.overlay import Overlay
from mizalla_models.sweep import Sweep

GOALS = ("tolerance=", "goals=")


class Point(Word):
    """A case on the way from fair to cheap."""

    case: str
    """Name of the case."""
    run: str
    """Id of its run."""
    worst: float
    """Coverage of the worst-off."""
    worst_bound: float
    """Proven most of it."""
    cost: float
    """Cost."""
    cost_bound: float
    """Proven least cost of serving what it serves."""
    efficient: bool
    """Whether no other point is both fairer and cheaper."""


class Frontier(Word):
    """Cases that differ in their goals and tolerances only, the fairest first."""

    of: str
    """What they have in common beyond the scenario; empty: nothing."""
    points: tuple[Point, ...]
    """The points."""


def frontier(sweep: Sweep, rows: tuple[Row, ...]) -> tuple[Frontier, ...]:
    """Gather cases into curves; one for each variation that was planned with several goals.

    Parameters
    ----------
    sweep
        What was swept.
    rows
        Its result table.
    """
    cases = (Overlay(name="as it is"), *sweep.cases)
    gathered: dict[str, list[Row]] = defaultdict(list)
    names: dict[str, str] = {}
    for row in rows:
        if row.level is None or row.level_bound is None or row.cost is None:
            continue
        overlay = cases[row.place]
        key = kin_of(overlay)
        gathered[key].append(row)
        parts = [part for part in overlay.name.split(" + ") if not part.startswith(GOALS)]
        names.setdefault(key, " + ".join(parts) if key else "")
    return tuple(
        Frontier(of=names[key], points=_points(found))
        for key, found in gathered.items()
        if len(found) > 1
    )


def _points(rows: list[Row]) -> tuple[Point, ...]:
    found = []
    for row in sorted(rows, key=lambda row: (-(row.worst or 0), row.cost or 0, row.place)):
        beaten = any(
            (other.worst or 0) >= (row.worst or 0)
            and (other.cost or 0) <= (row.cost or 0)
            and ((other.worst, other.cost) != (row.worst, row.cost))
            for other in rows
        )
        found.append(
            Point(
                case=row.case,
                run=row.run,
                worst=row.worst or 0.0,
                worst_bound=row.level_bound or 0.0,
                cost=row.cost or 0.0,
                cost_bound=row.cost_bound if row.cost_bound is not None else 0.0,
                efficient=not beaten,
            )
        )
    return tuple(found)
