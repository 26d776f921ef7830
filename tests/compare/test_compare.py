"""Runs held against each other."""

import csv
from collections import defaultdict
from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from mizalla.compare import Comparison, compare, comparison_view, write_tables
from mizalla.show.console import THEME
from mizalla.store import Store
from mizalla_models.errors import UsageError
from plans import cover, rule_use, rules_of, run_of, sample_plan

DAY = date(2027, 2, 9)


@pytest.fixture
def store(tmp_path):
    """Two runs: the second serves one village less, moves a consignment and binds elsewhere."""
    with Store(f"sqlite:///{tmp_path / 'runs.db'}") as opened:
        one = sample_plan(coverage=(cover("EG250101", 200, 120), cover("EG250102", 100, 100)))
        moved = one.shipments[0].model_copy(update={"day": DAY})
        two = one.model_copy(
            update={
                "coverage": (cover("EG250101", 200, 100), cover("EG250102", 100, 100)),
                "shipments": (moved, *one.shipments[1:]),
                "rules": (rule_use(rule="loading/W9", group="W9"),),
            }
        )
        opened.save(run_of(one, id="one"), one, rules_of(one))
        opened.save(run_of(two, id="two"), two, rules_of(two))
        yield opened


def found(store: Store) -> Comparison:
    return compare(store, ["one", "two"])


def test_coverage_is_held_by_governorate_district_and_village(store: Store) -> None:
    """A planner could not see where a change was paid for."""
    compared = found(store)
    assert [place.id for place in compared.governorates] == ["EG25"]
    assert compared.governorates[0].coverage == (220 / 300, 200 / 300)
    assert {place.id: place.served for place in compared.districts} == {"EG2501": (220, 200)}
    assert {place.id: place.worst for place in compared.villages}["EG250101"] == (0.6, 0.5)


def test_moved_consignments_are_listed_on_both_days(store: Store) -> None:
    """A truck that goes a day later would look as if nothing had changed."""
    compared = found(store)
    quantities = {moved.day: moved.quantity for moved in compared.consignments}
    amount = store.plan("one").shipments[0].quantity
    assert quantities[DAY] == (0, amount)


def test_rules_that_bind_elsewhere_are_named(store: Store) -> None:
    """What took over as the bottleneck would stay unknown."""
    full = {rule.rule: rule.full for rule in found(store).binding}
    assert full["loading/W9"] == (0, 1)


def test_tables_hold_a_row_for_each_run(store: Store, tmp_path) -> None:
    """A spreadsheet could not be made of it."""
    files = write_tables(found(store), tmp_path / "out")
    assert [file.name for file in files] == [
        "runs.csv",
        "coverage.csv",
        "members.csv",
        "rules.csv",
        "consignments.csv",
    ]
    with files[0].open(encoding="utf-8") as file:
        assert [row["run"] for row in csv.DictReader(file)] == ["one", "two"]


@pytest.mark.parametrize("names", [["one"], ["one", "one"], ["one", "nine"]])
def test_what_can_not_be_compared_is_refused(store: Store, names: list[str]) -> None:
    """A run would be compared with itself, and found the same."""
    with pytest.raises(UsageError):
        compare(store, names)


def test_ten_runs_fit_into_a_terminal(store: Store) -> None:
    """Of many runs neither the names of rows nor the last digits of numbers would be seen."""
    one, two = store.plan("one"), store.plan("two")
    for number in range(8):
        store.save(run_of(two, id=f"more {number}"), two, rules_of(one))
    found = compare(store, [run.id for run in store.runs()])
    console = Console(width=80, file=StringIO(), theme=THEME)
    console.print(comparison_view(found, defaultdict(lambda: "A long name of a place")))
    said = console.file.getvalue()
    assert "Worst-off need" in said
    assert said.count("A long name of a place") >= 2
    assert "=" in said
