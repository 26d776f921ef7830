"""Dispatch: the allocation to a plan, lot by lot and truck by truck."""

from mizalla.dispatch.dispatch import dispatch

__all__ = ["dispatch"]
