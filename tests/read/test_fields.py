"""The declaration of tables agrees with the models and with the reference."""

from pathlib import Path

import pytest

from mizalla.read import TABLES
from mizalla.read.column import Table
from mizalla.read.rule_kinds import SHEETS
from mizalla_models.base import Word
from mizalla_models.lane import ContractedLane
from mizalla_models.organisation import Organisation
from mizalla_models.parcel import Parcel
from mizalla_models.place import Point, Village, Warehouse
from mizalla_models.road import Road
from mizalla_models.rule import Need
from mizalla_models.stock import StockLot
from mizalla_models.vehicle import Fleet, Vehicle

MODELS: dict[str, type[Word]] = {
    "organisations": Organisation,
    "parcels": Parcel,
    "warehouses": Warehouse,
    "stock": StockLot,
    "villages": Village,
    "needs": Need,
    "points": Point,
    "vehicles": Vehicle,
    "fleets": Fleet,
    "roads": Road,
    "lanes": ContractedLane,
}
MADE_BY_READING = {"id", "lot", "measures", "kind", "name", "reason", "reason_ar"}
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "scenario-folder.md"


@pytest.mark.parametrize("table", [t for t in TABLES if t.name in MODELS], ids=lambda t: t.name)
def test_models(table: Table) -> None:
    """A field of a model could not be given by any column, or an empty cell would mean another."""
    fields = MODELS[table.name].model_fields
    targets = {column.target: column for column in table.columns}
    if table.name == "roads":
        del targets["from"], targets["to"]
    assert targets.keys() <= fields.keys()
    assert fields.keys() - targets.keys() <= MADE_BY_READING
    for name, column in targets.items():
        if not column.required and not fields[name].is_required():
            assert column.default == fields[name].default


@pytest.mark.parametrize("table", [*TABLES, *SHEETS.values()], ids=lambda t: t.name)
def test_reference(table: Table) -> None:
    """The reference would leave out a column or a hashtag."""
    text = REFERENCE.read_text("utf-8")
    names = [table.name, *(column.name for column in table.columns if not table.picks)]
    tags = [tag for column in table.columns for tag in column.hxl]
    assert [name for name in (*names, *tags) if f"`{name}`" not in text] == []
