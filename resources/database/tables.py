"""The catalogue's tables: business facts, in the schema `factory` beside Dagster's own `public`."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from resources.database.columns import (
    count_column,
    for_tenant_column,
    id_column,
    metadata,
    tenant_column,
    text_column,
    time_column,
    usd_column,
    video_column,
    word_column,
)

videos = Table(
    "videos",
    metadata,
    Column("video_id", Text, primary_key=True),
    Column("identity", Text, nullable=False, unique=True),
    text_column("channel"),
    text_column("format"),
    text_column("language"),
    text_column("title"),
    time_column("created_at", now=True),
    time_column("deleted_at"),
    Column("stepwise", Boolean, nullable=False, server_default=text("false")),
    text_column("runs_until", null=True),
    text_column("state", null=True),
    Column(
        "tenant",
        Text,
        ForeignKey("factory.tenants.tenant"),
        nullable=False,
        server_default=text("'default'"),
    ),
    Index(None, "created_at", "video_id"),
    Column("media_tenant", Text),
    Index(None, "tenant", "created_at", "video_id"),
)
"""`media_tenant`: below whose prefix its files lie, see `resources.catalogue.media_places`."""
Index(
    "videos_misplaced_idx",
    videos.c.video_id,
    postgresql_where=videos.c.media_tenant.is_distinct_from(videos.c.tenant),
)
Index(
    "videos_unfinished_idx",
    videos.c.video_id,
    postgresql_where=videos.c.state.is_distinct_from("COMPLETED"),
)

briefs = Table(
    "briefs",
    metadata,
    video_column(),
    Column("revision", Integer, nullable=False),
    text_column("brief_sha256"),
    Column("accepted", JSONB, nullable=False),
    text_column("review"),
    Column("outlets", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    time_column("publish_at"),
    text_column("source"),
    time_column("accepted_at"),
    time_column("recorded_at", now=True),
    tenant_column(),
    PrimaryKeyConstraint("video_id", "revision"),
)

stages = Table(
    "stages",
    metadata,
    video_column(),
    text_column("stage"),
    Column("token", Uuid, nullable=False),
    count_column("attempts", 1),
    text_column("run_id", null=True),
    time_column("started_at", now=True),
    time_column("finished_at"),
    time_column("failed_at"),
    Column("permanent", Boolean),
    text_column("error", null=True),
    Column("wait", JSONB),
    Column("shared_units", Integer),
    Column("progress_done", Integer),
    Column("progress_total", Integer),
    Column("progress_seconds_left", Float),
    text_column("progress_doing", null=True),
    tenant_column(),
    PrimaryKeyConstraint("video_id", "stage"),
)
"""`shared_units`: so many of a running stage are left that other runs may take. `progress_...`: how far it has come, in
what it counts, how long that still takes, and what is done once all is counted; null while nobody can tell."""
Index(
    "stages_running_idx",
    stages.c.run_id,
    postgresql_where=stages.c.finished_at.is_(None) & stages.c.failed_at.is_(None),
)
Index("stages_failed_idx", stages.c.run_id, postgresql_where=stages.c.failed_at.is_not(None))

artifacts = Table(
    "artifacts",
    metadata,
    video_column(),
    text_column("stage"),
    text_column("name"),
    text_column("sha256"),
    Column("bytes", BigInteger, nullable=False),
    text_column("media_type"),
    text_column("provider"),
    text_column("model"),
    text_column("licence"),
    text_column("run_id", null=True),
    time_column("made_at", now=True),
    tenant_column(),
    PrimaryKeyConstraint("video_id", "stage", "name"),
    Index(None, "sha256"),
)

work = Table(
    "work",
    metadata,
    Column("fingerprint", Text, primary_key=True),
    text_column("kind"),
    Column("recipe", JSONB, nullable=False),
    text_column("suffix"),
    text_column("provider"),
    text_column("model"),
    Column("made_by", JSONB, nullable=False),
    text_column("first_video_id"),
    Column("token", Uuid, nullable=False),
    text_column("owner", null=True),
    time_column("lease_expires_at"),
    count_column("attempts", 1),
    time_column("created_at", now=True),
    time_column("failed_at"),
    text_column("error", null=True),
    time_column("done_at"),
    text_column("sha256", null=True),
    Column("bytes", BigInteger),
    Column("detail", JSONB),
    usd_column("cost_usd", null=True),
    Column("notes", JSONB),
    time_column("retired_at"),
    time_column("cleaned_at"),
    CheckConstraint(
        "done_at IS NULL OR (sha256 IS NOT NULL AND owner IS NULL)", name="done_is_complete"
    ),
)
"""`retired_at`: nobody is given its file any more; `cleaned_at`: the file is removed."""
Index("work_running_idx", work.c.token, postgresql_where=work.c.owner.is_not(None))
Index(
    "work_retired_idx",
    work.c.fingerprint,
    postgresql_where=work.c.retired_at.is_not(None) & work.c.cleaned_at.is_(None),
)

work_uses = Table(
    "work_uses",
    metadata,
    text_column("video_id"),
    text_column("stage"),
    text_column("label"),
    text_column("fingerprint"),
    Column("reused", Boolean, nullable=False),
    word_column("instead_of"),
    text_column("run_id", null=True),
    time_column("used_at", now=True),
    tenant_column(null=True),
    PrimaryKeyConstraint("video_id", "stage", "label", "fingerprint"),
    Index(None, "fingerprint"),
)

reviews = Table(
    "reviews",
    metadata,
    id_column(),
    video_column(),
    text_column("master_sha256"),
    word_column("listing_sha256"),
    text_column("decision"),
    word_column("outlet"),
    text_column("reviewer"),
    word_column("agreed_with"),
    word_column("place"),
    text_column("note"),
    Column("decided_at", DateTime(timezone=True), nullable=False),
    time_column("recorded_at", now=True),
    time_column("reported_at"),
    Column("notes", JSONB, nullable=False, server_default=text("'[]'")),
    Column("played_share", Float),
    tenant_column(),
    for_tenant_column(),
    CheckConstraint("decision IN ('approved', 'rejected', 'changes', 'held')", name="decision"),
    CheckConstraint("decision <> 'held' OR outlet = ''", name="held_everywhere"),
    UniqueConstraint(
        *("video_id", "master_sha256", "decision", "outlet", "reviewer", "decided_at"),
        name="reviews_once_key",
    ),
)
Index("reviews_unreported_idx", reviews.c.id, postgresql_where=reviews.c.reported_at.is_(None))

events = Table(
    "events",
    metadata,
    id_column(),
    text_column("topic"),
    text_column("video_id", null=True),
    Column("payload", JSONB, nullable=False),
    time_column("at", now=True),
    Column("seq", BigInteger),
    tenant_column(null=True),
    Index(None, "seq", unique=True),
    Index(None, "video_id", "id"),
    Index(None, "topic", "id"),
)

states = Table(
    "states",
    metadata,
    id_column(),
    video_column(),
    text_column("state"),
    time_column("since", now=True),
    tenant_column(),
    Index(None, "video_id", "id"),
)

config = Table(
    "config",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", JSONB, nullable=False),
    time_column("updated_at", now=True),
    word_column("changed_by"),
)

launches = Table(
    "launches",
    metadata,
    id_column(),
    video_column(),
    text_column("phase"),
    text_column("reason"),
    text_column("requested_by"),
    time_column("requested_at", now=True),
    time_column("not_before"),
    time_column("claimed_at"),
    text_column("claimed_by", null=True),
    text_column("owner", null=True),
    Column("in_process", Boolean, nullable=False, server_default=text("false")),
    text_column("run_id", null=True),
    count_column("attempts", 1),
    count_column("waits", 0),
    Column("wait", JSONB),
    time_column("ended_at"),
    text_column("outcome", null=True),
    text_column("error", null=True),
    tenant_column(),
    CheckConstraint(
        "outcome IN ('succeeded', 'failed', 'superseded', 'cancelled')", name="outcome"
    ),
    CheckConstraint("phase IN ('script', 'plan', 'render', 'publish')", name="phase"),
    Index(None, "video_id", "id"),
)
Index(
    "launches_one_open_idx",
    launches.c.video_id,
    launches.c.phase,
    unique=True,
    postgresql_where=launches.c.ended_at.is_(None),
)
Index("launches_open_idx", launches.c.id, postgresql_where=launches.c.ended_at.is_(None))

HEAD = "0063"
"""Kept here so that a process that finds it in the database need not load Alembic (0.3 s)."""

MIGRATION_LOCK: Final = 7_142_035_599_286_041
"""Key of the advisory lock; any number that nobody else in the database uses."""
