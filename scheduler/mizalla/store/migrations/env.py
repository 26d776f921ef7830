"""What Alembic runs migrations with: the connection that it was handed."""

from alembic import context

from mizalla.store.migrate import VERSION_TABLE
from mizalla_models.tables import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,  # SQLite can't alter a table in place
)
with context.begin_transaction():
    context.run_migrations()
