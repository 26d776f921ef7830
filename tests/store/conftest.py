"""Databases to test with: SQLite files and a real PostgreSQL server."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mizalla.store import Store
from postgres_server import Server, postgres_server

Address = Callable[[], str]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server of this session's own."""
    with postgres_server() as running:
        yield running


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def new_address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Address:
    """Gives the URL of an empty database at each call, in either kind of database."""
    if request.param == "sqlite":
        return lambda: sqlite_url(tmp_path_factory.mktemp("a store"))
    server: Server = request.getfixturevalue("server")
    return lambda: server.url(server.new_database())


def sqlite_url(folder: Path) -> str:
    """URL of a SQLite file that is not there yet."""
    return f"sqlite:///{folder / 'runs of 2027.db'}"


@pytest.fixture
def address(new_address: Address) -> str:
    """URL of an empty database."""
    return new_address()


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An empty store."""
    with Store(address) as opened:
        yield opened


@pytest.fixture(scope="session")
def lasting_store(new_address: Address) -> Iterator[Store]:
    """A store that all examples of a property share."""
    with Store(new_address()) as opened:
        yield opened
