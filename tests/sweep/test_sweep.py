"""Sweeps: planned side by side, kept case by case, gone on with."""

import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from distributed import LocalCluster

from mizalla.generate import generate, load_recipe
from mizalla.run.stopwatch import Progress
from mizalla.store import Store
from mizalla.sweep import Swept, frontier, read_sweep, sweep, sweep_of, table
from mizalla.sweep.definition import axis
from mizalla_models.errors import ScenarioError, UsageError
from mizalla_models.sweep import Sweep
from tiny import write_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "tiny")


@pytest.fixture
def store(tmp_path: Path):
    with Store(f"sqlite:///{tmp_path / 'runs.db'}") as opened:
        yield opened


def stocks(*shares: float) -> Sweep:
    return sweep_of("stocks", [], [[axis("stock", share) for share in shares]])


def swept(folder: Path, store: Store, what: Sweep, **more) -> Swept:
    return sweep(folder, what, store, jobs=1, **more)


def test_each_case_is_a_run_with_its_own_figures(folder: Path, store: Store) -> None:
    """A result table would show one plan many times."""
    rows = table(store, swept(folder, store, stocks(0.5, 1.25)))
    assert [(row.case, row.served) for row in rows] == [
        ("as it is", 240),
        ("stock=0.5", 120),
        ("stock=1.25", 300),
    ]
    assert store.run(rows[1].run).settings["overlay"] == "stock=0.5"


def test_what_is_stopped_goes_on_from_the_store(folder: Path, store: Store) -> None:
    """Hours of planning would be lost with a power cut."""

    def stop(step: Progress) -> None:
        if step.detail.startswith("2 of 4"):
            raise KeyboardInterrupt

    what = stocks(0.5, 0.6, 0.7)
    with pytest.raises(KeyboardInterrupt):
        swept(folder, store, what, progress=stop)
    assert len(store.runs()) == 2
    again = swept(folder, store, what)
    assert (again.resumed, len(again.results), len(store.runs())) == (2, 4, 4)
    assert swept(folder, store, what).resumed == 4
    assert swept(folder, store, what, anew=True).resumed == 0


def test_figures_do_not_tell_where_a_sweep_was_stopped(tmp_path: Path, store: Store) -> None:
    """Cases planned after a crash would start from nothing, and be plans of another kind."""
    folder = tmp_path / "small"
    generate(load_recipe("assiut", villages=20, families=15000), folder)

    def stop(step: Progress) -> None:
        if step.detail.startswith("1 of 2"):
            raise KeyboardInterrupt

    what = stocks(0.8)
    with pytest.raises(KeyboardInterrupt):
        swept(folder, store, what, progress=stop)
    stopped = table(store, swept(folder, store, what))
    whole = table(store, swept(folder, store, what, anew=True))
    assert [store.plan(row.run) for row in stopped] == [store.plan(row.run) for row in whole]


def test_what_is_killed_goes_on_and_leaves_no_worker_behind(tmp_path: Path) -> None:
    """Workers would hold the machine for nobody, and cases be lost or planned twice."""
    folder = tmp_path / "small"
    generate(load_recipe("assiut", villages=20, families=15000), folder)
    db = f"sqlite:///{tmp_path / 'killed.db'}"
    words = [sys.executable, "-m", "mizalla", "sweep", str(folder), "--jobs", "2", "--db", db]
    shares = (0.5, 0.6, 0.7, 0.8, 0.9)
    axes = ["--axis", "stock=" + ",".join(map(str, shares))]
    with subprocess.Popen([*words, *axes], stderr=subprocess.PIPE) as running:
        assert running.stderr is not None
        for line in running.stderr:
            if b"2 of 6" in line:
                break
        workers = psutil.Process(running.pid).children(recursive=True)
        running.kill()
    _, alive = psutil.wait_procs(workers, timeout=60)
    assert not alive
    with Store(db) as store:
        what = sweep_of("sweep", [], [[axis("stock", share) for share in shares]])
        again = sweep(folder, what, store, jobs=1)
        assert 2 <= again.resumed <= 6
        stopped = table(store, again)
        whole = table(store, sweep(folder, what, store, jobs=1, anew=True))
        for one, other in zip(stopped, whole, strict=True):
            assert store.plan(one.run) == store.plan(other.run)


def test_a_changed_scenario_is_swept_anew(folder: Path, store: Store) -> None:
    """Results of other inputs would pass for those of these."""
    swept(folder, store, stocks(0.5))
    write_folder(folder, stock=[{"warehouse": "W1", "parcel": "dry", "quantity": 200}])
    assert swept(folder, store, stocks(0.5)).resumed == 0


def test_worker_processes_come_to_the_same_plans(folder: Path, store: Store) -> None:
    """A sweep would depend on how many processors there are."""
    one = table(store, swept(folder, store, stocks(0.5, 0.7)))
    two = table(store, sweep(folder, stocks(0.5, 0.7), store, jobs=2, anew=True))
    plans = [(store.plan(a.run), store.plan(b.run)) for a, b in zip(one, two, strict=True)]
    assert all(a == b for a, b in plans)


