"""A choice for a post is of one account and one listing; one that is there is made anew. The triggers, too, are."""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"


def upgrade() -> None:
    """Apply."""
    for name in ("account", "listing_sha256"):
        op.add_column(
            "post_choices",
            sa.Column(name, sa.Text(), nullable=False, server_default=""),
            schema="factory",
        )
