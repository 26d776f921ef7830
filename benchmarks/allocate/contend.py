"""One contender in a process of its own: what it finds goes to a file, line by line, as it goes.

``python -m benchmarks.allocate.contend NAME INSTANCE OUT GOALS``; solvers may print what they like.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import IO

import numpy as np

from benchmarks.allocate.instance import Instance
from benchmarks.allocate.linear import Solve

PEERS = {
    "highs": "OR-Tools, HiGHS",
    "glop": "OR-Tools, GLOP",
    "pdlp": "OR-Tools, PDLP",
    "linopy": "linopy + HiGHS",
}
"""The plain model's solvers."""
ROUGH = {"pdlp": 1e-5}
"""Duals from which a row counts as tight, for solvers that end near the optimum only."""


def main(name: str, instance: Path, out: Path, goals: str) -> None:
    """Run a contender to its end."""
    given = Instance.load(instance)
    with out.open("w", encoding="utf-8") as lines:
        tell = _Teller(lines, out)
        if name == "mizalla":
            _mizalla(given, tell)
        else:
            _peer(name, given, tuple(goals.split(",")), tell)


class _Teller:
    """Writes what is known, with the time since the contender's own work began."""

    def __init__(self, lines: IO[str], out: Path) -> None:
        self._lines, self._out = lines, out
        self.begin()

    def begin(self) -> None:
        """Start the clock."""
        self._since, self._processor = perf_counter(), process_time()

    def __call__(self, **said: object) -> None:
        """Write one line."""
        said |= {
            "seconds": perf_counter() - self._since,
            "processor": process_time() - self._processor,
        }
        self._lines.write(json.dumps(said) + "\n")
        self._lines.flush()

    def arrays(self, **arrays: np.ndarray) -> None:
        """Keep arrays beside the lines."""
        np.savez(self._out.with_suffix(".npz"), **arrays)


def _mizalla(given: Instance, tell: _Teller) -> None:
    from benchmarks.allocate.as_scenario import as_scenario
    from benchmarks.allocate.mizalla_side import allocate

    scenario = as_scenario(given)
    tell.begin()
    found = allocate(scenario, lambda step: tell(step=step))
    tell.arrays(level_bound=found.level_bound, served=found.served)
    tell(
        done=True,
        stages=found.seconds,
        lanes=found.lanes,
        values=found.values,
        bounds=found.bounds,
    )


def _peer(name: str, given: Instance, goals: tuple[str, ...], tell: _Teller) -> None:
    solve = _solver(name)
    from benchmarks.allocate.leximin import Pursuit, own_levels
    from benchmarks.allocate.plain import plain

    tell.begin()
    model = plain(given)
    tell(stage="matrix", lanes=model.lanes, rows=model.matrix.shape[0])
    programs = 0

    def counted(program: object) -> object:
        nonlocal programs
        programs += 1
        return solve(program)  # type: ignore[arg-type]

    pursuit = Pursuit(model, counted, own_levels(given), ROUGH.get(name, 1e-6))  # type: ignore[arg-type]
    for reached in pursuit.goals(goals):
        tell.arrays(level=reached.level, served=reached.served)
        tell(
            goal=reached.goal,
            value=reached.value,
            settled=int((~np.isnan(reached.level)).sum()),
            demands=len(reached.level),
            programs=programs,
        )
    tell(done=True, programs=programs)


def _solver(name: str) -> Solve:
    """Load a solver; what that takes is not counted."""
    if name == "linopy":
        from benchmarks.allocate.linopy_lp import solve

        return solve
    from benchmarks.allocate.ortools_lp import MathOpt, pdlp

    found: Callable[..., object] = pdlp if name == "pdlp" else MathOpt(name)
    return found  # type: ignore[return-value]


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
