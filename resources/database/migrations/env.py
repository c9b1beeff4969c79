"""Alembic's entry: uses the connection, and the transaction, of whoever opens the database."""

from alembic import context

from resources.database.all_tables import every_table
from resources.database.columns import SCHEMA, metadata

every_table()

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table_schema=SCHEMA,
    include_schemas=True,
    include_name=lambda name, kind, _parents: kind != "schema" or name == SCHEMA,
)
with context.begin_transaction():
    context.run_migrations()
