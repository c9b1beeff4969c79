"""Tables of experiments: as registered, and what each day and each video was given."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB

from resources.database.columns import (
    id_column,
    metadata,
    tenant_column,
    text_column,
    time_column,
    video_column,
    word_column,
)

experiments = Table(
    "experiments",
    metadata,
    Column("experiment_id", Text, primary_key=True),
    Column("registered", JSONB, nullable=False),
    time_column("registered_at", now=True),
    time_column("stopped_at"),
    word_column("stopped_by"),
    word_column("note"),
    word_column("winner"),
    tenant_column(null=True),
)


def _of_experiment() -> Column[str]:
    key = ForeignKey("factory.experiments.experiment_id")
    return Column("experiment_id", Text, key, nullable=False)


experiment_days = Table(
    "experiment_days",
    metadata,
    _of_experiment(),
    Column("day", Date, nullable=False),
    text_column("arm"),
    time_column("shown_at", now=True),
    Column("whole", Boolean, nullable=False),
    tenant_column(null=True),
    PrimaryKeyConstraint("experiment_id", "day"),
)

experiment_changes = Table(
    "experiment_changes",
    metadata,
    id_column(),
    _of_experiment(),
    Column("day", Date, nullable=False),
    text_column("arm"),
    Column("begun_at", DateTime(timezone=True), nullable=False),
    time_column("done_at"),
    tenant_column(null=True),
    Index(None, "experiment_id"),
)
"""Noted before a video is given an arm; without `done_at` nobody knows whether it was."""

experiment_videos = Table(
    "experiment_videos",
    metadata,
    _of_experiment(),
    video_column(),
    text_column("arm"),
    time_column("assigned_at", now=True),
    tenant_column(),
    PrimaryKeyConstraint("experiment_id", "video_id"),
)
