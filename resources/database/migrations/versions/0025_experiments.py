"""Experiments: as registered, and what each day and each video was given."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Apply."""
    now, nothing = sa.text("now()"), sa.text("''")
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "experiments",
        sa.Column("experiment_id", sa.Text(), nullable=False),
        sa.Column("registered", JSONB(), nullable=False),
        sa.Column("registered_at", moment, nullable=False, server_default=now),
        sa.Column("stopped_at", moment),
        *(
            sa.Column(name, sa.Text(), nullable=False, server_default=nothing)
            for name in ("stopped_by", "note", "winner")
        ),
        sa.PrimaryKeyConstraint("experiment_id", name="experiments_pkey"),
        schema="factory",
    )
    op.create_table(
        "experiment_days",
        sa.Column(
            "experiment_id",
            sa.Text(),
            sa.ForeignKey("factory.experiments.experiment_id"),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("arm", sa.Text(), nullable=False),
        sa.Column("shown_at", moment, nullable=False, server_default=now),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("experiment_id", "day", name="experiment_days_pkey"),
        schema="factory",
    )
    op.create_table(
        "experiment_videos",
        sa.Column(
            "experiment_id",
            sa.Text(),
            sa.ForeignKey("factory.experiments.experiment_id"),
            nullable=False,
        ),
        sa.Column("video_id", sa.Text(), sa.ForeignKey("factory.videos.video_id"), nullable=False),
        sa.Column("arm", sa.Text(), nullable=False),
        sa.Column("assigned_at", moment, nullable=False, server_default=now),
        sa.PrimaryKeyConstraint("experiment_id", "video_id", name="experiment_videos_pkey"),
        schema="factory",
    )
