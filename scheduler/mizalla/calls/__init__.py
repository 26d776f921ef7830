"""Calling one plugin: loading its code, looking at its hooks, taking what it gives.

Light on purpose: a member's plugin is called in a process of its own, which loads this package
and little else.
"""

from mizalla.calls.answer import Answer, Travel, answer, answer_of
from mizalla.calls.broken import code_of, last_line
from mizalla.calls.closest import did_you_mean
from mizalla.calls.code import Code
from mizalla.calls.given import Given, given
from mizalla.calls.hooks import check_hooks
from mizalla.calls.plain import steers
from mizalla.calls.unfit import unfit

__all__ = [
    "Answer",
    "Code",
    "Given",
    "Travel",
    "answer",
    "answer_of",
    "check_hooks",
    "code_of",
    "did_you_mean",
    "given",
    "last_line",
    "steers",
    "unfit",
]
