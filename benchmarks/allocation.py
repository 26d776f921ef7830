"""Mizalla beside what a good engineer would otherwise write, on the same campaign and goals.

``python benchmarks/allocation.py --size M --json`` prints one object. Docs: docs/benchmarks.md.
"""

import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # run as a file: the folder above is not on the path then
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import click
from rich.console import Console

from benchmarks.allocate.contend import PEERS
from benchmarks.allocate.draw import draw
from benchmarks.allocate.instance import Instance
from benchmarks.allocate.page import table, write_page
from benchmarks.allocate.places import read_places
from benchmarks.allocate.race import Ran, run
from benchmarks.allocate.size import SIZES, Size
from benchmarks.allocate.verdict import (
    disagreement_of_cost,
    disagreements,
    gaps,
    results,
    summary,
)
from benchmarks.machine import machine

GOALS = ("coverage,served,cost", "lowest,served,cost")
LEAST_PATIENCE = 60.0
MANY_TIMES = 12.0
"""Times Mizalla's own that a peer is waited for: beyond it, it is only known to be slower."""
LONGEST = 6 * 3600.0


@click.command()
@click.option(
    "--size",
    "sizes",
    type=click.Choice([*SIZES, "all"]),
    multiple=True,
    default=("S",),
    show_default=True,
    help="How large; repeatable. all: S, M, L and XL.",
)
@click.option("--seed", default=1, show_default=True, help="Seed of all that is drawn.")
@click.option(
    "--places",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV with lat and lon of real villages.",
)
@click.option(
    "--goals",
    type=click.Choice(GOALS),
    default=GOALS[0],
    show_default=True,
    help="What peers do: coverage is exact leximin; lowest is its first level alone, which is "
    "less than Mizalla does.",
)
@click.option(
    "--only",
    type=click.Choice(["mizalla", *PEERS]),
    multiple=True,
    help="Only this contender besides Mizalla; repeatable.  [default: all]",
)
@click.option(
    "--patience",
    type=float,
    help="Seconds that a peer is given.  [default: 12 times Mizalla's, 60 at least]",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.option("--write", is_flag=True, help="Write docs/benchmarks.md and its picture anew.")
def main(
    sizes: Sequence[str],
    seed: int,
    places: Path | None,
    goals: str,
    only: Sequence[str],
    patience: float | None,
    as_json: bool,
    write: bool,
) -> None:
    """Compare allocation, build and solve, with the plain model through OR-Tools and linopy."""
    chosen = (
        [name for name in SIZES if name != "XS"] if "all" in sizes else list(dict.fromkeys(sizes))
    )
    real = None if places is None else read_places(places)
    found = []
    for name in chosen:
        peers = [peer for peer in PEERS if not only or peer in only]
        found.append(
            measure(
                SIZES[name],
                draw(SIZES[name], seed, real),
                goals=tuple(goals.split(",")),
                peers=peers if SIZES[name].peers else [],
                patience=patience,
            )
            | {"seed": seed, "places": "real" if places else "made up"}
        )
    whole = {"machine": asdict(machine()), "command": _command(), "sizes": found}
    if write:
        write_page(whole)
    if as_json:
        print(json.dumps(found[0] | {"machine": whole["machine"]} if len(found) == 1 else whole))
    else:
        print(machine().line())
        for one in found:
            Console().print(table(one))


def measure(
    size: Size,
    instance: Instance,
    *,
    goals: tuple[str, ...],
    peers: Sequence[str],
    patience: float | None,
) -> dict[str, Any]:
    """Run Mizalla, then each peer, and compare."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        instance.save(folder / "instance.npz")

        def race(name: str, longest: float) -> Ran:
            return run(
                name, folder / "instance.npz", folder, goals, patience=longest, tell=_progress
            )

        mizalla = race("mizalla", LONGEST)
        if mizalla.status != "done":
            raise click.ClickException(f"Mizalla {mizalla.status}: {mizalla.said}")
        longest = patience or max(LEAST_PATIENCE, MANY_TIMES * mizalla.seconds)
        ran = [race(name, longest) for name in peers]
    against = [words for peer in ran for words in disagreements(mizalla, peer)]
    checked = _same_cost(mizalla, ran, instance)
    against += checked.pop("against", [])
    failed = [
        f"{peer.name} failed: {peer.said.strip()[-300:]}" for peer in ran if peer.status == "failed"
    ]
    return {
        "size": size.name,
        "warehouses": size.warehouses,
        "points": size.points,
        "lanes": mizalla.last["lanes"],
        "goals": list(goals),
        "patience": longest,
        **summary(mizalla, ran),
        "build_share": 1 - mizalla.last["stages"]["solve"] / mizalla.seconds,
        "agree": not against,
        "disagreements": against,
        "failed": failed,
        **checked,
        "contenders": {
            "mizalla": _figures(mizalla)
            | {
                "stages": mizalla.last["stages"],
                "values": mizalla.last["values"],
                "bounds": mizalla.last["bounds"],
                "gaps": gaps(mizalla),
            },
            **{peer.name: _figures(peer) | _peer_figures(peer) for peer in ran},
        },
    }


def _figures(ran: Ran) -> dict[str, Any]:
    return {
        "status": ran.status,
        "seconds": ran.seconds,
        "processor": ran.processor,
        "peak_mib": ran.peak,
    }


def _peer_figures(peer: Ran) -> dict[str, Any]:
    last = next((line for line in reversed(peer.lines) if "goal" in line), {})
    return {
        "title": PEERS[peer.name],
        "values": results(peer) if peer.status == "done" else {},
        "reached": results(peer),
        "programs": last.get("programs", 0),
        "settled": last.get("settled", 0),
        "demands": last.get("demands", 0),
    }


def _same_cost(mizalla: Ran, peers: Sequence[Ran], instance: Instance) -> dict[str, Any]:
    """Least cost of just what Mizalla serves, by GLOP; not timed, and only where a peer got so far.

    Costs of different quantities say little: a level in whole parcels is a little below the exact.
    """
    if not any(peer.status == "done" for peer in peers):
        return {}
    from benchmarks.allocate.leximin import Pursuit, own_levels
    from benchmarks.allocate.ortools_lp import MathOpt
    from benchmarks.allocate.plain import plain

    pursuit = Pursuit(plain(instance), MathOpt("glop"), own_levels(instance))
    cheapest = pursuit.cheapest(mizalla.arrays["served"])
    return {
        "cost_of_same_parcels": cheapest,
        "against": disagreement_of_cost(mizalla, cheapest, "glop"),
    }


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _command() -> str:
    return "python benchmarks/allocation.py " + " ".join(sys.argv[1:])


if __name__ == "__main__":
    main(prog_name="python benchmarks/allocation.py")
