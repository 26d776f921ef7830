"""Compare: what changed from one kept run to others."""

from mizalla.compare.compare import compare
from mizalla.compare.comparison import Comparison, Standing
from mizalla.compare.tables import write_tables
from mizalla.compare.view import comparison_view

__all__ = ["Comparison", "Standing", "compare", "comparison_view", "write_tables"]
