import sqlite3
from importlib.resources import files
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from mizalla.store import Store
from mizalla.store.migrate import HEAD, MIGRATIONS, VERSION_TABLE
from mizalla_models.errors import StoreError
from mizalla_models.tables import Row
from plans import rules_of, run_of, sample_plan


def plain(address: str) -> str:
    """The address as SQLAlchemy wants it."""
    return address.replace("postgresql:", "postgresql+psycopg:")


def test_migrations_make_the_tables_of_the_models(address: str) -> None:
    """Would break if a column were added to a model, and no migration were written."""
    Store(address).close()
    engine = create_engine(plain(address))
    with engine.connect() as connection:
        options = {"version_table": VERSION_TABLE}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Row.metadata) == []
    engine.dispose()


def test_head_is_the_last_migration() -> None:
    """Would break if a new migration were never run, because the code still asked for the old."""
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


def test_every_migration_can_be_undone(address: str) -> None:
    """Would break if a downgrade left tables over which the next upgrade stumbles."""
    Store(address).close()
    engine = create_engine(plain(address))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert inspect(connection).get_table_names() == [VERSION_TABLE]
    engine.dispose()
    plan = sample_plan()
    with Store(address) as store:
        store.save(run_of(plan, id="run"), plan, rules_of(plan))
        assert store.plan("run") == plan


def test_a_store_of_a_newer_mizalla_is_refused_untouched(tmp_path: Path) -> None:
    """Would break if an older program wrote into tables that it does not know."""
    url = f"sqlite:///{tmp_path / 'runs.db'}"
    Store(url).close()
    connection = sqlite3.connect(tmp_path / "runs.db")
    connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    connection.commit()
    with pytest.raises(StoreError, match=r"newer Mizalla.*9999.*Upgrade"):
        Store(url)
    assert connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone() == ("9999",)
    connection.close()


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    """Would break if every look at the runs wrote to the file."""
    file = tmp_path / "runs.db"
    Store(f"sqlite:///{file}").close()
    before = file.read_bytes()
    with Store(f"sqlite:///{file}") as store:
        store.migrate()
        assert store.runs() == ()
    assert file.read_bytes() == before


def test_migrations_ship_with_the_package() -> None:
    """Would break if a wheel left out what a fresh store is made with."""
    package = files("mizalla.store")
    for name in ("env.py", "script.py.mako", "versions/r0001_runs.py"):
        assert (package / "migrations" / name).is_file()