@pytest.mark.filterwarnings("default")
def test_a_dask_cluster_comes_to_the_same_plans(folder: Path, store: Store) -> None:
    """On a cluster a sweep would plan something else, or nothing."""
    one = table(store, swept(folder, store, stocks(0.5, 0.7)))
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
    ) as cluster:
        more = {"backend": "dask", "scheduler": cluster.scheduler_address, "anew": True}
        two = table(store, sweep(folder, stocks(0.5, 0.7), store, jobs=2, **more))
    plans = [(store.plan(a.run), store.plan(b.run)) for a, b in zip(one, two, strict=True)]
    assert len(plans) == 3
    assert all(a == b for a, b in plans)


def test_a_ray_cluster_comes_to_the_same_plans(
    folder: Path, store: Store, ray_at: list[str | None]
) -> None:
    """Ray hands results back all at once: a sweep would come to nothing, or to other plans."""
    what = sweep_of("kin", [], [[axis("stock", 0.5)], [axis("tolerance", t) for t in (0, 0.1)]])
    one = table(store, swept(folder, store, what))
    more = {"backend": "ray", "scheduler": "ray://there", "anew": True}
    two = table(store, sweep(folder, what, store, jobs=2, **more))
    plans = [(store.plan(a.run), store.plan(b.run)) for a, b in zip(one, two, strict=True)]
    assert len(plans) == 3
    assert all(a == b for a, b in plans)
    assert ray_at == ["ray://there"]


@pytest.mark.parametrize("backend", ["dask", "ray"])
def test_a_backend_that_is_not_installed_is_named(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch, backend: str
) -> None:
    """A missing package would look like a defect of ours."""
    monkeypatch.setitem(sys.modules, {"dask": "dask.distributed", "ray": "ray"}[backend], None)
    with pytest.raises(UsageError, match=f"backend {backend} is not installed") as caught:
        swept(folder, store, stocks(0.5), backend=backend)
    assert backend in caught.value.mend


def test_trips_are_planned_where_they_are_asked_for(folder: Path, store: Store) -> None:
    """A sweep would take the time of trips that nobody reads, or leave out those asked for."""
    without = table(store, swept(folder, store, stocks(0.5)))
    with_trips = swept(folder, store, stocks(0.5), trips=True)
    assert with_trips.resumed == 0
    for bare, whole in zip(without, table(store, with_trips), strict=True):
        plans = store.plan(bare.run), store.plan(whole.run)
        assert (len(plans[0].trips), len(plans[0].rounds)) == (0, 0)
        assert plans[1].trips
        assert plans[0].shipments == plans[1].shipments
        assert plans[0].goals == plans[1].goals


def test_a_case_without_a_plan_stops_no_other(folder: Path, store: Store) -> None:
    """One infeasible variation would end the night's sweep."""
    (folder / "capacity").mkdir()
    (folder / "capacity" / "nour.yaml").write_text(
        "rules:\n- kind: limit\n  name: least\n  reason: We promised 200.\n"
        "  where: {origin: [W1]}\n  at_least: 200\n",
        "utf-8",
    )
    found = swept(folder, store, stocks(0.5, 1))
    assert [result.status for result in found.results] == ["optimal", "infeasible", "optimal"]
    assert "can't hold together" in found.results[1].problem


def test_an_overlay_that_does_not_fit_is_refused_before_anything_is_planned(
    folder: Path, store: Store
) -> None:
    """A typing error would show after an hour."""
    path = folder / "sweep.yaml"
    path.write_text(
        "list:\n- name: a\n  changes:\n  - {change: stock, where: {lot: X}, add: 1}\n", "utf-8"
    )
    with pytest.raises(ScenarioError, match="'X'"):
        swept(folder, store, read_sweep(path, folder))
    assert store.runs() == ()


def test_grids_and_lists_make_cases(tmp_path: Path) -> None:
    """Combinations would have to be written out one by one."""
    path = tmp_path / "sweep.yaml"
    path.write_text(
        "list:\n- name: late\n  changes: [{change: stock, later: 2}]\n"
        "grid:\n  stock: [0.8, 1]\n  trucks:\n"
        "  - {name: none more, changes: []}\n"
        "  - {name: five more, changes: [{change: trucks, add: 5}]}\n",
        "utf-8",
    )
    assert [case.name for case in read_sweep(path, tmp_path).cases] == [
        "late",
        "stock=0.8 + none more",
        "stock=0.8 + five more",
        "stock=1 + none more",
        "stock=1 + five more",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("grid:\n  stok: [0.8]\n", "Did you mean 'stock'"),
        ("grid:\n  stock: [x]\n", "does not fit"),
        ("list:\n- nowhere\n", "no such overlay"),
        ("lists: []\n", "Did you mean 'list'"),
        ("name: empty\n", "holds no case"),
    ],
)
def test_faults_of_a_sweep_are_told(tmp_path: Path, text: str, words: str) -> None:
    """A mistyped axis would be left out in silence."""
    path = tmp_path / "sweep.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ScenarioError, match=words):
        read_sweep(path, tmp_path)


def test_the_price_of_fairness_is_proven_point_by_point(folder: Path, store: Store) -> None:
    """A curve could be drawn of plans that are far from the best."""
    axes = [[axis("tolerance", share) for share in (0, 0.1, 0.2)]]
    what = sweep_of("price", [], axes)
    (curve,) = frontier(what, table(store, swept(folder, store, what)))
    assert [point.cost for point in curve.points] == sorted(
        (point.cost for point in curve.points), reverse=True
    )
    for point in curve.points:
        assert point.worst <= point.worst_bound + 1e-9
        assert point.cost >= point.cost_bound - 1e-6
