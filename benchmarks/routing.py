"""Routing engines on public instances: how far from the best known after so many seconds.

``python -m benchmarks.routing FOLDER`` takes every ``.vrp`` and ``.txt`` file of a folder, and of
its folders, that has a solution (``.sol``) beside it.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean
from time import perf_counter, process_time

import click
from rich.console import Console
from rich.table import Table

from benchmarks.alone import PyVRPAlone
from benchmarks.machine import machine
from mizalla.routing import read_solution, read_vrplib, route
from mizalla_models.errors import MizallaError

ENGINES = ("auto", "pyvrp-alone", "vroom", "ortools")
ALONE = PyVRPAlone()
ROUNDINGS = ("auto", "round", "dimacs", "exact", "trunc")


@dataclass(frozen=True)
class Measured:
    """One engine on one instance."""

    folder: str
    instance: str
    stops: int
    engine: str
    seconds: float
    """Wall time, s."""
    processor: float
    """Processor time, s: what it would take on a machine at rest."""
    cost: int | None
    """Cost of its answer; None where it has none."""
    best: int
    """Cost of the best known, priced in the same units."""
    refused: str = ""
    """Why there is no answer."""

    @property
    def gap(self) -> float | None:
        """Share by which it is above the best known."""
        return None if self.cost is None else self.cost / self.best - 1


def measure(
    folder: Path, engines: Sequence[str], seconds: float, *, stops: int, count: int, seed: int
) -> Iterator[Measured]:
    """Measure engines on the instances of a folder.

    Parameters
    ----------
    folder
        Where instances lie, each with its solution.
    engines
        Names of engines.
    seconds
        Time for each.
    stops
        Largest instances to take.
    count
        Instances to take of each folder, drawn by lot; 0: all.
    seed
        Seed of that lot and of the engines.
    """
    by_folder: dict[Path, list[Path]] = defaultdict(list)
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".vrp", ".txt") and path.with_suffix(".sol").exists():
            by_folder[path.parent].append(path)
    for place, paths in by_folder.items():
        drawn = list(paths)
        random.Random(seed).shuffle(drawn)
        taken = 0
        for path in drawn if count else paths:
            if count and taken == count:
                break
            found = list(_one(path, place.name, engines, seconds, stops, seed))
            taken += bool(found)
            yield from found


def _one(
    path: Path, folder: str, engines: Sequence[str], seconds: float, stops: int, seed: int
) -> Iterator[Measured]:
    for rounding in ROUNDINGS:
        try:
            instance = read_vrplib(path, rounding=rounding)  # type: ignore[arg-type]
        except MizallaError:
            return
        if len(instance.tasks) > stops:
            return
        # A solution that was rounded otherwise breaks a window or costs another sum.
        best = read_solution(path.with_suffix(".sol"), instance)
        if best is not None:
            break
    else:
        return
    for engine in engines:
        clock, work = perf_counter(), process_time()
        cost, refused = None, ""
        try:
            cost = route(instance, engine=engine, seconds=seconds, seed=seed, engines=(ALONE,)).cost
        except MizallaError as error:
            refused = error.problem
        yield Measured(
            folder,
            path.stem,
            len(instance.tasks),
            engine,
            perf_counter() - clock,
            process_time() - work,
            cost,
            best.cost,
            refused,
        )


def table(found: Sequence[Measured]) -> Table:
    """Mean gap of each engine by folder."""
    shown = Table(title="Mean gap to the best known")
    for heading in ("folder", "engine", "instances", "gap", "worst", "s", "processor s"):
        shown.add_column(heading, justify="left" if heading in ("folder", "engine") else "right")
    groups: dict[tuple[str, str], list[Measured]] = defaultdict(list)
    for one in found:
        groups[one.folder, one.engine].append(one)
    for (folder, engine), rows in sorted(groups.items()):
        gaps = [row.gap for row in rows if row.gap is not None]
        refused = {row.refused for row in rows if row.refused}
        if not gaps:
            shown.add_row(folder, engine, f"0 of {len(rows)}", ", ".join(refused), "", "", "")
            continue
        shown.add_row(
            folder,
            engine,
            f"{len(gaps)} of {len(rows)}",
            f"{fmean(gaps):.2%}",
            f"{max(gaps):.2%}",
            f"{fmean(row.seconds for row in rows):.1f}",
            f"{fmean(row.processor for row in rows):.1f}",
        )
    return shown


def behind(found: Sequence[Measured]) -> Table:
    """By instance, how much more ``auto`` costs than the best of the others for the same time."""
    shown = Table(title="auto against the best of the others")
    for heading in ("instance", "stops", "auto", "best other", "by", "behind"):
        shown.add_column(heading, justify="left" if heading in ("instance", "by") else "right")
    groups: dict[tuple[str, str], dict[str, Measured]] = defaultdict(dict)
    for one in found:
        groups[one.folder, one.instance][one.engine] = one
    for (folder, name), rows in sorted(groups.items()):
        own = rows.pop("auto", None)
        others = [row for row in rows.values() if row.cost is not None]
        if own is None or own.cost is None or not others:
            continue
        best = min(others, key=lambda row: row.cost or 0)
        shown.add_row(
            f"{folder}/{name}",
            str(own.stops),
            f"{own.gap:.2%}",
            f"{best.gap:.2%}",
            best.engine,
            f"{own.cost / (best.cost or 1) - 1:+.2%}",
        )
    return shown


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--engine", "engines", multiple=True, help="Repeatable.  [default: all]")
@click.option("--seconds", default=10.0, show_default=True, help="For each instance.")
@click.option("--stops", default=400, show_default=True, help="Largest instance to take.")
@click.option("--count", default=0, help="Instances of each folder, drawn by lot.  [default: all]")
@click.option("--seed", default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
def main(
    folder: Path,
    engines: Sequence[str],
    seconds: float,
    stops: int,
    count: int,
    seed: int,
    as_json: bool,
) -> None:
    """Measure routing engines on the instances of FOLDER."""
    console = Console(stderr=True)
    found = []
    chosen = engines or ENGINES
    for one in measure(folder, chosen, seconds, stops=stops, count=count, seed=seed):
        gap = one.refused if one.gap is None else f"{one.gap:.2%}"
        console.print(f"{one.folder}/{one.instance} ({one.stops}) {one.engine}: {gap}")
        found.append(one)
    if as_json:
        rows = [asdict(one) | {"gap": one.gap} for one in found]
        print(json.dumps({"machine": asdict(machine()), "routing": rows}, indent=2))
        return
    screen = Console()
    screen.print(machine().line())
    screen.print(table(found))
    screen.print(behind(found))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.routing")
