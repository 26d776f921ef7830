"""Any plan that there could be."""

from collections.abc import Mapping
from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st

from mizalla_models.base import Word
from mizalla_models.plan import Coverage, Plan

# PostgreSQL keeps no NUL in text, and no text file holds half a surrogate pair.
TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=8)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(1, 2**53),
    float: st.floats(allow_nan=False),
    bool: st.booleans(),
    date: st.dates(),
    NoneType: st.none(),
}


def any_word(word: type[Word], given: Mapping[str, st.SearchStrategy[Any]] | None = None) -> Any:
    """Any record of a kind; ``given`` replaces the strategies of fields."""
    fields = {name: _any(field.annotation) for name, field in word.model_fields.items()}
    return st.builds(word, **(fields | dict(given or {})))


def _any(kind: Any) -> st.SearchStrategy[Any]:
    if kind in PLAIN:
        return PLAIN[kind]
    origin, members = get_origin(kind), get_args(kind)
    if origin is Literal:
        return st.sampled_from(members)
    if origin in (Union, UnionType):
        return st.one_of(*map(_any, members))
    if origin is tuple:
        return st.lists(_any(members[0]), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(_any(members[0]), _any(members[1]), max_size=3)
    if isinstance(kind, type) and issubclass(kind, Word):
        return any_word(kind)
    raise TypeError(f"no strategy for {kind}")


SETTING = st.one_of(st.booleans(), st.none(), TEXT, st.integers(0, 99), st.floats(-9, 9))
ANY_PLAN = any_word(
    Plan,
    {
        "profile": st.just(()),
        "profile_bound": st.just(()),
        "settings": st.dictionaries(TEXT, SETTING, max_size=3),
        "coverage": st.lists(any_word(Coverage, {"ratio": st.floats(0, 1)}), max_size=3).map(tuple),
    },
)
"""Any plan that the words allow, sensible or not; its profile is what its levels come to."""
