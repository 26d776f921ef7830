"""Explain: why a kept plan is as it is, and what easing a rule would give.

What plans or solves again stands in :mod:`mizalla.explain.promise` and :mod:`mizalla.explain.rank`,
apart from here: loading it takes longer than an answer.
"""

from mizalla.explain.explain import explain
from mizalla.explain.explanation import Explanation, Question, Sentence
from mizalla.explain.view import explanation_view

__all__ = [
    "Explanation",
    "Question",
    "Sentence",
    "explain",
    "explanation_view",
]
