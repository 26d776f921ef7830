"""The whole plan as one JSON document."""

from math import copysign
from typing import Any

from mizalla_models.base import Word
from mizalla_models.plan import Plan


def document(plan: Plan) -> str:
    """Write a plan as JSON, so that equal plans give equal text.

    Infinity, which JSON does not know, is the text ``Infinity``; ``Plan.model_validate_json`` reads
    it back.
    """
    return _settled(plan).model_dump_json() + "\n"


def _settled(word: Word) -> Word:
    """Equal records may differ in the sign of a zero and in the order of dictionaries."""
    changes = {}
    for name, value in vars(word).items():
        settled = _settled_value(value)
        if settled is not value:
            changes[name] = settled
    return word.model_copy(update=changes) if changes else word


def _settled_value(value: Any) -> Any:
    if isinstance(value, float):
        return 0.0 if value == 0 and copysign(1, value) < 0 else value
    if isinstance(value, Word):
        return _settled(value)
    if isinstance(value, tuple):
        return tuple(map(_settled_value, value))
    if isinstance(value, dict):
        return {key: _settled_value(value[key]) for key in sorted(value)}
    return value
