"""JSON Schema of every input and output, made from the models that read and write them.

``python -m mizalla.export.schemas docs/reference/schemas`` writes them anew.
"""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from mizalla_models.campaign import Campaign
from mizalla_models.certificate import Certificate
from mizalla_models.lane import ContractedLane
from mizalla_models.organisation import Organisation
from mizalla_models.parcel import Parcel
from mizalla_models.place import Point, Village, Warehouse
from mizalla_models.plan import Coverage, Plan, Purchase, RuleUse, Shipment, Transfer, TripStop
from mizalla_models.road import Road
from mizalla_models.rule import RULE
from mizalla_models.run import Run
from mizalla_models.scenario import Scenario
from mizalla_models.stock import StockLot
from mizalla_models.vehicle import Fleet, Vehicle

DIALECT = "https://json-schema.org/draft/2020-12/schema"
INPUTS: dict[str, type[BaseModel]] = {
    "campaign": Campaign,
    "fleet": Fleet,
    "lane": ContractedLane,
    "organisation": Organisation,
    "parcel": Parcel,
    "point": Point,
    "road": Road,
    "stock": StockLot,
    "vehicle": Vehicle,
    "village": Village,
    "warehouse": Warehouse,
}
"""Models of what is read, by the name of their schema."""
OUTPUTS: dict[str, type[BaseModel]] = {
    "certificate": Certificate,
    "coverage": Coverage,
    "plan": Plan,
    "purchase": Purchase,
    "rule-use": RuleUse,
    "run": Run,
    "shipment": Shipment,
    "transfer": Transfer,
    "trip-stop": TripStop,
}
"""Models of what is written, by the name of their schema."""


def schemas() -> dict[str, dict[str, Any]]:
    """Make all schemas, by name, in the order of their names."""
    made = {name: model.model_json_schema(mode="validation") for name, model in INPUTS.items()}
    made["scenario"] = Scenario.model_json_schema(mode="serialization", by_alias=False)
    made["rule"] = RULE.json_schema(mode="validation")
    made |= {name: model.model_json_schema(mode="serialization") for name, model in OUTPUTS.items()}
    return {name: {"$schema": DIALECT} | made[name] for name in sorted(made)}


def texts() -> dict[str, str]:
    """Write all schemas, by file name."""
    return {
        f"{name}.schema.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas().items()
    }


def main(folder: Path) -> None:
    """Write the schemas into a folder, and remove those that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    for stale in set(folder.glob("*.schema.json")) - {folder / name for name in texts()}:
        stale.unlink()
    for name, text in texts().items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
