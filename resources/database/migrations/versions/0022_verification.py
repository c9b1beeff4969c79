"""Verification: when posts were last seen at their platform, and until when a consent holds."""

from alembic import op

revision = "0022"
down_revision = "0021"

COLUMNS = """
ALTER TABLE factory.posts ADD COLUMN verified_at timestamptz, ADD COLUMN gone_at timestamptz,
    ADD COLUMN forgotten_at timestamptz;
ALTER TABLE factory.grants ADD COLUMN expires_at timestamptz;
"""


def upgrade() -> None:
    """Apply."""
    op.execute(COLUMNS)
