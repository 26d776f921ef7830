"""Reads a member's stock from its own PostgreSQL table."""

import os

import click
import psycopg
from psycopg import sql

from mizalla.hookspecs import hookimpl
from mizalla_models.said import SourceTable

plugin_name = "stock-connector"
organisation = "zilal-qamari"
COLUMNS = ("warehouse", "parcel", "quantity", "lot", "available_on", "best_before")
VARIABLE = "STOCK_CONNECTOR_URL"
SECONDS = 10


def read_stock(url, table):
    """Rows of our table, in an order of their own."""
    name = sql.Identifier(*table.split("."))
    columns = sql.SQL(", ").join(map(sql.Identifier, COLUMNS))
    query = sql.SQL("SELECT {} FROM {} ORDER BY {}").format(columns, name, columns)
    with psycopg.connect(url, connect_timeout=SECONDS) as connection:
        return tuple(connection.execute(query).fetchall())


def _settings(campaign):
    settings = campaign.settings(plugin_name)
    return settings.get("variable", VARIABLE), settings.get("table", "stock")


@hookimpl
def mizalla_sources(campaign):
    """Our stock, in place of what stock.csv says of our warehouses.

    Without an address there is no database to ask, and stock.csv holds.
    """
    variable, table = _settings(campaign)
    url = os.environ.get(variable)
    if not url:
        return
    yield SourceTable(
        table="stock",
        columns=COLUMNS,
        rows=read_stock(url, table),
        source=f"PostgreSQL table {table}",
        replaces=True,
    )


@hookimpl
def mizalla_commands(group):
    """A look at our table."""

    @group.command()
    @click.option("--table", default="stock", show_default=True)
    def stock(table):
        """List what our table holds, and where the address is looked for."""
        url = os.environ.get(VARIABLE)
        if not url:
            click.echo(f"No address in {VARIABLE}.")
            return
        for row in read_stock(url, table):
            click.echo("\t".join("" if cell is None else str(cell) for cell in row))
