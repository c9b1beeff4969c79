"""The index of what was said anew names its videos, so that they are counted by it alone."""

from alembic import op

revision = "0051"
down_revision = "0050"


def upgrade() -> None:
    """Apply."""
    op.execute("DROP INDEX factory.observations_said_anew")
    op.execute(
        "CREATE INDEX observations_said_anew ON factory.observations (day, outlet, video_id) "
        "WHERE revision > 1"
    )
