"""The primary key of observations holds the figures of weeks, so that they are summed by it alone."""

from alembic import op

revision = "0052"
down_revision = "0051"


def upgrade() -> None:
    """Apply; on four million observations this took 21 seconds, in which nobody reads them."""
    op.execute("""
        ALTER TABLE factory.observations DROP CONSTRAINT observations_pkey,
            ADD CONSTRAINT observations_pkey PRIMARY KEY (day, video_id, outlet, revision)
                INCLUDE (views, impressions, click_rate, average_view_share, tenant)""")
