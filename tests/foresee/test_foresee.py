"""Rules that contradict each other or do nothing, told before any solver starts."""

from pathlib import Path
from typing import Any

import pytest

from mizalla.collect import plugin_manager
from mizalla.run import plan
from mizalla_models.errors import InfeasibleError
from tiny import write_folder

HEAD = """
from mizalla.hookspecs import hookimpl
from mizalla_models.rule import *

organisation = "{0}"


@hookimpl
def mizalla_rules(scenario):
    yield {1}
"""


@pytest.fixture
def planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Plans the tiny scenario with rules of members, each in a plugin of its own."""

    def make(**rules: str) -> Any:
        folder = write_folder(tmp_path / "tiny")
        for name, rule in rules.items():
            member = name.split("_")[0]
            (folder / f"{name}.py").write_text(HEAD.format(member, rule), "utf-8")
        return plan(folder, plugins=[str(folder / f"{name}.py") for name in rules])

    return make


def no_solver(*arguments: Any, **more: Any) -> None:
    raise AssertionError("a solver was started")


FLOOR = (
    'Limit(name="floor", reason="A promise.", where={"origin": ["W1"], "movement": ["delivery"]}, '
    "at_least=%s)"
)


@pytest.mark.parametrize(
    ("rules", "names"),
    [
        (
            {
                "nour_a": FLOOR % 100,
                "nour_b": 'Limit(name="line", reason="Line.", where={"origin": ["W1"]}, '
                'per=("day",), at_most=20)',
            },
            {"nour_a.py/floor", "nour_b.py/line"},
        ),
        (
            {
                "nour_a": FLOOR % 100,
                "nour_b": 'Limit(name="line", reason="Line.", where={"owner": ["nour"]}, '
                "at_most=50)",
            },
            {"nour_a.py/floor", "nour_b.py/line"},
        ),
        (
            {
                "nour_a": 'Limit(name="floor", reason="A promise.", where={"owner": ["nour"], '
                '"village": ["EG250102"]}, at_least=150)'
            },
            {"nour_a.py/floor", "needs/EG250102/dry"},
        ),
    ],
)
def test_a_limit_below_a_guarantee_is_told_with_both_providers(
    planned: Any, rules: dict[str, str], names: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two members would wait for a solver to tell them what can be seen."""
    monkeypatch.setattr("mizalla.solve.solve", no_solver)
    with pytest.raises(InfeasibleError) as caught:
        planned(**rules)
    assert {item.rule for item in caught.value.conflict} == names


def test_rules_that_can_hold_together_are_let_be(planned: Any) -> None:
    """A plan that can be made would be refused."""
    outcome = planned(
        nour_a=FLOOR % 60,
        nour_b='Limit(name="line", reason="Line.", where={"origin": ["W1"]}, per=("day",), '
        "at_most=20)",
    )
    assert sum(row.served for row in outcome.plan.coverage) == 60
    assert not [w for w in outcome.warnings if "lane" in w.problem or "nothing" in w.problem]


def test_a_forbid_that_takes_the_last_lanes_of_a_village_is_told(planned: Any) -> None:
    """A village would get nothing, and nobody would know through whom."""
    outcome = planned(
        nour_a='Forbid(name="south", reason="Not the south.", '
        'where={"organisation": ["nour"], "village": ["EG250102"]})'
    )
    [warning] = [w for w in outcome.warnings if "without any lane" in w.problem]
    assert warning.file == "nour_a.py (nour)"
    assert "EG250102" in warning.problem
    assert "Not the south." in warning.problem


def test_forbids_that_take_the_last_lanes_together_are_all_told(planned: Any) -> None:
    """One member would be blamed for what two of them do."""
    days = ("2027-02-08", "2027-02-09"), ("2027-02-10",)
    outcome = planned(
        **{
            name: f'Forbid(name="{name}", reason="Closed.", where={{"village": ["EG250102"], '
            f'"origin": ["W1"], "day": {list(some)}}})'
            for name, some in zip(("nour_a", "nour_b"), days, strict=True)
        },
        nour_c='Forbid(name="other", reason="No.", where={"village": ["EG250101"], '
        '"origin": ["W1"], "day": ["2027-02-08"]})',
    )
    [warning] = [w for w in outcome.warnings if "without any lane" in w.problem]
    assert warning.column == "nour_a.py/nour_a"
    assert "nour_b.py/nour_b, nour" in warning.problem
    assert "nour_c" not in warning.problem


def test_a_rule_that_picks_nothing_is_told(planned: Any) -> None:
    """A member would believe that its rule holds."""
    outcome = planned(
        nour_a='Forbid(name="later", reason="Later.", '
        'where={"origin": ["W1"], "day": ["2027-05-01"]})',
        amal_b='Limit(name="ours", reason="Ours.", where={"owner": ["amal"]}, at_most=5)',
    )
    idle = [w.column for w in outcome.warnings if "picks no movement" in w.problem]
    assert idle == ["amal_b.py/ours", "nour_a.py/later"]
    assert plugin_manager(outcome.scenario)
