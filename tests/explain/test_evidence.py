"""What is read of a kept run to answer a question."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Mizalla, mizalla, scenario  # noqa: F401
from mizalla.explain import Question, explain
from mizalla.store import Store
from mizalla_models.rule import ProvidedRule
from tiny import write_folder

QUESTIONS: list[dict[str, Any]] = [
    {},
    {"village": "EG250101"},
    {"rule": "stock/W1/dry"},
    {"rule": "fleets/F1"},
    {"warehouse": "W1"},
    {"organisation": "nour"},
    {"day": "2027-02-08"},
    {"village": "EG250102", "rule": "stock/W1/dry"},
]


@pytest.fixture
def store(mizalla: Mizalla, scenario: Path, tmp_path: Path):  # noqa: F811
    """A store with the tiny campaign planned, and what decided it worked out."""
    url = f"sqlite:///{tmp_path / 'kept.db'}"
    assert mizalla("plan", scenario, "-q", "--db", url).code == 0
    with Store(url) as opened:
        explain(opened, "latest", Question())
        yield opened


@pytest.mark.parametrize("asked", QUESTIONS, ids=str)
def test_a_part_of_a_large_account_answers_like_all_of_it(
    store: Store, asked: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quick answers about large runs would leave out what holds a village back."""
    full = explain(store, "latest", Question.model_validate(asked))
    monkeypatch.setattr("mizalla.explain.evidence.SMALL", 0)
    assert explain(store, "latest", Question.model_validate(asked)) == full


def test_a_large_run_reads_only_what_is_asked_for(store: Store) -> None:
    """An answer about one village would read those of all five thousand."""
    run = store.run("latest").id
    part = store.account(run, "EG250101")
    assert part is not None
    assert {s.village for s in part.standings} == {"EG250101"}
    assert {s.village for s in part.sources} <= {"EG250101"}
    of_rule = store.account(run, rule="fleets/F1", fields=("rounds", "blockers", "standings"))
    assert of_rule is not None
    assert of_rule.blockers == of_rule.standings == of_rule.sources == ()
    assert of_rule.rounds


def test_rules_that_hold_a_village_back_are_read_all_at_once(
    mizalla: Mizalla,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Hundreds of rules hold a village of a national run back: each would be asked for alone."""
    url = f"sqlite:///{tmp_path / 'kept.db'}"
    rows = [
        {"warehouse": "W1", "parcel": "dry", "quantity": 20, "lot": f"lot {number}"}
        for number in range(12)
    ]
    folder = write_folder(tmp_path / "lots", stock=rows)
    assert mizalla("plan", folder, "-q", "--db", url).code == 0
    asked: list[int] = []
    read = Store.rules_named

    def counted(store: Store, name: str, ids: Collection[str]) -> dict[str, ProvidedRule]:
        asked.append(len(ids))
        return read(store, name, ids)

    monkeypatch.setattr(Store, "rules_named", counted)
    with Store(url) as opened:
        found = explain(opened, "latest", Question(village="EG250101"))
    assert len(found.facts["village"]["needs"][0]["held_back_by"]) == 12
    assert max(asked) >= 12
    assert len(asked) <= 4
