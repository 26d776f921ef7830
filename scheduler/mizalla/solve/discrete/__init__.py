"""Discrete rules: who is active, smallest drops, whole pallets."""

from mizalla.solve.discrete.keep import keep_choices
from mizalla.solve.discrete.prove import prove_without

__all__ = ["keep_choices", "prove_without"]
