"""Digest: one number of all that a problem's levels depend on.

Equal digests mean equal problems as far as coverage goes, if coverage is their first goal: what
goals come after it, and what they may give away of it, is all that may differ.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
from pydantic import BaseModel

from mizalla.build import Problem

LATER = frozenset({"goals", "gap_cap"})
"""Fields of a problem that matter after the first goal only."""
UNREAD = frozenset({"costs"})
"""Fields that no solver reads: what a lane costs and takes is worked out already."""


def digest(problem: Problem) -> str:
    """Make a digest of a problem and its first goal.

    Raises
    ------
    TypeError
        There is something in it that has no digest.
    """
    known: dict[int, bytes] = {}
    parts = [
        _of(getattr(problem, field.name), known)
        for field in fields(problem)
        if field.name not in LATER | UNREAD
    ]
    first = problem.goals[0][0] if problem.goals else ""
    return blake2b(b"".join([first.encode(), *parts]), digest_size=16).hexdigest()


def _of(value: Any, known: dict[int, bytes]) -> bytes:
    """Give the digest of one value; ``known`` are those of objects that are seen more than once."""
    made = known.get(id(value))
    if made is None:
        made = blake2b(_written(value, known), digest_size=16).digest()
        known[id(value)] = made
    return made


def _written(value: Any, known: dict[int, bytes]) -> bytes:
    sort = type(value).__name__.encode()
    match value:
        case np.ndarray():
            told = f"{value.dtype.str}{value.shape}".encode()
            return told + np.ascontiguousarray(value).tobytes()
        case BaseModel():
            return sort + value.model_dump_json().encode()
        case Mapping():
            parts = [_of(one, known) for item in value.items() for one in item]
        case tuple() | list():
            parts = [_of(one, known) for one in value]
        case frozenset():
            parts = sorted(_of(one, known) for one in value)
        case str() | int() | float() | None:
            return sort + repr(value).encode()
        case _ if is_dataclass(value):
            parts = [_of(getattr(value, field.name), known) for field in fields(value)]
        case _:
            if not hasattr(value, "isoformat"):
                raise TypeError(f"{value!r} has no digest")
            return sort + str(value.isoformat()).encode()
    return sort + b"".join(parts)
