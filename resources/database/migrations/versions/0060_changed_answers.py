"""Each answer says whether it tells otherwise what was told before, or only more."""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"

TOLD = (
    *(
        "views",
        "engaged_views",
        "watch_seconds",
        "likes",
        "comments",
        "shares",
        "subscribers_gained",
    ),
    *(
        "subscribers_lost",
        "impressions",
        "reach",
        "saves",
        "interactions",
        "click_rate",
        "average_view_share",
    ),
)
OTHERWISE = " OR ".join(
    f"(p.{name} IS NOT NULL AND o.{name} IS DISTINCT FROM p.{name})" for name in TOLD
)


def upgrade() -> None:
    """Apply; sums stay as they are, so nothing is added up anew for it."""
    op.add_column(
        "observations",
        sa.Column("changed", sa.Boolean, nullable=False, server_default=sa.text("false")),
        schema="factory",
    )
    op.execute("ALTER TABLE factory.observations DISABLE TRIGGER USER")
    op.execute(f"""
        UPDATE factory.observations o SET changed = true FROM factory.observations p
        WHERE o.revision > 1 AND (p.day, p.video_id, p.outlet, p.revision)
            = (o.day, o.video_id, o.outlet, o.revision - 1) AND ({OTHERWISE})""")
    op.execute("ALTER TABLE factory.observations ENABLE TRIGGER USER")
    op.execute("DROP INDEX factory.observations_said_anew")
    op.execute(
        "CREATE INDEX observations_changed ON factory.observations (day, outlet, video_id) WHERE changed"
    )
