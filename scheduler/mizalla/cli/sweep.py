"""``mizalla sweep``: many variations of a scenario, planned side by side."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import click

from mizalla.cli.arguments import overlay_option, plugin_option, scenario_argument
from mizalla.cli.members import Members, member_options
from mizalla.cli.options import common
from mizalla.cli.output import Session
from mizalla.cli.progress import progress


@click.command(short_help="Plan many variations of a scenario.")
@scenario_argument
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False
)
@overlay_option
@click.option(
    "--axis",
    "axes",
    multiple=True,
    metavar="NAME=VALUE,...",
    help="An axis of a grid, such as stock=0.8,1 or tolerance=0,0.05,0.1. Repeatable: all "
    "combinations are planned.",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Seed.")
@plugin_option
@member_options
@click.option(
    "--jobs", type=int, default=-1, show_default=True, help="Cases at once; -1: one a processor."
)
@click.option(
    "--backend",
    type=click.Choice(["loky", "threading", "dask", "ray"]),
    default="loky",
    envvar="MIZALLA_BACKEND",
    show_default=True,
    show_envvar=True,
    help="Who does the work: processes here, or a cluster.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Address of the dask or ray cluster.")
@click.option(
    "--trips", is_flag=True, help="Plan trips too, which takes longer than all else together."
)
@click.option("--anew", is_flag=True, help="Plan finished cases again.")
@click.option(
    "--csv",
    "table_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the result table too.",
)
@common
def sweep(
    session: Session,
    scenario: Path,
    file: Path | None,
    overlays: Sequence[str],
    axes: Sequence[str],
    seed: int,
    plugins: Sequence[str],
    members: Members,
    jobs: int,
    backend: Literal["loky", "threading", "dask", "ray"],
    scheduler: str | None,
    trips: bool,
    anew: bool,
    table_file: Path | None,
) -> None:
    """Plan variations of a scenario: those of FILE, or of --overlay and --axis.

    Each case is kept as a run as soon as it is planned. What ends a sweep, Ctrl-C or worse: the
    same command goes on with the cases that are left. Its figures are those of the allocation, and
    trips are planned only where --trips asks for them.
    """
    from mizalla.cli.told import told_notes
    from mizalla.store import Store
    from mizalla.sweep import frontier, swept_view, table, write_csv
    from mizalla.sweep import sweep as run_sweep

    if (file is None) == (not overlays and not axes):
        raise click.UsageError("Name either a FILE, or --overlay and --axis.")
    if jobs == 0 or jobs < -1:
        raise click.UsageError("--jobs is -1, or 1 and more.")
    what = _what(scenario, file, overlays, axes)
    with Store(session.db) as store, progress(session, ("sweep",)) as listener:
        store.check_writing()
        found = run_sweep(
            scenario,
            what,
            store,
            seed=seed,
            plugins=plugins,
            choice=members.choice(store),
            jobs=jobs,
            backend=backend,
            scheduler=scheduler,
            anew=anew,
            trips=trips,
            progress=listener,
        )
        rows = table(store, found)
        notes = told_notes(store, (row.run for row in rows if row.run))
        currency = next((store.run(row.run).currency for row in rows if row.run), "")
    if table_file is not None:
        write_csv(rows, table_file)
    curves = frontier(what, rows)
    data: dict[str, Any] = {
        "sweep": found.key,
        "name": what.name,
        "cases": [row.model_dump() for row in rows],
        "resumed": found.resumed,
        "trips": trips,
        "price_of_fairness": [curve.model_dump() for curve in curves],
    }
    session.give(data, lambda: swept_view(found, rows, curves, currency), notes)


def _what(scenario: Path, file: Path | None, overlays: Sequence[str], axes: Sequence[str]) -> Any:
    import yaml
    from pydantic import ValidationError

    from mizalla.overlay import find_overlay, read_overlay
    from mizalla.sweep import read_sweep, sweep_of
    from mizalla.sweep.definition import AXES, axis

    if file is not None:
        return read_sweep(file, scenario)
    listed = [read_overlay(find_overlay(name, scenario)) for name in overlays]
    grid = []
    for written in axes:
        name, _, values = written.partition("=")
        try:
            grid.append([axis(name, yaml.safe_load(value)) for value in values.split(",")])
        except KeyError as error:
            known = ", ".join((*AXES, "tolerance"))
            raise click.UsageError(f"There is no axis {error}. Axes are {known}.") from error
        except (ValidationError, yaml.YAMLError) as error:
            raise click.UsageError(f"--axis {written} does not fit: {error}") from error
    return sweep_of("sweep", listed, grid)
