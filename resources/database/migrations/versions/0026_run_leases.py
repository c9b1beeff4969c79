"""Runs may be done by workers on other machines, each under a lease."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Apply."""
    at = sa.DateTime(timezone=True)
    op.create_table(
        "run_leases",
        sa.Column("run_id", sa.Text(), primary_key=True),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("asked_at", at, nullable=False, server_default=sa.func.now()),
        sa.Column("worker", sa.Text()),
        sa.Column("heard_at", at),
        sa.Column("cancelled_at", at),
        sa.Column("ended_at", at),
        sa.Column("exit_code", sa.Integer()),
        schema="factory",
    )
