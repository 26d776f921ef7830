"""Base-days shared out among workers."""

import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest
from distributed import LocalCluster

from jobs import DAYS, jobs
from mizalla.dispatch import Fleetwork, Workers
from mizalla.dispatch.answer import Answer, Job, answer
from mizalla.dispatch.workers import run
from mizalla_models.errors import MizallaError, UsageError


def routes(found: Sequence[Answer]) -> list[object]:
    return [one.routes for one in found]


@pytest.mark.parametrize("workers", [Workers(2)])
def test_who_does_the_work_changes_nothing(workers: Workers) -> None:
    """Plans would differ from machine to machine."""
    assert len(jobs()) == DAYS
    assert routes(run(jobs(), workers)) == routes(run(jobs(), Workers(1)))


@pytest.mark.filterwarnings("default")
def test_a_dask_cluster_gives_the_same() -> None:
    """On a cluster another plan would be made, or none."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
    ) as cluster:
        found = run(jobs(), Workers(2, "dask", cluster.scheduler_address))
    assert routes(found) == routes(run(jobs(), Workers(1)))


def test_a_ray_cluster_gives_the_same(ray_at: list[str | None]) -> None:
    """Ray hands answers back all at once: nothing would be planned, or nowhere near the cluster."""
    found = run(jobs(), Workers(2, "ray", "ray://there"))
    assert routes(found) == routes(run(jobs(), Workers(1)))
    run(jobs(), Workers(2, "ray"))
    assert ray_at == ["ray://there", None]


def test_progress_comes_to_the_end() -> None:
    """The bar would stand still, or end before the work does."""
    told: list[Fleetwork] = []
    run(jobs(), Workers(2), told.append)
    assert [step.done for step in told][-1] == DAYS
    assert told[-1].detail.endswith("3 of 3 base-days")
    assert "░" not in told[-1].detail


class DiesOnce:
    """Work whose process dies the first time that a day is tried."""

    def __init__(self, folder: Path, day: str, times: int) -> None:
        self.folder, self.day, self.times = folder, day, times

    def __call__(self, job: Job) -> Answer:
        tries = len(list(self.folder.iterdir()))
        if job.name == self.day and tries < self.times:
            (self.folder / str(tries)).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return answer(job)


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.filterwarnings("default")
def test_a_worker_that_dies_is_tried_once_more(tmp_path: Path) -> None:
    """One process that the system ends would cost the whole plan."""
    found = run(jobs(), Workers(2), work=DiesOnce(tmp_path, jobs()[1].name, 1))
    assert routes(found) == routes(run(jobs(), Workers(1)))


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.filterwarnings("default")
def test_work_that_ends_its_worker_twice_is_named(tmp_path: Path) -> None:
    """Nobody would know which base and day it was."""
    name = jobs()[1].name
    with pytest.raises(MizallaError, match=name):
        run(jobs(), Workers(2), work=DiesOnce(tmp_path, name, 99))


def broken(job: Job) -> Answer:
    raise UsageError(f"no {job.name}")


def test_an_error_of_the_work_comes_through() -> None:
    """An engine that is refused would look like a worker that died."""
    with pytest.raises(UsageError, match="no W1"):
        run(jobs(), Workers(2), work=broken)
