"""A kit to test a plugin in a few lines: a tiny campaign, what the plugin says, what it does.

::

    from mizalla.testing import rules_of, tiny
    import mizalla_nour

    def test_the_line_is_limited():
        (limit,) = rules_of(mizalla_nour, tiny("nour"))
        assert limit.at_most == 4000
"""

from mizalla.testing.ask import (
    needs_of,
    reports_of,
    review_of,
    rules_of,
    sources_of,
    travel_of,
)
from mizalla.testing.check import assert_keeps_to_its_own, assert_says_the_same_twice
from mizalla.testing.plan import plan_with
from mizalla.testing.tiny import tiny, with_settings

__all__ = [
    "assert_keeps_to_its_own",
    "assert_says_the_same_twice",
    "needs_of",
    "plan_with",
    "reports_of",
    "review_of",
    "rules_of",
    "sources_of",
    "tiny",
    "travel_of",
    "with_settings",
]
