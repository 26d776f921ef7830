"""Storing a large plan."""

import tempfile
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from mizalla.run import plan
from mizalla.store import Store, new_run


@dataclass(frozen=True)
class StoreRun:
    """Figures of one plan stored."""

    shipments: int
    seconds: float
    """Wall time to store the plan in a new SQLite file that has its tables already, s."""


def measure_store(folder: Path, shipments: int) -> StoreRun:
    """Store a plan whose shipments are repeated until there are so many."""
    made = plan(folder)
    many = tuple(islice(cycle(made.plan.shipments), shipments))
    large = made.plan.model_copy(update={"shipments": many})
    with tempfile.TemporaryDirectory() as place, Store(f"sqlite:///{place}/runs.db") as store:
        start = perf_counter()
        run = new_run(large, folder=folder, seconds=made.seconds)
        store.save(run, large, made.rules)
        return StoreRun(len(many), perf_counter() - start)
