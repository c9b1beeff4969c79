"""A campaign that is removed has no videos any more, whosever they are: its channel may have moved."""

from alembic import op

revision = "0045"
down_revision = "0044"
KEY = "campaign_videos_campaign_fkey"


def upgrade() -> None:
    """Apply."""
    op.drop_constraint(KEY, "campaign_videos", schema="factory", type_="foreignkey")
    op.create_foreign_key(
        KEY,
        "campaign_videos",
        "campaigns",
        ["campaign"],
        ["campaign"],
        source_schema="factory",
        referent_schema="factory",
        ondelete="CASCADE",
    )
