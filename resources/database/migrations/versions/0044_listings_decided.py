"""A decision is about the listing, too, that was shown with the master.

Of decisions that were made before, it is the present one, unless that is newer than the decision: such an
approval holds no longer, and a video that it has not published yet waits for another.
"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"

AS_THEY_WERE_SHOWN = """
    UPDATE factory.reviews r SET listing_sha256 = l.sha256
    FROM factory.artifacts l JOIN factory.artifacts m USING (video_id)
    WHERE l.video_id = r.video_id AND (l.stage, l.name) = ('listings', 'listing.json')
      AND (m.stage, m.name) = ('renders', 'master.mp4') AND m.sha256 = r.master_sha256
      AND l.made_at <= r.recorded_at
"""


def upgrade() -> None:
    """Apply."""
    column = sa.Column("listing_sha256", sa.Text(), nullable=False, server_default=sa.text("''"))
    op.add_column("reviews", column, schema="factory")
    op.execute(AS_THEY_WERE_SHOWN)
