"""Tenants: every fact says whose it is."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0038"
down_revision = "0037"

NEWEST_BRIEF = """
    UPDATE factory.videos v SET tenant = b.tenant FROM (
        SELECT DISTINCT ON (video_id) video_id, accepted -> 'channel' ->> 'tenant' AS tenant
        FROM factory.briefs ORDER BY video_id, revision DESC
    ) b WHERE b.video_id = v.video_id AND b.tenant <> ''
"""
KNOWN_TENANTS = """
    INSERT INTO factory.tenants (tenant, added_by)
    SELECT tenant, 'a brief' FROM (
        SELECT tenant FROM factory.videos
        UNION SELECT tenant FROM factory.people WHERE tenant IS NOT NULL
        UNION SELECT tenant FROM factory.api_tokens WHERE tenant IS NOT NULL
        UNION SELECT name FROM factory.limits WHERE scope = 'tenant'
        UNION SELECT 'default'
    ) found
"""
KNOWN_CHANNELS = """
    INSERT INTO factory.channels (channel, tenant)
    SELECT DISTINCT ON (channel) channel, tenant FROM factory.videos
    ORDER BY channel, created_at DESC
"""
OF_VIDEOS = (
    *("briefs", "stages", "artifacts", "reviews", "states", "launches", "estimates"),
    *("guest_links", "posts", "bookings", "post_changes", "post_choices", "observations"),
    *("retentions", "readings", "review_waits", "waivers", "takedowns", "experiment_videos"),
    "first_weeks",
)
PERHAPS_OF_VIDEOS = ("work_uses", "events", "messages", "chat_clicks")
OF_CHANNELS = ("audiences", "channel_figures", "ideas", "channel_edits", "paused_channels")
OTHERS = {
    "experiments": "SELECT channel AS key, tenant FROM factory.channels",
    "post_follow_ups": "SELECT id AS key, tenant FROM factory.posts",
    "experiment_days": "SELECT experiment_id AS key, tenant FROM factory.experiments",
    "experiment_changes": "SELECT experiment_id AS key, tenant FROM factory.experiments",
    "chat_accounts": "SELECT id AS key, tenant FROM factory.people",
    "sessions": "SELECT id AS key, tenant FROM factory.people",
    "limits": (
        "SELECT 'video' AS scope, video_id AS key, tenant FROM factory.videos"
        " UNION ALL SELECT 'channel', channel, tenant FROM factory.channels"
        " UNION ALL SELECT 'tenant', tenant, tenant FROM factory.tenants"
    ),
}
KEYS = {
    "experiments": "t.registered ->> 'channel' = o.key",
    "post_follow_ups": "t.post = o.key",
    "experiment_days": "t.experiment_id = o.key",
    "experiment_changes": "t.experiment_id = o.key",
    "chat_accounts": "t.person_id = o.key",
    "sessions": "t.person_id = o.key",
    "limits": "(t.scope, t.name) = (o.scope, o.key)",
}
WHOSE_ASKER_IS_UNKNOWN = ("api_answers", "orders")


def upgrade() -> None:
    """Apply; what stands on no video and no channel stays the whole factory's."""
    _tables()
    op.add_column(
        "videos",
        sa.Column("tenant", sa.Text(), nullable=False, server_default="default"),
        schema="factory",
    )
    op.execute(NEWEST_BRIEF)
    op.execute(KNOWN_TENANTS)
    op.execute(KNOWN_CHANNELS)
    op.create_foreign_key(
        "videos_tenant_fkey", "videos", "tenants", ["tenant"], ["tenant"],
        source_schema="factory", referent_schema="factory",
    )  # fmt: skip
    # Sums of figures do not hang on whose they are.
    op.execute("ALTER TABLE factory.observations DISABLE TRIGGER keep_figures_corrected")
    for table in (*OF_VIDEOS, *PERHAPS_OF_VIDEOS):
        _add(table, "SELECT video_id AS key, tenant FROM factory.videos", "t.video_id = o.key")
    op.execute("ALTER TABLE factory.observations ENABLE TRIGGER keep_figures_corrected")
    for table in OF_VIDEOS:
        op.alter_column(table, "tenant", nullable=False, schema="factory")
    for table in OF_CHANNELS:
        _add(table, "SELECT channel AS key, tenant FROM factory.channels", "t.channel = o.key")
    for table, owners in OTHERS.items():
        _add(table, owners, KEYS[table])
    for table in WHOSE_ASKER_IS_UNKNOWN:
        op.add_column(table, sa.Column("tenant", sa.Text()), schema="factory")
    op.drop_index("briefs_tenant_idx", "briefs", schema="factory")
    op.create_index("videos_tenant_created_at_video_id_idx", "videos", ["tenant", "created_at", "video_id"], schema="factory")  # fmt: skip
    op.create_index("work_uses_fingerprint_idx", "work_uses", ["fingerprint"], schema="factory")


def _tables() -> None:
    now, moment = sa.text("now()"), sa.DateTime(timezone=True)
    op.create_table(
        "tenants",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", moment, nullable=False, server_default=now),
        sa.Column("most_channels", sa.Integer()),
        sa.Column("most_people", sa.Integer()),
        sa.Column("most_tokens", sa.Integer()),
        sa.PrimaryKeyConstraint("tenant", name="tenants_pkey"),
        schema="factory",
    )
    op.create_table(
        "channels",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("accounts", ARRAY(sa.Text()), nullable=False, server_default=sa.text("'{}'")),
        sa.Column("known_at", moment, nullable=False, server_default=now),
        sa.PrimaryKeyConstraint("channel", name="channels_pkey"),
        sa.ForeignKeyConstraint(
            ["tenant"], ["factory.tenants.tenant"], name="channels_tenant_fkey"
        ),
        schema="factory",
    )


def _add(table: str, owners: str, same: str) -> None:
    """Add the column to a table, filled from those who own its rows."""
    op.add_column(table, sa.Column("tenant", sa.Text()), schema="factory")
    op.execute(f"UPDATE factory.{table} t SET tenant = o.tenant FROM ({owners}) o WHERE {same}")
