"""Workers: cases done side by side through joblib, each handed back as soon as it is done."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from mizalla.sweep.case import Base, Done
from mizalla.sweep.orphan import end_with
from mizalla_models.errors import UsageError
from mizalla_models.overlay import Overlay

PACKAGES = {"dask": "dask[distributed]", "ray": "ray"}
Work = Callable[[Base, int, Overlay], Done]


def each(
    work: Work,
    base: Base,
    cases: Sequence[tuple[int, Overlay]],
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
    cases
        Places and overlays.
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
    if not cases:
        return
    if jobs == 1 and backend == "loky":
        for place, overlay in cases:
            yield work(base, place, overlay)
        return
    from joblib import Parallel, delayed, effective_n_jobs, parallel_config

    # A cluster is handed the scenario once, and not with every case.
    once: dict[str, Any] = {"scatter": [base]} if backend == "dask" else {}
    with _ready(backend, jobs, scheduler), parallel_config(backend=backend, n_jobs=jobs, **once):
        if backend != "ray":
            here = os.getpid() if backend == "loky" else None
            tasks = (delayed(_do)(work, base, place, overlay, here) for place, overlay in cases)
            pool = Parallel(return_as="generator_unordered", batch_size=1, pre_dispatch="n_jobs")
            yield from pool(tasks)
            return
        # Ray's backend hands results back all at once, so cases go in rounds that are kept.
        width = max(int(effective_n_jobs(jobs)), 1)
        for begin in range(0, len(cases), width):
            some = cases[begin : begin + width]
            yield from Parallel()(delayed(work)(base, place, overlay) for place, overlay in some)


def _do(work: Work, base: Base, place: int, overlay: Overlay, parent: int | None) -> Done:
    """Do a case in a worker that ends with the process that asked for it."""
    if parent is not None:
        end_with(parent)
    return work(base, place, overlay)


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

            ray.init(address=scheduler, log_to_driver=False, ignore_reinit_error=True)
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
