"""Decisions may speak of one outlet, keep where they were made, and whom they agreed with."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0017"
down_revision = "0016"

OF_THE_CHANNEL = """
    UPDATE factory.briefs SET outlets = ARRAY(
        SELECT jsonb_array_elements_text(accepted -> 'channel' -> 'outlets')
    )
"""


def upgrade() -> None:
    """Apply."""
    nothing, nowhere = sa.text("''"), sa.text("'{}'")
    for name in ("outlet", "agreed_with", "place"):
        column = sa.Column(name, sa.Text(), nullable=False, server_default=nothing)
        op.add_column("reviews", column, schema="factory")
    op.create_check_constraint(
        "held_everywhere", "reviews", "decision <> 'held' OR outlet = ''", schema="factory"
    )
    op.drop_constraint(
        "reviews_video_id_master_sha256_decision_reviewer_decided_at_key",
        "reviews",
        schema="factory",
    )
    op.create_unique_constraint(
        "reviews_once_key",
        "reviews",
        ["video_id", "master_sha256", "decision", "outlet", "reviewer", "decided_at"],
        schema="factory",
    )
    op.add_column(
        "briefs",
        sa.Column("outlets", ARRAY(sa.Text()), nullable=False, server_default=nowhere),
        schema="factory",
    )
    op.execute(OF_THE_CHANNEL)
