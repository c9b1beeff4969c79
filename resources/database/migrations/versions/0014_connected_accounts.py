"""Connected accounts, their tokens sealed, and what was asked of a platform on its day."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0014"
down_revision = "0013"

LIMITS = {"youtube_uploads_per_day": 100, "youtube_units_per_day": 10_000}
"""What Google grants a project: developers.google.com/youtube/data/determine_quota_cost."""


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "grants",
        sa.Column("outlet", sa.Text(), primary_key=True),
        sa.Column("account", sa.Text(), primary_key=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("scopes", JSONB(), nullable=False),
        sa.Column("connected_by", sa.Text(), nullable=False),
        sa.Column("connected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_token", sa.Text(), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        schema="factory",
    )
    op.create_table(
        "quota_use",
        sa.Column("project", sa.Text(), primary_key=True),
        sa.Column("bucket", sa.Text(), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("used", sa.Integer(), nullable=False),
        schema="factory",
    )
    for key, value in LIMITS.items():
        op.execute(f"INSERT INTO factory.config (key, value) VALUES ('{key}', '{value}')")
