"""What is read of a kept run to answer a question."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Mizalla, mizalla, scenario  # noqa: F401
from mizalla.explain import Question, explain
from mizalla.store import Store

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
