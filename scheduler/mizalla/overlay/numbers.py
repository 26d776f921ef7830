"""Other numbers in a column: trucks, hours, loading, storage, what points hand over."""

from collections.abc import Callable
from typing import Any

from mizalla.overlay.misfit import Misfit, pick
from mizalla_models.overlay import NumberChange
from mizalla_models.scenario import Scenario

Take = Callable[[Any], str]
COLUMNS = {
    "trucks": ("fleets", "count"),
    "hours": ("fleets", "hours_per_day"),
    "loading": ("warehouses", "loading_parcels_per_day"),
    "storage": ("warehouses", "storage_m3"),
    "handover": ("points", "parcels_per_day"),
}
"""Table and column of each change."""


def change_numbers(scenario: Scenario, change: NumberChange) -> tuple[Scenario, list[Misfit]]:
    """Change a column of a table; where it states no limit it goes on having none."""
    table, column = COLUMNS[change.change]
    records = getattr(scenario, table)
    means, misfits = pick(records, change.where, _columns(scenario)[table])
    changed = []
    stated = False
    for record, meant in zip(records, means, strict=True):
        value = getattr(record, column)
        if not meant or (value is None and change.set is None):
            changed.append(record)
            continue
        stated = True
        new = change.of(value or 0.0)
        if column == "count":
            new = int(new + 1e-9)
        elif column == "hours_per_day" and not 0 < new <= 24:
            problem = f"{record.id} would work {new:g} hours a day."
            misfits.append(Misfit("hours", problem, "Stay above 0 and at most 24."))
            new = value
        changed.append(record.model_copy(update={column: new}))
    if not misfits and not stated:
        problem = f"None of them states {column}, so there is nothing to change."
        misfits.append(Misfit("where", problem, "Set a number with set."))
    return scenario.model_copy(update={table: tuple(changed)}), misfits


def _columns(scenario: Scenario) -> dict[str, dict[str, Take]]:
    home = {warehouse.id: warehouse for warehouse in scenario.warehouses}
    village = {village.pcode: village for village in scenario.villages}
    return {
        "fleets": {
            "id": lambda fleet: fleet.id,
            "fleet": lambda fleet: fleet.id,
            "warehouse": lambda fleet: fleet.warehouse,
            "organisation": lambda fleet: fleet.organisation,
            "vehicle": lambda fleet: fleet.vehicle,
            "governorate": lambda fleet: home[fleet.warehouse].governorate,
        },
        "warehouses": {
            "id": lambda place: place.id,
            "warehouse": lambda place: place.id,
            "organisation": lambda place: place.organisation,
            "governorate": lambda place: place.governorate,
            "district": lambda place: place.district,
        },
        "points": {
            "id": lambda point: point.id,
            "point": lambda point: point.id,
            "village": lambda point: point.village,
            "district": lambda point: village[point.village].district,
            "governorate": lambda point: village[point.village].governorate,
        },
    }
