"""Failures: what a database says, turned into what, where and how to mend it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError, NoSuchTableError, SQLAlchemyError

from mizalla_models.errors import StoreError

SQLITE_MENDS = {
    "SQLITE_CANTOPEN": "Make its folder first, and see that you may write in it.",
    "SQLITE_READONLY": "Give the file and its folder write permission, or name another with --db.",
    "SQLITE_PERM": "Give the file and its folder write permission, or name another with --db.",
    "SQLITE_NOTADB": "That file is something else; name another with --db.",
    "SQLITE_CORRUPT": "Bring the file back from a backup, or name a new one with --db.",
    "SQLITE_BUSY": "Another process is writing to it; wait until it is done and try again.",
    "SQLITE_LOCKED": "Another process is writing to it; wait until it is done and try again.",
    "SQLITE_FULL": "Make room on the disk and try again; nothing of this run was kept.",
    "SQLITE_IOERR": "See that its disk is there and has room; nothing of this run was kept.",
}
POSTGRES_MENDS = {
    "53100": "Make room on the server's disk and try again; nothing of this run was kept.",
    "25006": "That server is read-only; name the one that may be written to.",
    "42501": "Ask for the right to read and write there: GRANT it to this user.",
    "28P01": "Check user and password.",
    "3D000": "Make the database first (createdb), or correct its name.",
    "22P05": "That database does not know every letter: make one with encoding UTF8.",
}
POSTGRES_WORDS = {
    "password authentication failed": POSTGRES_MENDS["28P01"],
    "no password supplied": "Put the password into the URL, or into PGPASSWORD or ~/.pgpass.",
    "does not exist": "Make the database and its user first, or correct the URL.",
    "refused": "Start the server, or correct host and port.",
    "No such file": "Start the server, or correct host and port.",
    "resolve": "Correct the host, or connect to its network.",
    "timeout": "See that the server can be reached from here, and that host and port are right.",
}


@contextmanager
def told(store: str, what: str) -> Iterator[None]:
    """Raise a StoreError in place of any error of the database.

    Parameters
    ----------
    store
        URL of the store as people may see it.
    what
        What was being done to it: ``opened``, ``read`` or ``written``.
    """
    try:
        yield
    except (SQLAlchemyError, psycopg.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
        raise StoreError(
            f"The store {store} can't be {what}: {_first_line(cause)}.", mend=_mend(cause)
        ) from error
    except (ValueError, OverflowError) as error:  # values that no column, or no word, can hold
        if what == "written":
            raise StoreError(
                f"The store {store} can't keep a value: {_first_line(error)}.",
                mend="Nothing of this run was kept; correct it in the scenario.",
            ) from error
        raise StoreError(
            f"The store {store} holds a record that is damaged: {_first_line(error)}.",
            mend="Delete that run and plan again, or bring the store back from a backup.",
        ) from error


def _first_line(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0].rstrip(".") if lines else type(error).__name__


def _mend(cause: BaseException) -> str:
    if isinstance(cause, sqlite3.Error):
        name = getattr(cause, "sqlite_errorname", "")  # extended: SQLITE_READONLY_DBMOVED
        for start, mend in SQLITE_MENDS.items():
            if name.startswith(start):
                return mend
    if isinstance(cause, psycopg.Error):
        if cause.sqlstate in POSTGRES_MENDS:
            return POSTGRES_MENDS[cause.sqlstate]
        for word, mend in POSTGRES_WORDS.items():
            if word in str(cause):
                return mend
    if isinstance(cause, NoSuchTableError):
        return "That is not a store of Mizalla's; name another with --db."
    return "Check the database, or name another with --db."
