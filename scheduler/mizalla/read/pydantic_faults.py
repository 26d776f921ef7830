"""What pydantic finds wrong, in the words of a person who wrote a YAML file or a sheet."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from mizalla.read.closest import Closest
from mizalla.read.kinds import show
from mizalla.read.yaml_file import Path

_BRANCHES = ("float", "dict[str,float]", "is-instance", "function-before")
_INSIDE = ("by", "[key]")
"""Parts of pydantic's locations that stand in no file: a selection's own field, a key's mark."""
_EXPECTED = {
    "string_type": "text, in quotation marks where it looks like a number or date",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "date_type": "a date, such as 2027-02-08",
    "date_parsing": "a date, such as 2027-02-08",
    "date_from_datetime_parsing": "a date, such as 2027-02-08",
    "date_from_datetime_inexact": "a date without a time of day",
    "time_type": "a time of day, such as 18:30",
    "time_parsing": "a time of day, such as 18:30",
    "tuple_type": "a list: [one, another]",
    "list_type": "a list: [one, another]",
    "dict_type": "keys and values",
    "model_type": "keys and values",
    "model_attributes_type": "keys and values",
}


def _path(location: Sequence[str | int], tags: frozenset[str]) -> Path:
    """Where it stands in the file: without the names of a union's branches."""
    return tuple(
        part
        for part in location
        if not (isinstance(part, str) and (part in tags or part.startswith(_BRANCHES)))
        and part not in _INSIDE
    )


def _said(error: Any, known: Sequence[str]) -> tuple[str, str]:
    kind, context, value = error["type"], error.get("ctx", {}), error["input"]
    key = str(error["loc"][-1]) if error["loc"] else ""
    if kind == "extra_forbidden":
        mend = Closest(known).mend(key, f"Keys are {', '.join(known)}.")
        return f"There is no key {show(key)}.", mend
    if kind == "missing":
        return f"The key {show(key)} is missing.", "Add it."
    if kind == "literal_error":
        expected = str(context.get("expected", "")).replace("'", "")
        names = expected.replace(" or ", ", ").split(", ")
        return f"{show(value)} is not known.", Closest(names).mend(str(value), f"Write {expected}.")
    if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        bound = next(iter(context.values()))
        words = kind.replace("_", " ").replace("than equal", "than or equal to")
        return f"{show(value)} is out of bounds.", f"Write a number {words} {bound:g}."
    if kind == "string_too_short":
        return "It is empty.", "Write at least one character."
    if kind in _EXPECTED:
        article = f"Write {_EXPECTED[kind]}."
        return f"{show(value)} is not {_EXPECTED[kind].split(':')[0].split(',')[0]}.", article
    text = str(context["error"]) if "error" in context else str(error["msg"])
    return text[:1].upper() + text[1:].rstrip(".") + ".", "Correct it."


def told(
    error: ValidationError, keys: Mapping[Path, Sequence[str]], tags: Sequence[str] = ()
) -> dict[Path, tuple[str, str]]:
    """Each key that is wrong, with what is wrong and how to mend it.

    Parameters
    ----------
    error
        What pydantic raised.
    keys
        Keys that there are, by path; ``()`` for those of the whole.
    tags
        Names of a union's branches, which stand in pydantic's locations but in no file.
    """
    found: dict[Path, tuple[str, str]] = {}
    for item in error.errors(include_url=False):
        path = _path(item["loc"], frozenset(tags))
        above = tuple("*" if isinstance(part, int) else part for part in path[:-1])
        if path in found and "dict" in str(item["type"]):
            continue
        found.setdefault(path, _said(item, keys.get(above, ())))
    return found
