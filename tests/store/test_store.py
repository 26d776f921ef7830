from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, create_engine, event, func, select

from any_plan import ANY_PLAN
from mizalla.store import Store
from mizalla_models.errors import StoreError, UsageError
from mizalla_models.plan import Finding, Plan
from mizalla_models.run import Run
from mizalla_models.tables import Row
from plans import NOW, big_plan, rules_of, run_of, sample_plan
from postgres_server import Server
from store_killed import saving

NUMBERS = count()


def kept(store: Store, plan: Plan, **changes: object) -> Run:
    """Save a plan; gives its record."""
    run = run_of(plan, **changes)
    store.save(run, plan, rules_of(plan))
    return run


def rows_left(address: str) -> int:
    """Rows of all tables, counted without Mizalla."""
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        counts = [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Row.metadata.sorted_tables
        ]
    engine.dispose()
    return sum(counts)


def test_a_saved_run_comes_back_equal(store: Store) -> None:
    """Would break if a column were forgotten, rounded, or bound to the wrong field."""
    plan = sample_plan(findings=(Finding(check="stock", problem="3 > 2"),), status="rejected")
    run = kept(store, plan)
    assert store.plan(run.id) == plan
    assert store.rules(run.id) == rules_of(plan)
    assert store.run(run.id) == run
    assert store.runs() == (run,)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=ANY_PLAN)
def test_any_plan_comes_back_equal(lasting_store: Store, plan: Plan) -> None:
    """Would break for floats cut to fewer digits, odd text, reordered parts, or lost types."""
    run = kept(lasting_store, plan, id=f"run-{next(NUMBERS)}")
    found = lasting_store.plan(run.id)
    assert found == plan
    assert repr(found.settings) == repr(plan.settings)
    assert lasting_store.run(run.id) == run


def test_a_plan_survives_the_end_of_the_process(address: str) -> None:
    """Would break if a run were only kept in the open connection."""
    plan = sample_plan()
    with Store(address) as first:
        run = kept(first, plan)
    with Store(address) as second:
        assert second.plan(run.id) == plan


def test_many_rows_come_back(store: Store) -> None:
    """Would break if inserts in bulk lost, doubled or reordered rows at their batches' edges."""
    plan = big_plan(20_000)
    run = kept(store, plan)
    assert store.plan(run.id) == plan


def test_runs_are_listed_newest_first(store: Store) -> None:
    """Would break if ``latest`` or the list went by the order of saving."""
    times = {"b": 2, "c": 3, "a": 1}
    for name, hours in times.items():
        kept(store, sample_plan(), id=name, created=NOW + timedelta(hours=hours))
    assert [run.id for run in store.runs()] == ["c", "b", "a"]
    assert store.run("latest").id == "c"
    assert store.run("latest").created == NOW + timedelta(hours=3)


def test_runs_keep_apart(store: Store) -> None:
    """Would break if a statement forgot to name the run."""
    one, two = sample_plan(), sample_plan(shipments=(), coverage=(), plugins=(), goals=())
    kept(store, one, id="one")
    kept(store, two, id="two")
    assert (store.plan("one"), store.plan("two")) == (one, two)
    assert {run.id: len(run.plugins) for run in store.runs()} == {"one": 1, "two": 0}


def test_an_unknown_run_is_refused_with_the_closest(store: Store) -> None:
    """Would break if a mistyped id gave a bare error, or another run."""
    run = kept(store, sample_plan())
    for ask in (store.run, store.plan, store.rules, store.delete):
        with pytest.raises(UsageError, match=run.id):
            ask(run.id[:-2] + "zz")


def test_deleting_a_run_leaves_nothing_of_it(store: Store, address: str) -> None:
    """Would break if foreign keys were not enforced, and plans piled up unseen."""
    kept(store, sample_plan(), id="keep")
    before = rows_left(address)
    kept(store, sample_plan(), id="drop")
    assert rows_left(address) == 2 * before
    assert store.delete("drop") == "drop"
    assert rows_left(address) == before
    assert store.plan("keep") == sample_plan()


def test_an_id_is_given_once(store: Store) -> None:
    """Would break if a second save mixed two plans under one id."""
    plan = sample_plan()
    kept(store, plan, id="same")
    with pytest.raises(StoreError, match="written"):
        kept(store, sample_plan(shipments=()), id="same")
    assert store.plan("same") == plan


def test_a_save_that_fails_half_way_leaves_nothing(store: Store, address: str) -> None:
    """Would break if a save were several transactions."""
    nothing_said = Finding.model_construct(check="stock", problem=None)
    with pytest.raises(StoreError):
        kept(store, sample_plan().model_copy(update={"findings": (nothing_said,)}))
    assert store.runs() == ()
    assert rows_left(address) == 0


def test_several_processes_open_a_new_store_at_once(address: str) -> None:
    """Would break if two first openings made the tables at the same time."""
    names = ["p1", "p2", "p3"]
    processes = [saving(address, name, shipments=200) for name in names]
    for process in processes:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said
    with Store(address) as store:
        assert sorted(run.id for run in store.runs()) == names
        for name in names:
            assert store.plan(name) == big_plan(200)


def test_threads_open_and_save_at_once(address: str) -> None:
    """Would break if writers failed instead of queueing up."""

    def work(name: str) -> str:
        with Store(address) as store:
            return kept(store, sample_plan(), id=name).id

    with ThreadPoolExecutor(6) as pool:
        names = list(pool.map(work, "abcdef"))
    with Store(address) as store:
        assert sorted(run.id for run in store.runs()) == names


def test_a_reader_sees_whole_runs_only(address: str) -> None:
    """Would break if a run could be seen before all of it is there."""
    with Store(address) as writer, Store(address) as reader:
        kept(writer, sample_plan(), id="old")
        seen = []

        def look(connection: object, cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("INSERT INTO finding"):
                seen.append([run.id for run in reader.runs()])

        event.listen(Engine, "before_cursor_execute", look)
        try:
            kept(writer, sample_plan(findings=(Finding(check="a", problem="b"),)), id="new")
        finally:
            event.remove(Engine, "before_cursor_execute", look)
        assert seen == [["old"]]
        assert {run.id for run in reader.runs()} == {"old", "new"}


def test_a_server_that_hung_up_meanwhile_is_called_again(server: Server) -> None:
    """Would break if a long solve ended in a dead connection, and its plan were lost."""
    name = server.new_database()
    with Store(server.url(name)) as store:
        hang_up(server, name)
        kept(store, sample_plan(), id="kept")
        assert store.run("kept").id == "kept"


def test_a_server_that_hangs_up_while_saving_keeps_nothing(server: Server) -> None:
    """Would break if a lost connection left half a run, or ended in a traceback."""
    name = server.new_database()

    def drop(connection: object, cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO shipment"):
            hang_up(server, name)

    with Store(server.url(name)) as store:
        event.listen(Engine, "before_cursor_execute", drop)
        try:
            with pytest.raises(StoreError, match="can't be written"):
                kept(store, sample_plan())
        finally:
            event.remove(Engine, "before_cursor_execute", drop)
        assert store.runs() == ()


def hang_up(server: Server, database: str) -> None:
    """End all connections to a database, as a restart of the server does."""
    with server.connect() as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database]
        )


def test_the_default_is_a_file_in_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would break if runs went elsewhere than the commands' help says."""
    monkeypatch.chdir(tmp_path)
    with Store() as store:
        kept(store, sample_plan())
    assert [path.name for path in tmp_path.iterdir()] == ["mizalla.db"]
