"""Step by step: a video's mode, the phase that writes its words alone, and when its state changed."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

PHASES = "phase IN ('script', 'plan', 'render', 'publish')"


def upgrade() -> None:
    """Apply."""
    stepwise = sa.Column("stepwise", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    op.add_column("videos", stepwise, schema="factory")
    op.drop_constraint("phase", "launches", schema="factory", type_="check")
    op.create_check_constraint("phase", "launches", PHASES, schema="factory")
    op.create_table(
        "states",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("video_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column(
            "since", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()")
        ),
        sa.PrimaryKeyConstraint("id", name="states_pkey"),
        sa.ForeignKeyConstraint(
            ["video_id"], ["factory.videos.video_id"], name="states_video_id_fkey"
        ),
        schema="factory",
    )
    op.create_index("states_video_id_id_idx", "states", ["video_id", "id"], schema="factory")
