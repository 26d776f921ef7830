"""What no rule may hold, whoever gives it: numbers beyond all plans, and text that steers."""

from collections.abc import Iterator

from mizalla.calls.plain import LONGEST, steers
from mizalla_models.rule import BaseRule

MOST = 1e12
"""Largest number of a rule: beyond it, solvers lose the small ones beside it."""
MOST_WORDS = 5000
"""Characters of a reason."""


def unfit(rule: BaseRule, data: object, text: str) -> tuple[str, str] | None:
    """Say why a rule can't be planned with or shown, and the mend; None where it can.

    Parameters
    ----------
    rule
        The rule.
    data
        The rule as plain data.
    text
        The rule as JSON.
    """
    if (huge := next(_huge(data), None)) is not None:
        return (
            f"it holds the number {huge:.3g}, which is more than anybody can plan with.",
            "Leave out a bound that does not bind.",
        )
    words = max(len(rule.reason), len(rule.reason_ar))
    if len(rule.name) > LONGEST or words > MOST_WORDS:
        return (
            f"its name is longer than {LONGEST} characters, or its reason than {MOST_WORDS:,}.",
            "Say it in a sentence that a planner can read aloud.",
        )
    if steers(text):
        return (
            "its text holds a control character, which steers terminals.",
            "Take it out; a new line and a tab may stay.",
        )
    return None


def _huge(data: object) -> Iterator[float]:
    """Numbers of a rule that are larger than anything planned with."""
    if isinstance(data, dict):
        for value in data.values():
            yield from _huge(value)
    elif isinstance(data, (int, float)) and not abs(data) <= MOST:
        yield float(data)
