"""What changed between two registrations, in words."""

import json
from collections import Counter
from collections.abc import Sequence

from mizalla_models.rule import RULE, Rule

_LONGEST = 160


def differences(
    before: Sequence[Rule], after: Sequence[Rule]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Rules that came, and rules that went.

    Parameters
    ----------
    before
        Rules of the registration before.
    after
        Rules of this one.

    Returns
    -------
    added
        In words, those that only ``after`` has.
    removed
        Likewise, those that only ``before`` has.
    """
    old, new = Counter(map(_text, before)), Counter(map(_text, after))
    came = [_words(rule) for rule in _each(after, new - old)]
    went = [_words(rule) for rule in _each(before, old - new)]
    return tuple(came), tuple(went)


def _text(rule: Rule) -> str:
    return json.dumps(RULE.dump_python(rule, mode="json"), sort_keys=True, ensure_ascii=False)


def _each(rules: Sequence[Rule], left: Counter[str]) -> list[Rule]:
    found = []
    for rule in rules:
        if left[_text(rule)] > 0:
            left[_text(rule)] -= 1
            found.append(rule)
    return found


def _words(rule: Rule) -> str:
    """A rule in one line: its kind and name, then what it holds besides its reasons."""
    told = RULE.dump_python(rule, mode="json", exclude_defaults=True)
    for name in ("kind", "name", "reason", "reason_ar"):
        told.pop(name, None)
    said = ", ".join(f"{name} {_short(value)}" for name, value in told.items())
    title = f"{rule.kind} {rule.name}".strip().replace("_", " ")
    return f"{title}: {said}" if len(said) <= _LONGEST else f"{title}: {said[:_LONGEST]}…"


def _short(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key} {_short(item)}" for key, item in value.items())
    if isinstance(value, list):
        return " ".join(str(item) for item in value)
    return f"{value:g}" if isinstance(value, float) else str(value)
