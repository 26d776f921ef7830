"""The scenario that each run was made from, so that its names and places outlive its folder."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; runs kept before have no row in it."""
    op.create_table(
        "scenario_copy",
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("run", name="pk_scenario_copy"),
        sa.ForeignKeyConstraint(
            ["run"], ["run.id"], name="fk_scenario_copy_run_run", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("scenario_copy")
