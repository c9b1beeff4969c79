"""What a process does alone is noted with a lease, which outlasts the connection of its lock."""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "process_locks",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("lease_expires_at", sa.DateTime(timezone=True), nullable=False),
        schema="factory",
    )
