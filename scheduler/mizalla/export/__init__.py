"""Export: a plan as files that other programs read."""

from mizalla.export.export import export

__all__ = ["export"]
