"""Workbooks: a run as tables that a member can sort, filter and work with."""

from mizalla.workbook.workbook import members, workbook

__all__ = ["members", "workbook"]
