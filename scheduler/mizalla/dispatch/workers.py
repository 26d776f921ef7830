"""Base-days shared out among workers; who does what never changes what comes of it."""

import warnings
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from time import perf_counter
from typing import Any

from mizalla.budget import Budget
from mizalla.dispatch.answer import Answer, Job, answer
from mizalla.dispatch.hurry import Hurry, hurried
from mizalla.dispatch.routing import Fleetwork, Workers
from mizalla_models.errors import MizallaError, UsageError

PATIENCE = 1.0
"""Time that this process works alone before it looks how much is left, s."""
WORTH_IT = 8.0
"""Time that is left, at the same pace, from which on starting workers pays, s."""
BATCHES = 24
"""Batches for each worker: so many that none waits long for the last."""


Listener = Callable[[Fleetwork], None]


def run(
    jobs: Sequence[Job],
    workers: Workers,
    progress: Listener | None = None,
    *,
    work: Callable[[Job], Answer] = answer,
    budget: Budget | None = None,
) -> list[Answer]:
    """Do all jobs.

    Parameters
    ----------
    jobs
        What to do.
    workers
        Who does it.
    progress
        Called as jobs are done.
    work
        What is done to each.
    budget
        Time for all of them; those that are left then are done in a hurry. None: no limit.

    Returns
    -------
    list of Answer
        In the order of the jobs.

    Raises
    ------
    MizallaError
        If a worker died at the same jobs twice.
    UsageError
        If the backend is not installed.
    """
    tell = progress or (lambda _: None)
    count = workers.count or _cores()
    hurry = Hurry(budget, jobs)
    done: dict[int, Answer] = {}
    if workers.backend == "loky" and (workers.count in (1, None) or hurry.short):
        _alone(jobs, work, done, tell, hurry, to_the_end=count == 1 or hurry.short)
        if len(done) == len(jobs):
            return list(done.values())
    with _backend(workers, count):
        begin = len(done)
        size = max(1, -(-(len(jobs) - begin) // (count * BATCHES))) if not hurry.limited else 1
        batches = [
            range(first, min(first + size, len(jobs))) for first in range(begin, len(jobs), size)
        ]
        _some(jobs, batches, count, work, done, tell, hurry)
        # A worker that died takes others' batches with it: each is tried once more, by itself.
        for batch in batches:
            if not all(number in done for number in batch):
                for number in batch:
                    if hurry.on(len(done)):
                        done[number] = hurried(jobs[number])
                    else:
                        _some(jobs, [range(number, number + 1)], count, work, done, tell, hurry)
    missing = [jobs[number].name for number in range(len(jobs)) if number not in done]
    if missing:
        raise MizallaError(
            f"A worker died twice at the trips of {', '.join(missing[:5])}"
            + (f" and {len(missing) - 5} more." if len(missing) > 5 else "."),
            mend="Is there memory enough? Try fewer workers.",
        )
    return [done[number] for number in range(len(jobs))]


def _alone(
    jobs: Sequence[Job],
    work: Callable[[Job], Answer],
    done: dict[int, Answer],
    tell: Listener,
    hurry: Hurry,
    *,
    to_the_end: bool,
) -> None:
    """Do jobs in this process: all, or for as long as starting workers would not pay."""
    began = perf_counter()
    for number, job in enumerate(jobs):
        done[number] = hurried(job) if hurry.on(number) else work(hurry.paced(job))
        tell(Fleetwork(len(done), len(jobs)))
        spent = perf_counter() - began
        left = spent / len(done) * (len(jobs) - len(done))
        if not to_the_end and spent > PATIENCE and left > WORTH_IT:
            return


def _some(
    jobs: Sequence[Job],
    batches: Sequence[range],
    count: int,
    work: Callable[[Job], Answer],
    done: dict[int, Answer],
    tell: Listener,
    hurry: Hurry,
) -> None:
    """Do some batches; where a worker dies or time is up, those not done are missing afterwards."""
    from joblib import delayed

    calls = (
        delayed(_batch)(work, number, [hurry.paced(jobs[job]) for job in batch])
        for number, batch in enumerate(batches)
    )
    try:
        with _closing(_answers(calls, max(2, count))) as found:
            for number, answers in found:
                done.update(zip(batches[number], answers, strict=True))
                tell(Fleetwork(len(done), len(jobs)))
                if hurry.on(len(done)):
                    return
    except _deaths():
        return


def _answers(calls: Iterator[Any], width: int) -> Generator[Any, None, None]:
    """Give answers as they come; of a backend that gives all of them at once, round by round."""
    from joblib import Parallel
    from joblib.parallel import get_active_backend

    backend, _ = get_active_backend()
    if getattr(backend, "supports_return_generator", False):
        yield from Parallel(
            n_jobs=width, return_as="generator_unordered", pre_dispatch="all", batch_size=1
        )(calls)
        return
    with Parallel(n_jobs=width, batch_size=1) as pool:
        while some := list(islice(calls, width)):
            yield from pool(some)


@contextmanager
def _closing(found: Generator[Any, None, None]) -> Iterator[Generator[Any, None, None]]:
    """Give up what was not done at the end; joblib would warn of that."""
    try:
        yield found
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            found.close()


def _batch(work: Callable[[Job], Answer], number: int, jobs: list[Job]) -> tuple[int, list[Answer]]:
    return number, [work(job) for job in jobs]


def _deaths() -> tuple[type[BaseException], ...]:
    """What tells that a worker died, and not that the work failed."""
    from concurrent.futures.process import BrokenProcessPool

    from joblib.externals.loky.process_executor import TerminatedWorkerError

    known: list[type[BaseException]] = [BrokenProcessPool, TerminatedWorkerError]
    try:
        from distributed.scheduler import KilledWorker
    except ImportError:
        pass
    else:
        known.append(KilledWorker)
    try:
        from ray.exceptions import RayActorError  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        pass
    else:
        known.append(RayActorError)
    return tuple(known)


def _cores() -> int:
    from joblib import cpu_count

    return int(cpu_count())


def _backend(workers: Workers, count: int) -> Any:
    from joblib import parallel_config

    if workers.backend == "loky":
        return parallel_config(backend="loky", n_jobs=max(2, count))
    if workers.backend == "dask":
        return _dask(workers, count)
    return _ray(workers.cluster, count)


@contextmanager
def _ray(address: str | None, count: int) -> Iterator[None]:
    """Workers of a ray cluster, one of this machine where no address is given."""
    from importlib import import_module

    from joblib import parallel_config

    try:
        ray: Any = import_module("ray")
        joined: Any = import_module("ray.util.joblib")
    except ImportError as error:
        raise UsageError("ray is not installed.", mend="pip install ray, or use loky.") from error
    ours = not ray.is_initialized()
    if ours:
        ray.init(address=address or None, log_to_driver=False, logging_level="error")
    joined.register_ray()
    try:
        with parallel_config(backend="ray", n_jobs=count):
            yield
    finally:
        if ours:
            ray.shutdown()


class _dask:  # noqa: N801 - a context manager
    """Workers of a dask cluster, one of this machine where no address is given."""

    def __init__(self, workers: Workers, count: int) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise UsageError(
                "dask is not installed.", mend="pip install distributed, or use loky."
            ) from error
        from joblib import parallel_config

        connect: Any = Client
        self._client = (
            connect(workers.cluster, set_as_default=False)
            if workers.cluster
            else connect(
                n_workers=count,
                threads_per_worker=1,
                dashboard_address=None,
                set_as_default=False,
            )
        )
        self._config = parallel_config(backend="dask", client=self._client)

    def __enter__(self) -> None:
        self._config.__enter__()

    def __exit__(self, *error: object) -> None:
        self._config.__exit__(*error)
        self._client.close()
