"""The first tables: runs, their plans, their rules."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

PARTS = (
    "plugin",
    "rule",
    "goal",
    "cost",
    "shipment",
    "transfer",
    "purchase",
    "coverage",
    "rule_use",
    "trip_stop",
    "finding",
)


def text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    """Make a column of text."""
    return sa.Column(name, sa.String(), nullable=nullable)


def whole(name: str) -> sa.Column[int]:
    """Make a column of whole numbers."""
    return sa.Column(name, sa.BigInteger(), nullable=False)


def number(name: str) -> sa.Column[float]:
    """Make a column of real numbers."""
    return sa.Column(name, sa.Double(), nullable=False)


def day(name: str) -> sa.Column[Any]:
    """Make a column of days."""
    return sa.Column(name, sa.Date(), nullable=False)


def json(name: str) -> sa.Column[Any]:
    """Make a column of settings and the like."""
    return sa.Column(name, sa.JSON(), nullable=False)


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
    """Make all tables."""
    op.create_table(
        "run",
        text("id"),
        text("scenario"),
        text("folder"),
        text("status"),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        json("seconds"),
        text("inputs_hash"),
        whole("seed"),
        json("settings"),
        text("mizalla"),
        text("python"),
        json("solver"),
        day("starts"),
        day("ends"),
        text("currency"),
        whole("lanes_possible"),
        whole("lanes_used_by_solver"),
        whole("lanes_chosen"),
        whole("truck_loads"),
        number("coverage_min"),
        number("coverage_mean"),
        number("coverage_gini"),
        whole("needed_parcels"),
        whole("served_parcels"),
        number("served_households"),
        whole("served_villages"),
        number("cost"),
        number("km"),
        whole("shipments"),
        whole("transfers"),
        whole("trips"),
        whole("findings"),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
    )
    part(
        "plugin",
        text("name"),
        text("version"),
        text("organisation"),
        json("hooks"),
        whole("rules"),
        text("rules_hash"),
    )
    part(
        "rule",
        text("id"),
        text("plugin"),
        text("version"),
        text("organisation"),
        text("kind"),
        text("name"),
        text("reason"),
        json("definition"),
    )
    part(
        "goal",
        text("goal"),
        text("sense"),
        text("unit"),
        number("value"),
        number("bound"),
        number("gap"),
        number("tolerance"),
    )
    part(
        "cost",
        text("part"),
        number("amount"),
    )
    part(
        "shipment",
        day("day"),
        text("organisation"),
        text("fleet"),
        text("vehicle"),
        text("origin"),
        text("lot"),
        text("supply"),
        text("parcel"),
        text("destination"),
        text("village"),
        whole("quantity"),
        number("km"),
        number("minutes"),
        number("truck_hours"),
        number("cost"),
    )
    part(
        "transfer",
        day("day"),
        day("arrives"),
        text("organisation"),
        text("origin"),
        text("lot"),
        text("supply"),
        text("parcel"),
        text("destination"),
        whole("quantity"),
        number("km"),
        number("minutes"),
        number("cost"),
    )
    part(
        "purchase",
        text("supply"),
        text("lot"),
        text("warehouse"),
        text("parcel"),
        whole("quantity"),
        number("unit_cost"),
        number("cost"),
    )
    part(
        "coverage",
        text("village"),
        text("parcel"),
        whole("needed"),
        whole("served"),
        number("ratio"),
        number("priority"),
        number("level"),
        number("bound"),
    )
    part(
        "rule_use",
        text("provider"),
        text("organisation"),
        text("rule"),
        text("group"),
        text("side"),
        number("bound"),
        number("used"),
        number("shadow_price"),
        text("goal", nullable=True),
        text("reason"),
    )
    part(
        "trip_stop",
        day("day"),
        text("fleet"),
        text("vehicle"),
        text("trip"),
        whole("stop"),
        text("destination"),
        text("parcel"),
        whole("quantity"),
        text("arrive"),
        text("depart"),
        number("km"),
    )
    part(
        "finding",
        text("check"),
        text("problem"),
    )
    op.create_index("ix_run_created", "run", ["created"])
    op.create_index("ix_coverage_run_village", "coverage", ["run", "village"])
    op.create_index("ix_shipment_run_village", "shipment", ["run", "village"])
    op.create_index("ix_shipment_run_day_origin", "shipment", ["run", "day", "origin"])
    op.create_index("ix_transfer_run_day_origin", "transfer", ["run", "day", "origin"])
    op.create_index("ix_trip_stop_run_day_fleet", "trip_stop", ["run", "day", "fleet"])


def downgrade() -> None:
    """Drop all tables, parts first."""
    for table in PARTS:
        op.drop_table(table)
    op.drop_table("run")
