"""Contenders one after another, each in a process of its own, with its time and peak memory."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.allocate.instance import Figures

ROOT = Path(__file__).resolve().parents[2]
POLL = 0.1
LOADING = 120.0
"""Seconds that starting Python and loading solvers may take, at most."""


@dataclass(frozen=True)
class Ran:
    """What became of a contender."""

    name: str
    status: str
    """``done``; ``stopped`` when its patience ended; ``failed``."""
    seconds: float
    """Wall time of its own work (building and solving), s; of a stopped one until then."""
    processor: float
    """Processor time of it, s; for a stopped one that of its last sign of life."""
    peak: float
    """Most memory that the process held at once, MiB."""
    lines: tuple[dict[str, Any], ...] = field(repr=False)
    """What it told."""
    arrays: dict[str, Figures] = field(repr=False)
    """What it kept beside."""
    said: str = ""
    """Last words of one that failed."""

    @property
    def last(self) -> dict[str, Any]:
        """What it told last; empty if nothing."""
        return self.lines[-1] if self.lines else {}


def run(
    name: str,
    instance: Path,
    folder: Path,
    goals: tuple[str, ...],
    *,
    patience: float,
    tell: Callable[[str], None],
) -> Ran:
    """Run a contender until it is done or has worked for ``patience`` seconds."""
    out = folder / f"{name}.jsonl"
    command = [sys.executable, "-m", "benchmarks.allocate.contend", name, str(instance), str(out)]
    surroundings = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *_path()])}
    with (folder / f"{name}.log").open("w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            [*command, ",".join(goals)], stdout=log, stderr=log, cwd=ROOT, env=surroundings
        )
        began, loading, told = time.perf_counter(), LOADING, 0
        known = False
        while True:
            # Not Popen.wait: only wait4 tells the peak of this one process, not of all so far.
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            lines = _lines(out)
            if lines and not known:
                known = True
                loading = time.perf_counter() - began - lines[0]["seconds"]
            for line in lines[told:]:
                tell(f"{name}: {_shown(line)}")
            told = len(lines)
            if ended:
                break
            if time.perf_counter() - began - loading > patience:
                process.kill()
                _, status, usage = os.wait4(process.pid, 0)
                break
            time.sleep(POLL)
        waited = max(0.0, time.perf_counter() - began - loading)
        process.returncode = os.waitstatus_to_exitcode(status)
        log.seek(0)
        words = log.read()[-2000:]
    lines = _lines(out)
    done = bool(lines) and lines[-1].get("done") is True and process.returncode == 0
    kept = out.with_suffix(".npz")
    state = "done" if done else ("stopped" if ended == 0 else "failed")
    return Ran(
        name=name,
        status=state,
        seconds=lines[-1]["seconds"] if done else waited,
        processor=lines[-1]["processor"] if done else usage.ru_utime + usage.ru_stime,
        peak=usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10),
        lines=tuple(lines),
        arrays=dict(np.load(kept)) if kept.exists() and state != "failed" else {},
        said=words if state == "failed" else "",
    )


def _lines(out: Path) -> list[dict[str, Any]]:
    if not out.exists():
        return []
    text = out.read_text("utf-8")
    return [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]


def _path() -> list[str]:
    return [os.environ["PYTHONPATH"]] if os.environ.get("PYTHONPATH") else []


def _shown(line: dict[str, Any]) -> str:
    if "step" in line:
        return f"{line['seconds']:.1f} s, {line['step']}"
    if "goal" in line:
        settled = f"{line['settled']} of {line['demands']} settled, {line['programs']} programs"
        return f"{line['seconds']:.1f} s, {line['goal']} {line['value'] or ''} ({settled})"
    return f"{line['seconds']:.1f} s, {'done' if line.get('done') else line.get('stage')}"
