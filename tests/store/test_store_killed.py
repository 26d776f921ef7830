import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mizalla.store import Store
from plans import big_plan, rules_of, run_of, sample_plan
from postgres_server import Server
from store_killed import MOMENTS, saving


def keep_one(address: str) -> None:
    """Save a run that must outlive all that follows."""
    plan = sample_plan()
    with Store(address) as store:
        store.save(run_of(plan, id="kept"), plan, rules_of(plan))


def check_whole(address: str, run: str, shipments: int) -> bool:
    """Check that the database is whole, and the run whole or not there; gives whether it is."""
    with Store(address) as store:
        there = {found.id for found in store.runs()}
        assert there <= {"kept", run}
        assert store.plan("kept") == sample_plan()
        if run in there:
            assert store.plan(run) == big_plan(shipments)
        # A writer comes through: no lock and no torn page was left behind.
        plan = sample_plan()
        store.save(run_of(plan, id="afterwards"), plan, rules_of(plan))
        assert store.delete("afterwards") == "afterwards"
        return run in there


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_before_a_statement(address: str, moment: str) -> None:
    """Would break if any part of a run were committed before the whole."""
    keep_one(address)
    process = saving(address, "killed", 2000, moment)
    process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL
    assert not check_whole(address, "killed", 2000)


def kill_when(busy: Callable[[], bool], address: str, delay: float) -> bool:
    """Kill a saving process a moment after it is seen at work; gives whether the run is there."""
    process = saving(address, "killed", 8_000)
    try:
        while not busy() and process.poll() is None:
            time.sleep(0.001)
        time.sleep(delay)
    finally:
        process.kill()
        process.communicate(timeout=120)
    return check_whole(address, "killed", 8_000)


DELAYS = [0.0, 0.05, 0.15]


@pytest.mark.parametrize("delay", DELAYS)
def test_killed_while_writing_to_a_file(tmp_path: Path, delay: float) -> None:
    """Would break if SQLite's journal were switched off: pages half written stay so."""
    file = tmp_path / "runs.db"
    keep_one(f"sqlite:///{file}")
    kill_when((tmp_path / "runs.db-journal").exists, f"sqlite:///{file}", delay)
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


@pytest.mark.parametrize("delay", DELAYS)
def test_killed_while_writing_to_a_server(server: Server, delay: float) -> None:
    """Would break if parts of a run were transactions of their own."""
    name = server.new_database()
    keep_one(server.url(name))
    with server.connect() as watcher:

        def busy() -> bool:
            found = watcher.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = %s AND query LIKE 'INSERT INTO shipment%%'",
                [name],
            ).fetchone()
            return bool(found and found[0])

        kill_when(busy, server.url(name), delay)


def test_killed_while_making_the_tables(address: str) -> None:
    """Would break if a first opening could leave some of the tables, and the store unusable."""
    process = saving(address, "killed", 10, "CREATE TABLE trip_stop")
    process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL
    keep_one(address)
    assert not check_whole(address, "killed", 10)
