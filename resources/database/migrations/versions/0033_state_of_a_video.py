"""The newest state of a video, by which those that are not published are found."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    """Apply."""
    op.add_column("videos", sa.Column("state", sa.Text()), schema="factory")
    op.execute(
        "UPDATE factory.videos v SET state = s.state FROM ("
        "    SELECT DISTINCT ON (video_id) video_id, state FROM factory.states"
        "    ORDER BY video_id, id DESC"
        ") s WHERE s.video_id = v.video_id"
    )
    op.execute(
        "CREATE INDEX videos_unfinished_idx ON factory.videos (video_id)"
        " WHERE state IS DISTINCT FROM 'COMPLETED'"
    )
