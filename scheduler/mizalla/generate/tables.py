"""Records as rows of the scenario folder's tables."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from mizalla.generate.draft import Draft
from mizalla.generate.recipe import Recipe
from mizalla_models.base import Word

Rows = list[dict[str, str]]
HEADINGS = {"origin": "from", "destination": "to", "from_day": "from"}
DEGREES = ("lat", "lon", "from_lat", "from_lon", "to_lat", "to_lon")
OPTIONAL = (
    *("name_ar", "kcal", "households", "available_on", "best_before", "earmark", "unit_cost"),
    *(
        "already_served",
        "due",
        "parcels_per_day",
        "open_days",
        "opens",
        "closes",
        "largest_vehicle",
        "from",
        "until",
    ),
    *("closed_from", "closed_until", "lead_days"),
)


def tables(recipe: Recipe, draft: Draft) -> dict[str, Rows]:
    """Rows of each file of the folder, by its name."""
    points = [
        {**row, "open_days": ";".join(day[:3] for day in open_point.weekdays)}
        for row, open_point in zip(
            _rows([open_point.point for open_point in draft.points], place_after="name"),
            draft.points,
            strict=True,
        )
    ]
    found = {
        "organisations": _rows(draft.organisations),
        "parcels": _rows(draft.parcels, leave_out=("measures",)),
        "warehouses": _rows(draft.warehouses, place_after="name_ar"),
        "stock": _rows(draft.stock, ("id",)),
        "villages": _rows(draft.villages, place_after="district"),
        "vehicles": _rows(draft.vehicles),
        "fleets": _rows(draft.fleets),
        "needs": _rows(draft.needs, leave_out=_unsaid(recipe)),
        "points": points,
        "roads": _rows(draft.roads, leave_out=("one_way",)),
        "lanes": _rows(draft.lanes, ("km", "minutes", "cost_per_parcel", "parcel")),
    }
    if not recipe.writes_needs:
        del found["needs"]
    return {name: _without_empty(rows) for name, rows in found.items() if rows}


def _unsaid(recipe: Recipe) -> tuple[str, ...]:
    """Fields of a need that ``needs.csv`` does not tell."""
    plain = ("kind", "name", "reason", "reason_ar")
    return plain if recipe.priority else (*plain, "priority")


def write_table(path: Path, rows: Rows) -> None:
    """Write a CSV in UTF-8 with line feeds; no cell of ours needs quotes but those with a comma."""
    lines = [list(rows[0]), *(list(row.values()) for row in rows)]
    text = "".join(",".join(_quoted(cell) for cell in line) + "\n" for line in lines)
    path.write_text(text, "utf-8", newline="\n")


def _rows(records: Iterable[Word], leave_out: Sequence[str] = (), place_after: str = "") -> Rows:
    """Rows of records of one model; ``place_after`` names the column before lat and lon."""
    rows = []
    for record in records:
        fields = [field for field in type(record).model_fields if field not in leave_out]
        if place_after:
            at = fields.index(place_after) + 1
            fields = [*fields[2:at], "lat", "lon", *fields[at:]]
        rows.append(
            {HEADINGS.get(field, field): _cell(field, getattr(record, field)) for field in fields}
        )
    return rows


def _without_empty(rows: Rows) -> Rows:
    """Drop columns that may be missing and say nothing."""
    empty = [name for name in rows[0] if name in OPTIONAL and all(not row[name] for row in rows)]
    return [{name: cell for name, cell in row.items() if name not in empty} for row in rows]


def _cell(field: str, value: object) -> str:
    if value is None:
        return ""
    if field in DEGREES:
        return f"{value:.5f}"
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _quoted(cell: str) -> str:
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if any(c in cell for c in ',"\n') else cell
