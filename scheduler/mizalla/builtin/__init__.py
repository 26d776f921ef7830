"""The built-in plugins: the same hooks as a member's, one file each."""

from types import ModuleType

from mizalla.builtin import (
    calendar,
    contracts,
    earmarks,
    expiry,
    fleets,
    loading,
    needs,
    points,
    routing,
    stock,
    storage,
)
from mizalla.builtin.capacity import CAPACITY, Capacity, members

BUILTIN: dict[str, ModuleType] = {
    "calendar": calendar,
    "contracts": contracts,
    "earmarks": earmarks,
    "expiry": expiry,
    "fleets": fleets,
    "loading": loading,
    "needs": needs,
    "points": points,
    "routing": routing,
    "stock": stock,
    "storage": storage,
}
"""Plugins that every run has, by name; ``capacity`` adds one for each file of members."""

__all__ = ["BUILTIN", "CAPACITY", "Capacity", "members"]
