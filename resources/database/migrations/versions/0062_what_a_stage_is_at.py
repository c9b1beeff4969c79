"""Stages say how long they still take, and what is done once all is counted; one that waits has not failed."""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"


def upgrade() -> None:
    """Apply; what runs while the factory is brought up to date says nothing of it."""
    op.add_column("stages", sa.Column("progress_seconds_left", sa.Float()), schema="factory")
    op.add_column("stages", sa.Column("progress_doing", sa.Text()), schema="factory")
    # The views that use it are away until all is up to date, and then ask for what is waited for, too.
    four = ", ".join(["timestamptz"] * 4)
    op.execute(f"DROP FUNCTION IF EXISTS factory.stage_word({four})")
