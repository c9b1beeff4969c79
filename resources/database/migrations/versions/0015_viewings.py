"""Viewings: a decision may hold or ask for changes, and keeps what was played and noted."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0015"
down_revision = "0014"

DECISIONS = "decision IN ('approved', 'rejected', 'changes', 'held')"


def upgrade() -> None:
    """Apply."""
    op.drop_constraint("decision", "reviews", schema="factory", type_="check")
    op.create_check_constraint("decision", "reviews", DECISIONS, schema="factory")
    empty = sa.text("'[]'")
    op.add_column(
        "reviews",
        sa.Column("notes", JSONB(), nullable=False, server_default=empty),
        schema="factory",
    )
    op.add_column("reviews", sa.Column("played_share", sa.Float()), schema="factory")
