"""Names for a run that is kept."""

from mizalla.read import read
from mizalla.run import names_of
from plans import run_of, sample_plan
from tiny import write_folder


def test_names_come_from_the_folder_only_while_it_is_the_same(tmp_path):
    """A plan of last year would be shown with this year's names."""
    folder = write_folder(tmp_path / "tiny")
    run = run_of(sample_plan(), folder=str(folder), inputs_hash=read(folder).inputs_hash)
    assert names_of(run)["EG250101"] == "North"
    assert names_of(run.model_copy(update={"inputs_hash": "1" * 64}))["EG250101"] == "EG250101"
    (folder / "villages.csv").unlink()
    assert names_of(run)["EG250101"] == "EG250101"
    assert names_of(run.model_copy(update={"folder": "/not there"}))["EG250101"] == "EG250101"
