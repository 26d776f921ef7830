"""Certificates of leximin levels."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; runs kept before have no row in it."""
    op.create_table(
        "certificate",
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("run", name="pk_certificate"),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name="fk_certificate_run", ondelete="CASCADE"),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("certificate")
