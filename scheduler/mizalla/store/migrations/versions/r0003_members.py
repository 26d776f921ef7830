"""Members: hashes of plugins' code, what plugins say of plans, and registrations of rules."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and tables."""
    for name in ("code_hash", "note"):
        op.add_column("plugin", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.create_table(
        "statement",
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("plugin", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("run", "place", name="pk_statement"),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name="fk_statement_run", ondelete="CASCADE"),
    )
    op.create_table(
        "registration",
        sa.Column("scenario", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("added", sa.JSON(), nullable=False),
        sa.Column("removed", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("scenario", "organisation", "number", name="pk_registration"),
    )


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("registration")
    op.drop_table("statement")
    with op.batch_alter_table("plugin") as plugin:
        plugin.drop_column("note")
        plugin.drop_column("code_hash")
