"""Connections: from a URL to an engine whose transactions can be relied on."""

import sqlite3
from typing import Any
from urllib.parse import unquote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from mizalla_models.errors import StoreError
from mizalla_models.readable import readable

MEND = "Write sqlite:///FILE.db or postgresql://USER:PASSWORD@HOST/DATABASE."
PATIENCE = "30"
"""Seconds to wait for another process that is writing to a SQLite file."""
SECRETS = ("password", "sslpassword")
DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def parse(url: str) -> URL:
    """Read the URL of a database.

    Parameters
    ----------
    url
        ``sqlite:///FILE`` or ``postgresql://…`` (``postgres://…`` is the same).

    Returns
    -------
    URL
        With the driver that Mizalla uses.

    Raises
    ------
    StoreError
        If it is no URL, or one of a database that Mizalla does not know.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        # The cause would show the text, and with it a password.
        raise StoreError("The store's address is not a database URL.", mend=MEND) from None
    driver = DRIVERS.get(parsed.drivername)
    if driver is None:
        raise StoreError(f"Mizalla can't keep runs in {parsed.drivername!r}.", mend=MEND)
    parsed = parsed.set(drivername=driver)
    if driver == "sqlite" and parsed.host:
        raise StoreError(
            f"The store {shown(parsed)} names a host, but SQLite is a file.", mend=MEND
        )
    return parsed


def shown(url: URL) -> str:
    """Write a URL for people: without its password."""
    hidden = {name: "***" for name in SECRETS if name in url.query}
    plain = url.update_query_dict(hidden).set(
        drivername=url.get_backend_name(), database=readable(url.database or "")
    )
    return unquote(plain.render_as_string(hide_password=True))


def connect(url: URL) -> Engine:
    """Make an engine; nothing is opened yet.

    Transactions of an engine with the execution option ``writes`` take SQLite's write lock at once,
    so that two writers queue up instead of failing half-way.
    """
    if url.get_backend_name() == "sqlite":
        engine = create_engine(_unless_said(url, "timeout", PATIENCE), hide_parameters=True)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    # A server of encoding SQL_ASCII would give bytes in place of text.
    told = _unless_said(url, "client_encoding", "utf8")
    # A plan can take minutes; pre-ping finds out if the server hung up on us meanwhile.
    return create_engine(
        _unless_said(told, "connect_timeout", "10"), hide_parameters=True, pool_pre_ping=True
    )


def _unless_said(url: URL, option: str, value: str) -> URL:
    return url if option in url.query else url.update_query_dict({option: value})


def _set_up_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # Python's driver would commit behind our back before DDL; transactions are begun below instead.
    connection.isolation_level = None
    # The journal stays SQLite's own rollback journal: unlike a write-ahead log it works on network
    # drives, and leaves one file that can be copied.
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    # 64 MB, so that a long save rarely needs to shut readers out before it commits.
    connection.execute("PRAGMA cache_size = -65536")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
