"""Trips on real trucks: which truck, when it leaves and is home; what rides on none; rounds."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXTS = ("leaves", "returns", "pauses")


def part(name: str, *columns: sa.Column[Any]) -> None:
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
    """Add columns and tables; trips kept before have none of it."""
    op.add_column(
        "trip_stop", sa.Column("truck", sa.BigInteger(), nullable=False, server_default="1")
    )
    for name in TEXTS:
        op.add_column("trip_stop", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column("trip_stop", sa.Column("cost", sa.Double(), nullable=False, server_default="0"))
    part(
        "trip_short",
        sa.Column("day", sa.Date(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("fleet", "vehicle", "origin", "destination", "village", "parcel")
        ),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
    )
    part(
        "trip_round",
        *(
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in ("number", "parcels", "short")
        ),
        sa.Column("bases", sa.JSON(), nullable=False),
        *(
            sa.Column(name, sa.Double(), nullable=False)
            for name in ("estimated_hours", "driven_hours")
        ),
    )


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("trip_round")
    op.drop_table("trip_short")
    with op.batch_alter_table("trip_stop") as stops:
        for name in ("cost", *reversed(TEXTS), "truck"):
            stops.drop_column(name)
