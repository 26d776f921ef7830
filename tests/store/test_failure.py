import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from mizalla.store import Store
from mizalla_models.errors import StoreError
from plans import big_plan, rules_of, run_of, sample_plan
from postgres_server import PASSWORD, Server


def refusal(url: str) -> str:
    """What opening a store that can't be opened says."""
    with pytest.raises(StoreError) as caught:
        Store(url)
    assert caught.value.mend
    return str(caught.value)


def save(store: Store, shipments: int = 2, run: str = "run") -> None:
    """Save a plan."""
    plan = big_plan(shipments)
    store.save(run_of(plan, id=run), plan, rules_of(plan))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """Would break if the planner saw SQLite's bare words, or a mistyped folder were made."""
    said = refusal(f"sqlite:///{tmp_path / 'nowhere' / 'runs.db'}")
    assert "unable to open database file" in said
    assert "folder" in said
    assert not (tmp_path / "nowhere").exists()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """Would break if another file were overwritten, or its refusal were a traceback."""
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear members of the alliance, " * 100)
    assert "something else" in refusal(f"sqlite:///{letter}")
    assert letter.read_text().startswith("Dear members")


def test_the_database_of_another_program(tmp_path: Path) -> None:
    """Would break if our tables were mixed with those of somebody else."""
    file = tmp_path / "other.db"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE shipment (id)")
    connection.commit()
    assert "shipment already exists" in refusal(f"sqlite:///{file}")
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)
    connection.close()


def test_a_read_only_file_can_be_read(tmp_path: Path) -> None:
    """Would break if looking at runs needed the right to write, or a refused save were unclear."""
    with Store(f"sqlite:///{tmp_path / 'runs.db'}") as store:
        save(store)
    with Store(f"sqlite:///file:{tmp_path / 'runs.db'}?mode=ro&uri=true") as store:
        assert store.plan("run") == big_plan(2)
        with pytest.raises(StoreError, match="write permission"):
            save(store, run="second")


def test_a_file_that_another_process_is_writing(tmp_path: Path) -> None:
    """Would break if waiting for a writer never ended, or ended in a traceback."""
    url = f"sqlite:///{tmp_path / 'runs.db'}?timeout=0.05"
    with Store(url) as store:
        other = sqlite3.connect(tmp_path / "runs.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="Another process"):
            save(store)
        other.execute("COMMIT")
        other.close()
        save(store)


@contextmanager
def little_room(pages: int) -> Iterator[None]:
    """Let SQLite files grow to so many pages only, as a full disk does."""

    def limit(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(Pool, "connect", limit)
    try:
        yield
    finally:
        event.remove(Pool, "connect", limit)


def test_a_full_disk(tmp_path: Path) -> None:
    """Would break if a run that did not fit left something behind."""
    url = f"sqlite:///{tmp_path / 'runs.db'}"
    with Store(url) as store:
        save(store, run="fits")
    with little_room(100), Store(url) as store:
        with pytest.raises(StoreError, match="Make room"):
            save(store, shipments=5000)
        assert [run.id for run in store.runs()] == ["fits"]


@pytest.mark.parametrize(
    ("statement", "asked"),
    [
        ("UPDATE coverage SET served = 'many'", "plan"),
        ("UPDATE run SET status = 'splendid'", "run"),
        ("UPDATE rule SET definition = '{}'", "rules"),
        ("UPDATE shipment SET day = 'yesterday'", "plan"),
        ("UPDATE rule SET definition = 'no JSON'", "rules"),
        ("DROP TABLE trip_stop", "plan"),
    ],
)
def test_a_damaged_record(tmp_path: Path, statement: str, asked: str) -> None:
    """Would break if a store that somebody edited were trusted, or ended in a traceback."""
    with Store(f"sqlite:///{tmp_path / 'runs.db'}") as store:
        save(store)
        other = sqlite3.connect(tmp_path / "runs.db")
        other.execute(statement)
        other.commit()
        other.close()
        with pytest.raises(StoreError) as caught:
            getattr(store, asked)("run")
        assert caught.value.mend


def test_a_server_that_is_down() -> None:
    """Would break if the planner were not told to start the server."""
    assert "Start the server" in refusal("postgresql://planner:secret@127.0.0.1:1/mizalla")


def test_a_socket_that_is_not_there(tmp_path: Path) -> None:
    """Would break if a wrong socket folder gave no hint."""
    assert "Start the server" in refusal(f"postgresql://planner@/mizalla?host={tmp_path}")


def test_a_wrong_password(server: Server) -> None:
    """Would break if the refusal did not say so, or showed the password that was tried."""
    said = refusal(server.url("postgres", password="wr0ng-one"))
    assert "Check user and password" in said
    assert "wr0ng-one" not in said


def test_a_database_that_is_not_there(server: Server) -> None:
    """Would break if the planner were not told to make the database."""
    assert "Make the database" in refusal(server.url("nowhere"))


def test_a_user_without_rights(server: Server) -> None:
    """Would break if a missing GRANT ended in a traceback."""
    name = server.new_database()
    with server.connect(name) as connection:
        connection.execute("CREATE ROLE guest LOGIN PASSWORD 'guest'")
    assert "GRANT" in refusal(server.url(name, username="guest", password="guest"))


def test_a_server_that_only_reads(server: Server) -> None:
    """Would break if a standby server's refusal were unclear."""
    name = server.new_database()
    with server.connect() as connection:
        connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    assert "read-only" in refusal(server.url(name))


def test_text_that_a_server_can_not_keep(server: Server) -> None:
    """Would break if an odd character in an id ended in a traceback."""
    plan = sample_plan(scenario="NUL \x00")
    with Store(server.url(server.new_database())) as store:
        with pytest.raises(StoreError, match="NUL"):
            store.save(run_of(plan), plan, rules_of(plan))
        assert store.runs() == ()


@pytest.mark.parametrize(
    "changes", [{"scenario": "half a pair \ud800"}, {"truck_loads": 10**30}], ids=["text", "number"]
)
def test_values_that_no_column_can_hold(store: Store, changes: dict[str, Any]) -> None:
    """Would break if a value that no column holds ended in a traceback, or in half a run."""
    plan = sample_plan().model_copy(update=changes)
    with pytest.raises(StoreError, match=r"written|keep a value"):
        store.save(run_of(plan), plan, rules_of(plan))
    assert store.runs() == ()


def test_no_error_shows_a_password(server: Server) -> None:
    """Would break if a password reached the log of a planner who asks for help."""
    name = server.new_database()
    with Store(server.url(name)) as store:
        assert PASSWORD not in store.url
        plan = sample_plan()
        store.save(run_of(plan), plan, rules_of(plan))
        with server.connect(name) as connection:
            connection.execute("DROP TABLE finding")
        with pytest.raises(StoreError) as caught:
            store.plan("latest")
    cause: BaseException | None = caught.value
    while cause:
        assert PASSWORD not in str(cause)
        assert server.url(name).split("@")[0] not in str(cause)
        cause = cause.__cause__
    assert isinstance(caught.value.__cause__.orig, psycopg.Error)  # type: ignore[union-attr]
