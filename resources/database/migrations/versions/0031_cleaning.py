"""Cleaning: results whose files are given to nobody any more, and since when they are gone."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.add_column("work", sa.Column("retired_at", TIME), schema="factory")
    op.add_column("work", sa.Column("cleaned_at", TIME), schema="factory")
    op.create_index(
        "work_retired_idx",
        "work",
        ["fingerprint"],
        schema="factory",
        postgresql_where=sa.text("retired_at IS NOT NULL AND cleaned_at IS NULL"),
    )
    op.execute("INSERT INTO factory.config (key, value) VALUES ('clean_after_days', '0')")
