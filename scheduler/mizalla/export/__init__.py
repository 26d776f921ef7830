"""Export: a plan as files that other programs read."""

from mizalla.export.export import check_folder, export

__all__ = ["check_folder", "export"]
