"""Run the benchmarks and print a table or JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console

from benchmarks.machine import machine
from benchmarks.plan import measure_plan
from benchmarks.read import measure_read
from benchmarks.show import plan_table, rows_table
from benchmarks.store import measure_store

SCENARIOS = Path(__file__).resolve().parent.parent / "scenarios"
SHIPPED = (SCENARIOS / "assiut", SCENARIOS / "upper-egypt")
PARTS = ("plan", "read", "store")


@click.command()
@click.option(
    "--scenario",
    "scenarios",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    help="Scenario folder to plan; repeatable.  [default: those in scenarios/]",
)
@click.option(
    "--part", "parts", type=click.Choice(PARTS), multiple=True, help="Only this; repeatable."
)
@click.option("--rows", default=100_000, show_default=True, help="Rows to read and to store.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
def main(scenarios: Sequence[Path], parts: Sequence[str], rows: int, as_json: bool) -> None:
    """Measure whole plans, reading and storing."""
    wanted = parts or PARTS
    # Plans come first: on Linux a process begins with the peak memory of the one that starts it.
    plans = [measure_plan(folder) for folder in scenarios or SHIPPED] if "plan" in wanted else []
    read = measure_read(rows) if "read" in wanted else None
    store = measure_store(SHIPPED[0], rows) if "store" in wanted else None
    if as_json:
        found = {
            "machine": asdict(machine()),
            "plan": [asdict(run) | {"outside_solver": run.outside_solver} for run in plans],
            "read": read and asdict(read),
            "store": store and asdict(store),
        }
        print(json.dumps(found, indent=2))
        return
    console = Console()
    console.print(machine().line())
    if plans:
        console.print(plan_table(plans))
    if read or store:
        console.print(rows_table(read, store))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
