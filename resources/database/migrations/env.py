"""Alembic's entry: uses the connection, and the transaction, of whoever opens the database."""

from alembic import context

from resources.database import (
    alert_tables,
    analytics_tables,
    api_tables,
    channel_tables,
    experiment_tables,
    idea_tables,
    message_tables,
    money_tables,
    people_tables,
    post_tables,
    rule_tables,
    run_tables,
    tables,
)
from resources.database.columns import SCHEMA, metadata

TABLES = (
    alert_tables,
    tables,
    post_tables,
    rule_tables,
    money_tables,
    analytics_tables,
    idea_tables,
    message_tables,
    experiment_tables,
    people_tables,
    api_tables,
    channel_tables,
    run_tables,
)
"""Imported so that `metadata` knows every table."""

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table_schema=SCHEMA,
    include_schemas=True,
    include_name=lambda name, kind, _parents: kind != "schema" or name == SCHEMA,
)
with context.begin_transaction():
    context.run_migrations()
