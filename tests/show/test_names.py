"""Names for ids."""

from mizalla.read import read
from mizalla.show import Names
from plans import run_of, sample_plan
from tiny import NORTH, tiny, write_folder


def test_names_come_from_all_tables_of_a_scenario():
    """Tables would show ids that nobody knows by heart."""
    village = NORTH.model_copy(update={"name_ar": "الشمال"})
    names = Names.of(tiny(villages=(village,), needs=()))
    assert names["W1"] == "Assiut store"
    assert names["dry"] == "Dry carton"
    assert names["EG250101"] == "North"
    assert names["EG25"] == "Assiut"
    assert names["nobody"] == "nobody"
    assert names.in_arabic("EG250101") == "\u2068الشمال\u2069"
    assert names.in_arabic("W1") == ""
    assert names.governorate("EG250101") == "EG25"


def test_a_name_that_is_arabic_already_is_not_said_twice():
    """A village that has one name would be shown with two."""
    names = Names(latin={"v": "طما"}, arabic={"v": "طما"})
    assert (names["v"], names.in_arabic("v")) == ("\u2068طما\u2069", "")


def test_names_come_from_the_folder_only_while_it_is_the_same(tmp_path):
    """A plan of last year would be shown with this year's names."""
    folder = write_folder(tmp_path / "tiny")
    run = run_of(sample_plan(), folder=str(folder), inputs_hash=read(folder).inputs_hash)
    assert Names.of_run(run)["EG250101"] == "North"
    assert Names.of_run(run.model_copy(update={"inputs_hash": "1" * 64}))["EG250101"] == "EG250101"
    (folder / "villages.csv").unlink()
    assert Names.of_run(run)["EG250101"] == "EG250101"
    assert Names.of_run(run.model_copy(update={"folder": "/not there"}))["EG250101"] == "EG250101"
