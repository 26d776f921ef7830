"""Reports: a run as one page that opens anywhere, without a network."""

from mizalla.report.report import report

__all__ = ["report"]
