"""Tenants that were removed are known; campaigns, experiments and approved ideas end as channels move, by the triggers."""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"

KNOWN_BY_THEIR_BOOKS = """
    INSERT INTO factory.removed_tenants (name)
    SELECT DISTINCT tenant FROM factory.spending
    WHERE tenant NOT IN (SELECT tenant FROM factory.tenants)
"""


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "removed_tenants",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column(
            "removed_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()
        ),
        schema="factory",
    )
    op.execute(KNOWN_BY_THEIR_BOOKS)
