import json

import pytest

from digests import planned
from mizalla.export import export
from mizalla.export.geojson import coverage_geojson, plan_geojson
from mizalla.figures import Setting, digest


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The digest of a small plan."""
    return planned(tmp_path_factory.mktemp("campaign"))


def test_coverage_is_the_plan_s(made):
    """A map of another program would show other villages or shares."""
    found = json.loads(coverage_geojson(made))
    assert found["type"] == "FeatureCollection"
    assert [feature["id"] for feature in found["features"]] == ["EG250101", "EG250102"]
    shares = [feature["properties"]["parcels"]["dry"]["ratio"] for feature in found["features"]]
    assert shares == [row.ratio for row in made.plan.coverage]
    assert sum(f["properties"]["served"] for f in found["features"]) == made.figures.served_parcels


def test_positions_are_longitude_first(made):
    """Villages of Egypt would lie in Turkey."""
    first = json.loads(coverage_geojson(made))["features"][0]
    assert first["geometry"] == {"type": "Point", "coordinates": [31.15, 27.25]}


def test_lines_carry_all_that_moves(made):
    """Parcels would be on no line, or on two."""
    features = json.loads(plan_geojson(made))["features"]
    lines = [f for f in features if (f["geometry"] or {}).get("type") == "LineString"]
    moved = {"delivery": 0, "transfer": 0}
    for line in lines:
        moved[line["properties"]["movement"]] += line["properties"]["quantity"]
    assert moved == {
        "delivery": made.figures.served_parcels,
        "transfer": sum(row.quantity for row in made.plan.transfers),
    }
    assert len({feature["id"] for feature in features}) == len(features)


def test_places_nobody_knows_have_no_geometry(made):
    """A run of an older store could not be exported, or lay at 0, 0."""
    bare = digest(made.run, made.plan, made.rules, Setting())
    for text in (coverage_geojson(bare), plan_geojson(bare)):
        assert {feature["geometry"] is None for feature in json.loads(text)["features"]} == {True}


def test_maps_belong_to_an_export(made, tmp_path):
    """An export with maps could not be replaced by the next one."""
    for _ in range(2):
        files = export(made.plan, tmp_path / "out", maps=made)
    assert {file.name for file in files} >= {"coverage.geojson", "plan.geojson"}
