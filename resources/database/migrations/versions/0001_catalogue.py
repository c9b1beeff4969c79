"""The first tables of the catalogue."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

SEEDS = {
    "paused": "false",
    "distribution": "false",
    "auto_approval": "false",
    "usd_per_video": "2.0",
    "usd_per_day": "20.0",
}
"""`distribution` and `auto_approval` are off until somebody turns them on."""


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "charges",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.Column("video_id", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("estimated_usd", sa.Numeric(precision=14, scale=6), nullable=False),
        sa.Column("settled_usd", sa.Numeric(precision=14, scale=6), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column(
            "reserved_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('reserved', 'settled', 'in_doubt', 'released')",
            name=op.f("charges_state_check"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("charges_pkey")),
        sa.UniqueConstraint("token", name=op.f("charges_token_key")),
        schema="factory",
    )
    op.create_index(
        op.f("charges_fingerprint_idx"), "charges", ["fingerprint"], unique=False, schema="factory"
    )
    op.create_index(
        op.f("charges_video_id_idx"), "charges", ["video_id"], unique=False, schema="factory"
    )
    op.create_table(
        "config",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", postgresql.JSONB(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("config_pkey")),
        schema="factory",
    )
    op.create_table(
        "events",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("video_id", sa.Text(), nullable=True),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("events_pkey")),
        schema="factory",
    )
    op.create_index(
        op.f("events_topic_id_idx"), "events", ["topic", "id"], unique=False, schema="factory"
    )
    op.create_index(
        op.f("events_video_id_id_idx"), "events", ["video_id", "id"], unique=False, schema="factory"
    )
    op.create_table(
        "videos",
        sa.Column("video_id", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("video_id", name=op.f("videos_pkey")),
        sa.UniqueConstraint("identity", name=op.f("videos_identity_key")),
        schema="factory",
    )
    op.create_index(
        op.f("videos_created_at_video_id_idx"),
        "videos",
        ["created_at", "video_id"],
        unique=False,
        schema="factory",
    )
    op.create_table(
        "work",
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("recipe", postgresql.JSONB(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("made_by", postgresql.JSONB(), nullable=False),
        sa.Column("first_video_id", sa.Text(), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("lease_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("bytes", sa.BigInteger(), nullable=True),
        sa.Column("detail", postgresql.JSONB(), nullable=True),
        sa.Column("cost_usd", sa.Numeric(precision=14, scale=6), nullable=True),
        sa.CheckConstraint(
            "done_at IS NULL OR (sha256 IS NOT NULL AND owner IS NULL)",
            name=op.f("work_done_is_complete_check"),
        ),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("work_pkey")),
        schema="factory",
    )
    op.create_index(
        "work_running_idx",
        "work",
        ["token"],
        unique=False,
        schema="factory",
        postgresql_where=sa.text("owner IS NOT NULL"),
    )
    op.create_table(
        "work_uses",
        sa.Column("video_id", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("reused", sa.Boolean(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.Column(
            "used_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.PrimaryKeyConstraint(
            "video_id", "stage", "label", "fingerprint", name=op.f("work_uses_pkey")
        ),
        schema="factory",
    )
    op.create_table(
        "artifacts",
        sa.Column("video_id", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.Column(
            "made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["video_id"], ["factory.videos.video_id"], name=op.f("artifacts_video_id_fkey")
        ),
        sa.PrimaryKeyConstraint("video_id", "stage", "name", name=op.f("artifacts_pkey")),
        schema="factory",
    )
    op.create_index(
        op.f("artifacts_sha256_idx"), "artifacts", ["sha256"], unique=False, schema="factory"
    )
    op.create_table(
        "briefs",
        sa.Column("video_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("brief_sha256", sa.Text(), nullable=False),
        sa.Column("accepted", postgresql.JSONB(), nullable=False),
        sa.Column("review", sa.Text(), nullable=False),
        sa.Column("publish_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["video_id"], ["factory.videos.video_id"], name=op.f("briefs_video_id_fkey")
        ),
        sa.PrimaryKeyConstraint("video_id", "revision", name=op.f("briefs_pkey")),
        schema="factory",
    )
    op.create_table(
        "launches",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("video_id", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("requested_by", sa.Text(), nullable=False),
        sa.Column(
            "requested_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("in_process", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('succeeded', 'failed', 'superseded')", name=op.f("launches_outcome_check")
        ),
        sa.CheckConstraint(
            "phase IN ('plan', 'render', 'publish')", name=op.f("launches_phase_check")
        ),
        sa.ForeignKeyConstraint(
            ["video_id"], ["factory.videos.video_id"], name=op.f("launches_video_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("launches_pkey")),
        schema="factory",
    )
    op.create_index(
        "launches_one_open_idx",
        "launches",
        ["video_id", "phase"],
        unique=True,
        schema="factory",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "launches_open_idx",
        "launches",
        ["id"],
        unique=False,
        schema="factory",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        op.f("launches_video_id_id_idx"),
        "launches",
        ["video_id", "id"],
        unique=False,
        schema="factory",
    )
    op.create_table(
        "posts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("video_id", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("master_sha256", sa.Text(), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("lease_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "claimed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("post_id", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("answer", postgresql.JSONB(), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["video_id"], ["factory.videos.video_id"], name=op.f("posts_video_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("posts_pkey")),
        sa.UniqueConstraint(
            "video_id",
            "outlet",
            "master_sha256",
            name=op.f("posts_video_id_outlet_master_sha256_key"),
        ),
        schema="factory",
    )
    op.create_index(
        "posts_running_idx",
        "posts",
        ["token"],
        unique=False,
        schema="factory",
        postgresql_where=sa.text("owner IS NOT NULL"),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("video_id", sa.Text(), nullable=False),
        sa.Column("master_sha256", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "decision IN ('approved', 'rejected')", name=op.f("reviews_decision_check")
        ),
        sa.ForeignKeyConstraint(
            ["video_id"], ["factory.videos.video_id"], name=op.f("reviews_video_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("reviews_pkey")),
        sa.UniqueConstraint(
            "video_id",
            "master_sha256",
            "decision",
            "reviewer",
            "decided_at",
            name=op.f("reviews_video_id_master_sha256_decision_reviewer_decided_at_key"),
        ),
        schema="factory",
    )
    op.create_table(
        "stages",
        sa.Column("video_id", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.Column(
            "started_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("permanent", sa.Boolean(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["video_id"], ["factory.videos.video_id"], name=op.f("stages_video_id_fkey")
        ),
        sa.PrimaryKeyConstraint("video_id", "stage", name=op.f("stages_pkey")),
        schema="factory",
    )
    op.create_index(
        "stages_running_idx",
        "stages",
        ["run_id"],
        unique=False,
        schema="factory",
        postgresql_where=sa.text("finished_at IS NULL AND failed_at IS NULL"),
    )
    for key, value in SEEDS.items():
        op.execute(
            sa.text(
                "INSERT INTO factory.config (key, value) VALUES (:key, CAST(:value AS jsonb))"
            ).bindparams(key=key, value=value)
        )
