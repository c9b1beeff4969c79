"""Cancelled and deleted: a launch may be called off, a video's files may be gone for good."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

OUTCOMES = "outcome IN ('succeeded', 'failed', 'superseded', 'cancelled')"


def upgrade() -> None:
    """Apply."""
    deleted_at = sa.Column("deleted_at", sa.DateTime(timezone=True))
    op.add_column("videos", deleted_at, schema="factory")
    op.drop_constraint("outcome", "launches", schema="factory", type_="check")
    op.create_check_constraint("outcome", "launches", OUTCOMES, schema="factory")
