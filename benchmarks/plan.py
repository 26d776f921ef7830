"""A whole plan, as its user waits for it: a process from its start to its end."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

REJECTED = 1
"""Exit code of a plan that did not pass its verification; it is shown all the same."""
AROUND = ("read", "collect", "build", "verify", "store")
"""Stages that neither look for the plan nor pack it."""


@dataclass(frozen=True)
class PlanRun:
    """Figures of one plan."""

    scenario: str
    status: str
    wall: float
    """From the start of the process to its end, s; with loading Python and the solvers."""
    processor: float
    """Time that processors worked for it, s; hardly changed by what else the machine does."""
    stages: dict[str, float]
    """Wall time by stage, s, and ``total``."""
    peak: float
    """Most memory the process held at once, MiB."""
    lanes: int
    """Lanes that exist: route by day."""
    shipments: int
    gaps: dict[str, float]
    """Distance of value and proven bound by goal, as a share."""
    findings: int

    @property
    def outside_solver(self) -> float:
        """Share of the total that reading, collecting, building, verifying and storing take."""
        return sum(self.stages[stage] for stage in AROUND) / self.stages["total"]


def measure_plan(folder: Path) -> PlanRun:
    """Plan a scenario in a process of its own, with a new database.

    Raises
    ------
    RuntimeError
        If no plan comes of it; with what the process said.
    """
    with tempfile.TemporaryDirectory() as place:
        database = f"sqlite:///{Path(place) / 'runs.db'}"
        command = [sys.executable, "-m", "mizalla", "plan", str(folder)]
        options = ["--json", "--quiet", "--db", database]
        with (
            (Path(place) / "out.json").open("w+", encoding="utf-8") as out,
            (Path(place) / "err.txt").open("w+", encoding="utf-8") as err,
        ):
            start = perf_counter()
            process = subprocess.Popen([*command, *options], stdout=out, stderr=err)
            # Not Popen.wait: only wait4 tells the peak of this one process, not of all so far.
            _, status, usage = os.wait4(process.pid, 0)
            wall = perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            err.seek(0)
            if process.returncode not in (0, REJECTED):
                said = err.read() + out.read()  # with --json, errors are objects on stdout
                raise RuntimeError(f"mizalla plan {folder} gave no plan: {said.strip()}")
            plan = json.load(out)
    return PlanRun(
        scenario=folder.name,
        status=plan["status"],
        wall=wall,
        processor=usage.ru_utime + usage.ru_stime,
        stages=plan["seconds"],
        peak=usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10),
        lanes=plan["lanes"]["possible"],
        shipments=plan["shipments"],
        gaps={goal["goal"]: goal["gap"] for goal in plan["goals"]},
        findings=plan["findings"],
    )
