from pathlib import Path

import pytest

from mizalla.store import Store
from mizalla_models.errors import StoreError
from plans import rules_of, run_of, sample_plan
from postgres_server import Server


@pytest.mark.parametrize(
    "url",
    [
        "plans.db",
        "",
        "sqlite",
        "postgresql://planner:secret@host:port/x",
        "mysql://planner:secret@host/x",
        "sqlite+aiosqlite:///x.db",
        "postgresql+psycopg2://planner:secret@host/x",
        "sqlite://plans.db",
    ],
)
def test_an_address_that_is_none(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would break if a mistyped address ended in a traceback, a stray file, or a shown password."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match=r"sqlite:///FILE\.db") as caught:
        Store(url)
    assert caught.value.exit_code == 6
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert list(tmp_path.iterdir()) == []


def test_postgres_is_postgresql(server: Server) -> None:
    """Would break if the short form that hosting providers hand out were refused."""
    url = server.url(server.new_database())
    with Store(url.replace("postgresql:", "postgres:")) as store:
        assert store.url.startswith("postgresql://planner:***@/")
    with Store(url.replace("postgresql:", "postgresql+psycopg:")) as store:
        assert store.runs() == ()


def test_a_password_among_the_options_is_hidden(server: Server) -> None:
    """Would break if ``?password=…`` were shown."""
    name = server.new_database()
    with Store(
        server.url(name, password=None) + "&password=p%40ss%3Aw%2Frd%20%D8%B3%D8%B1"
    ) as store:
        assert "password=***" in store.url
        assert "p%40ss" not in store.url


def test_a_database_without_an_encoding(server: Server) -> None:
    """Would break if a database of encoding SQL_ASCII gave bytes where text is meant."""
    plan = sample_plan()
    with Store(server.url(server.new_database("SQL_ASCII"))) as store:
        store.save(run_of(plan, id="run"), plan, rules_of(plan))
        assert store.plan("run") == plan
        assert store.runs()[0].scenario == "Tiny مظلة"


def test_a_database_that_knows_no_arabic(server: Server) -> None:
    """Would break if a planner were not told what is wrong with the database."""
    plan = sample_plan()
    with (
        Store(server.url(server.new_database("LATIN1"))) as store,
        pytest.raises(StoreError, match="encoding UTF8"),
    ):
        store.save(run_of(plan), plan, rules_of(plan))


def test_a_store_in_memory() -> None:
    """Would break if a store that is to leave nothing behind lost its tables at once."""
    plan = sample_plan()
    with Store("sqlite://") as store:
        store.save(run_of(plan, id="run"), plan, rules_of(plan))
        assert store.plan("run") == plan


def test_a_store_is_one_file(tmp_path: Path) -> None:
    """Would break if a write-ahead log lay beside it: it could not be copied or put on a share."""
    plan = sample_plan()
    with Store(f"sqlite:///{tmp_path / 'مخزن 2027.db'}") as store:
        store.save(run_of(plan), plan, rules_of(plan))
        assert [path.name for path in tmp_path.iterdir()] == ["مخزن 2027.db"]
