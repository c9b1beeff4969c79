"""Alerts: one row for each cause, when it was told, and until when nobody wants to hear of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Apply."""
    now, moment = sa.text("now()"), sa.DateTime(timezone=True)
    op.create_table(
        "alerts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("alert", JSONB(), nullable=False),
        sa.Column("told_alert", JSONB()),
        sa.Column("first_at", moment, nullable=False, server_default=now),
        sa.Column("last_at", moment, nullable=False, server_default=now),
        sa.Column("told", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("told_at", moment),
        sa.Column("muted_until", moment),
        sa.PrimaryKeyConstraint("id", name="alerts_pkey"),
        sa.UniqueConstraint("cause", name="alerts_cause_key"),
        schema="factory",
    )
