"""Answer a question about a kept run."""

from typing import Any

from mizalla.explain.day import of_day
from mizalla.explain.evidence import Evidence
from mizalla.explain.explanation import Explanation, Question, Sentence
from mizalla.explain.organisation import of_organisation
from mizalla.explain.rule import of_rule
from mizalla.explain.village import of_village
from mizalla.explain.warehouse import of_warehouse
from mizalla.explain.whole import of_plan
from mizalla.explain.words import Words
from mizalla.store import Store


def explain(store: Store, run: str, question: Question) -> Explanation:
    """Answer a question about a run from what was kept of it.

    Nothing is planned. What decided a small run is worked out when it is first asked for, and
    kept with it; of large ones it is kept when they are planned.

    Parameters
    ----------
    store
        The store.
    run
        The run; see :meth:`mizalla.store.Store.run`.
    question
        What is asked about; several things are answered one after the other.

    Raises
    ------
    UsageError
        The run, or what is asked about, is not there.
    """
    evidence = Evidence(store, run, _part(question))
    words = Words(evidence)
    sentences: list[Sentence] = []
    facts: dict[str, Any] = {"run": evidence.run.id}
    if question.village is not None:
        said, facts["village"] = of_village(evidence, words, question.village)
        sentences += said
    if question.rule is not None:
        said, facts["rule"] = of_rule(evidence, words, question.rule)
        sentences += said
    if question.warehouse is not None:
        said, facts["warehouse"] = of_warehouse(evidence, words, question.warehouse)
        sentences += said
    if question.organisation is not None:
        said, facts["organisation"] = of_organisation(evidence, words, question.organisation)
        sentences += said
    if question.day is not None:
        said, facts["day"] = of_day(evidence, words, question.day)
        sentences += said
    if not sentences:
        said, facts["plan"] = of_plan(evidence, words)
        sentences += said
    return Explanation(question=question, sentences=tuple(sentences), facts=facts)


def _part(question: Question) -> dict[str, Any]:
    """What of a large run's account an answer needs; all of it where several things are asked."""
    match [name for name, value in vars(question).items() if value is not None]:
        case ["village"]:
            return {"village": question.village}
        case ["rule"]:
            return {"rule": question.rule, "fields": ("rounds", "blockers", "standings")}
        case ["warehouse"] | ["organisation"] | ["day"] | []:
            return {"fields": ("rounds", "blockers")}
        case _:
            return {}
