"""Accounts of plans, so that they can be explained without solving again; sweeps."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PARTS = ("account_round", "standing", "blocker", "source")


def text(*names: str) -> list[sa.Column[str]]:
    """Make columns of text."""
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def whole(*names: str) -> list[sa.Column[int]]:
    """Make columns of whole numbers."""
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]


def number(*names: str, nullable: bool = False) -> list[sa.Column[float]]:
    """Make columns of real numbers."""
    return [sa.Column(name, sa.Double(), nullable=nullable) for name in names]


def part(name: str, *columns: sa.Column[int] | sa.Column[float] | sa.Column[str]) -> None:
    """Make a table whose rows belong to a run and go with it."""
    op.create_table(
        name,
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("run", "place", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=f"fk_{name}_run", ondelete="CASCADE"),
    )


def upgrade() -> None:
    """Make the tables; runs kept before have no rows in them."""
    part("account_round", *whole("number"), *number("level"), *whole("needs", "own"))
    part(
        "standing",
        *text("village", "parcel"),
        *whole("round"),
        sa.Column("own", sa.Boolean(), nullable=False),
        *number("level"),
    )
    part(
        "blocker",
        *whole("round"),
        *text("rule", "group", "side", "kind", "unit"),
        *whole("days"),
        *number("bound", "price"),
        *number("low", "high", "step", "gain", nullable=True),
        *text("proof"),
    )
    part(
        "source",
        *text("village", "parcel"),
        *whole("rank"),
        *text("point", "origin", "organisation", "fleet"),
        *number("km", "cost"),
        *number("paid", nullable=True),
        *text("obstacle", "rule", "group"),
    )
    op.create_index("ix_standing_run_village", "standing", ["run", "village"])
    op.create_index("ix_source_run_village", "source", ["run", "village"])
    op.create_table(
        "sweep",
        *text("id", "name", "folder", "inputs_hash"),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        *whole("seed"),
        sa.PrimaryKeyConstraint("id", name="pk_sweep"),
    )
    op.create_table(
        "sweep_case",
        sa.Column("sweep", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        *text("name", "status", "run", "problem"),
        *number("seconds"),
        sa.PrimaryKeyConstraint("sweep", "place", name="pk_sweep_case"),
        sa.ForeignKeyConstraint(
            ["sweep"], ["sweep.id"], name="fk_sweep_case_sweep", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("sweep_case")
    op.drop_table("sweep")
    for name in PARTS:
        op.drop_table(name)
