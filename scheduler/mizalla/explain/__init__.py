"""Explain: why a kept plan is as it is, and what easing a rule would give."""

from mizalla.explain.explain import explain
from mizalla.explain.explanation import Explanation, Question, Sentence
from mizalla.explain.promise import Checked, check_promise
from mizalla.explain.rank import Ranked, rank
from mizalla.explain.view import explanation_view

__all__ = [
    "Checked",
    "Explanation",
    "Question",
    "Ranked",
    "Sentence",
    "check_promise",
    "explain",
    "explanation_view",
    "rank",
]
