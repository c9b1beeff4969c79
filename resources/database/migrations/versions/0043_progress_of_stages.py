"""Stages say how far they have come, in what they count."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"


def upgrade() -> None:
    """Apply; what runs while the factory is brought up to date says nothing of it."""
    for name in ("progress_done", "progress_total"):
        op.add_column("stages", sa.Column(name, sa.Integer()), schema="factory")
