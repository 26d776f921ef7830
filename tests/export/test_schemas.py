import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from digests import folder_of
from mizalla.export import export
from mizalla.export.schemas import schemas, texts
from mizalla.read import read
from plans import run_of, sample_plan

DOCS = Path(__file__).parents[2] / "docs/reference/schemas"


def test_the_pages_are_what_the_models_say():
    """The reference would tell of fields that are no more. Mend: make reference."""
    assert {path.name: path.read_text("utf-8") for path in DOCS.iterdir()} == texts()


@pytest.mark.parametrize("name", sorted(schemas()))
def test_every_schema_is_one(name):
    """A program that checks with it would refuse to start."""
    Draft202012Validator.check_schema(schemas()[name])


def test_what_is_exported_fits_its_schema(tmp_path):
    """A program that trusts the schema would refuse our own export."""
    plan = sample_plan()
    export(plan, tmp_path / "out", run=run_of(plan))
    for name in ("plan", "run"):
        content = json.loads((tmp_path / "out" / f"{name}.json").read_text("utf-8"))
        Draft202012Validator(schemas()[name]).validate(content)
        assert not Draft202012Validator(schemas()[name]).is_valid(content | {"more": 1})


def test_a_scenario_fits_its_schema(tmp_path):
    """A scenario that a run keeps could not be read by other programs."""
    scenario = read(folder_of(tmp_path / "made"))
    content = json.loads(scenario.model_dump_json())
    Draft202012Validator(schemas()["scenario"]).validate(content)
