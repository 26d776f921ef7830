import json

from digests import folder_of
from mizalla.figures import Setting
from mizalla.read import read
from plans import run_of, sample_plan


def test_a_run_knows_its_names_without_its_folder(tmp_path):
    """A report would show ids as soon as somebody moved the folder."""
    scenario = read(folder_of(tmp_path / "made"))
    run = run_of(sample_plan(), folder=str(tmp_path / "gone"))
    assert Setting.of_run(run).name("W1") == ("W1", "")
    assert Setting.of_run(run, scenario).name("W1") == ("Assiut store", "مخزن أسيوط")


def test_a_folder_that_changed_lends_its_moon_but_not_its_names(tmp_path):
    """A crescent sighted after planning would not show, or a renamed warehouse would."""
    folder = folder_of(tmp_path / "made")
    kept = read(folder)
    settings = folder / "campaign.yaml"
    settings.write_text(settings.read_text("utf-8") + "hijri_offset: -1\n", "utf-8")
    run = run_of(sample_plan(), folder=str(folder), inputs_hash=kept.inputs_hash)
    assert read(folder).inputs_hash == kept.inputs_hash
    assert Setting.of_run(run, kept).hijri_offset == -1
    assert Setting.of_run(run).hijri_offset == -1


def test_outlines_are_drawn_where_they_can_be_read(tmp_path):
    """A broken outline would keep a whole report from being written."""
    folder = folder_of(tmp_path / "made")
    assert Setting.of(read(folder)).outlines == ()
    square = {"type": "Polygon", "coordinates": [[[31, 27], [32, 27], [32, 28], [31, 27]]]}
    shape = {"type": "Feature", "properties": {"pcode": "EG25"}, "geometry": square}
    content = {"type": "FeatureCollection", "features": [shape, {"type": "Feature"}]}
    (folder / "governorates.geojson").write_text(json.dumps(content), "utf-8")
    assert Setting.of(read(folder)).outlines == (shape,)
    (folder / "governorates.geojson").write_text("{", "utf-8")
    assert Setting.of(read(folder)).outlines == ()
