"""Verification of finished plans, by a second and plain path."""

from mizalla.verify.verify import verify

__all__ = ["verify"]
