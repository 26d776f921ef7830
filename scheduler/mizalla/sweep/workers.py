"""Workers: cases done side by side through joblib, each handed back as soon as it is done."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import islice
from time import sleep
from typing import Any

from mizalla.sweep.case import Base, Done, Task
from mizalla.sweep.line import Line
from mizalla.sweep.orphan import end_with
from mizalla_models.errors import UsageError

PACKAGES = {"dask": "dask[distributed]", "ray": "ray"}
PAUSE = 0.05
"""Seconds that a worker waits for where the cases that are left begin."""
Work = Callable[[Base, Task], Done]


def each(
    work: Work,
    base: Base,
    line: Line,
    *,
    jobs: int,
    backend: str,
    scheduler: str | None,
) -> Iterator[Done]:
    """Do cases side by side.

    Parameters
    ----------
    work
        Does one.
    base
        The scenario as it is, for all of them.
    line
        The cases; it is told of each that is done.
    jobs
        How many at once; -1: one for each processor.
    backend
        loky, threading, dask or ray.
    scheduler
        Address of the dask or ray cluster; None: one on this machine.

    Yields
    ------
    Done
        In the order in which they are finished.

    Raises
    ------
    UsageError
        The backend is not installed.
    """
    if line.over:
        return
    # All others begin where the first one ends, so that it is done here.
    here = len(line.cases) if jobs == 1 and backend == "loky" else 1
    for task in islice(iter(line.next, None), here):
        done = work(base, task)
        line.end(done)
        yield done
    if line.over:
        return
    from joblib import Parallel, delayed, effective_n_jobs, parallel_config

    # A cluster is handed the scenario once, and not with every case.
    once: dict[str, Any] = {"scatter": [base]} if backend == "dask" else {}
    with _ready(backend, jobs, scheduler), parallel_config(backend=backend, n_jobs=jobs, **once):
        if backend != "ray":
            parent = os.getpid() if backend == "loky" else None
            pool = Parallel(return_as="generator_unordered", batch_size=1, pre_dispatch="n_jobs")
            for done in pool(_calls(line, work, base, parent)):
                if done is not None:
                    line.end(done)
                    yield done
            return
        # Ray's backend hands results back all at once, so cases go in rounds that are kept.
        width = max(int(effective_n_jobs(jobs)), 1)
        with Parallel() as pool:
            while some := list(islice(iter(line.next, None), width)):
                for done in pool(delayed(work)(base, task) for task in some):
                    line.end(done)
                    yield done


def _calls(line: Line, work: Work, base: Base, parent: int | None) -> Iterator[Any]:
    """Make a call of each case as it is asked for, and of a pause where none can begin yet."""
    from joblib import delayed

    while not line.over:
        task = line.next()
        if task is None:
            yield delayed(sleep)(PAUSE)
        else:
            yield delayed(_do)(work, base, task, parent)


def _do(work: Work, base: Base, task: Task, parent: int | None) -> Done:
    """Do a case in a worker that ends with the process that asked for it."""
    if parent is not None:
        end_with(parent)
    return work(base, task)


@contextmanager
def _ready(backend: str, jobs: int, scheduler: str | None) -> Iterator[None]:
    """Have a cluster at hand for as long as it is needed."""
    try:
        if backend == "dask":
            from dask.distributed import Client

            count: dict[str, Any] = {"n_workers": jobs} if jobs > 0 else {}
            here: dict[str, Any] = {"threads_per_worker": 1, "dashboard_address": None, **count}
            with Client(scheduler) if scheduler else Client(**here):  # type: ignore[no-untyped-call]
                yield
            return
        if backend == "ray":
            ray: Any = import_module("ray")
            register_ray = import_module("ray.util.joblib").register_ray

            ray.init(
                address=scheduler,
                log_to_driver=False,
                logging_level="error",
                ignore_reinit_error=True,
            )
            register_ray()
            try:
                yield
            finally:
                ray.shutdown()
            return
    except ModuleNotFoundError as error:
        raise UsageError(
            f"The backend {backend} is not installed ({error.name} is missing).",
            mend=f"pip install '{PACKAGES[backend]}'.",
        ) from error
    yield
