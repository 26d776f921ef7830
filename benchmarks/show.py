"""Figures as tables."""

from collections.abc import Sequence

from rich.table import Table

from benchmarks.plan import PlanRun
from benchmarks.read import ReadRun
from benchmarks.store import StoreRun


def plan_table(runs: Sequence[PlanRun]) -> Table:
    """Lay plans side by side, a column each."""
    table = Table("mizalla plan", *(run.scenario for run in runs), title="Whole plans")
    for column in table.columns[1:]:
        column.justify = "right"

    def line(name: str, cells: Sequence[str]) -> None:
        table.add_row(name, *cells)

    line("lanes", [f"{run.lanes:,}" for run in runs])
    line("shipments", [f"{run.shipments:,}" for run in runs])
    line("whole process, s", [f"{run.wall:.2f}" for run in runs])
    line("  processor time of it, s", [f"{run.processor:.2f}" for run in runs])
    for stage in dict.fromkeys(stage for run in runs for stage in run.stages):
        line(f"  {stage}, s", [f"{run.stages.get(stage, 0):.2f}" for run in runs])
    line(
        "read + collect + build + verify + store, % of total",
        [f"{run.outside_solver:.1%}" for run in runs],
    )
    line("peak memory, MiB", [f"{run.peak:,.0f}" for run in runs])
    for goal in dict.fromkeys(goal for run in runs for goal in run.gaps):
        line(f"gap of {goal}", [_gap(run, goal) for run in runs])
    line("findings", [str(run.findings) for run in runs])
    line("status", [run.status for run in runs])
    return table


def rows_table(read: ReadRun | None, store: StoreRun | None) -> Table:
    """Show what reading and storing took."""
    table = Table("what", "rows", "s", title="Reading and storing")
    if read is not None:
        table.add_row("read a scenario folder", f"{read.rows:,}", f"{read.seconds:.2f}")
    if store is not None:
        table.add_row("store a plan (SQLite)", f"{store.shipments:,}", f"{store.seconds:.2f}")
    return table


def _gap(run: PlanRun, goal: str) -> str:
    return f"{run.gaps[goal]:.4%}" if goal in run.gaps else ""
