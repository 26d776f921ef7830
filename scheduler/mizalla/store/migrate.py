"""Migrations: a store is brought to the tables of this version of Mizalla when it is opened."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from mizalla_models.errors import StoreError

HEAD = "0006"
"""The migration that this version's tables are made by."""
VERSION_TABLE = "mizalla_schema"
MIGRATIONS = Path(__file__).parent / "migrations"
# Any number will do, so long as no other program of this database takes it.
POSTGRES_LOCK = 7_305_804_402_557_379_692


def version(connection: Connection) -> str | None:
    """Migration that a store stands at; None where it is empty."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608


def migrate(engine: Engine, store: str) -> None:
    """Bring a store to this version's tables, in one transaction; safe from several processes.

    Parameters
    ----------
    engine
        The store's.
    store
        URL of the store as people may see it.

    Raises
    ------
    StoreError
        If a newer Mizalla made it.
    """
    with engine.connect() as connection, connection.begin():
        if version(connection) == HEAD:
            return
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": POSTGRES_LOCK})
        _upgrade(connection, store)


def _upgrade(connection: Connection, store: str) -> None:
    # Alembic takes a tenth of a second to import, and a store is seldom out of date.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    stands = version(connection)
    if stands == HEAD:  # another process was faster
        return
    known = {script.revision for script in ScriptDirectory(MIGRATIONS).walk_revisions()}
    if stands is not None and stands not in known:
        raise StoreError(
            f"The store {store} was made by a newer Mizalla (its tables are at {stands}, "
            f"this version knows {HEAD}).",
            mend="Upgrade Mizalla, or name another store with --db.",
        )
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
